package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What pipelines may do and where dependencies come from: lines of configuration that came or went. */
final class ConfigSearch {
    private static final Pattern UNTRUSTED = Pattern.compile(
            "\\$\\{\\{[^}]{0,40}\\bgithub\\.(event\\.(issue|pull_request|comment|review|head_commit|discussion|commits)\\b"
                    + "[^}]{0,40}(title|body|message|ref|label|name|email|page_name)|head_ref)[^}]{0,40}\\}\\}");
    private static final Pattern WRITES = Pattern.compile(
            "\\s*(contents|packages|actions|id-token|deployments|pull-requests|security-events|issues|checks|statuses"
                    + "|pages|attestations|repository-projects)\\s*:\\s*write\\b.*");
    private static final Pattern PIPED =
            Pattern.compile(".{0,400}\\b(curl|wget)\\b.{0,400}\\|\\s*(sudo\\s+)?(ba|z|da)?sh\\b.*");
    private static final Pattern SCRIPT =
            Pattern.compile("\\s*\"(preinstall|install|postinstall|prepare|preprepare)\"\\s*:\\s*\".*");
    private static final Pattern ELSEWHERE = Pattern.compile(
            ".{0,300}(git\\+(https?|ssh)://|git://|github:|\"https?://[^\"]{1,200}\\.(tgz|tar\\.gz|zip)\""
                    + "|--extra-index-url|--index-url|--trusted-host).*");
    private static final Pattern RESOLVED = Pattern.compile(
            "\\s*\"?resolved\"?:?\\s+\"?https?://(?!registry\\.(npmjs\\.org|yarnpkg\\.com)/|codeload\\.github\\.com/).*");
    private static final Pattern REGISTRY = Pattern.compile("\\s*(registry|@[a-z0-9-]+:registry|index-url)\\s*[=:].*");

    private final List<Changed> files;

    ConfigSearch(List<Changed> files) {
        this.files = files;
    }

    List<Found> pipelines(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            String path = file.path().toString();
            boolean pipeline = path.startsWith(".github/workflows/")
                    || path.startsWith(".github/actions/")
                    || path.equals(".gitlab-ci.yml");
            if (!pipeline || file.after().isEmpty() || !rule.appliesTo(file.path())) {
                continue;
            }
            boolean whole = file.before().isEmpty();
            for (Line line : came(file)) {
                String text = withoutComment(line.text());
                if (text.contains("pull_request_target") || text.contains("workflow_run:")) {
                    boolean target = text.contains("pull_request_target");
                    add(
                            found,
                            rule,
                            target ? rule.level() : RiskLevel.WARN,
                            file,
                            line,
                            "runs others' changes with the project's permissions");
                } else if (text.matches("\\s*permissions\\s*:\\s*write-all.*")) {
                    add(found, rule, rule.level(), file, line, "may write everything");
                } else if (UNTRUSTED.matcher(text).find()) {
                    boolean run = runs(file, line);
                    add(
                            found,
                            rule,
                            run ? rule.level() : RiskLevel.NOTE,
                            file,
                            line,
                            "a text that anyone can write becomes part of a script");
                } else if (WRITES.matcher(text).matches()) {
                    add(found, rule, RiskLevel.WARN, file, line, "may write more than before");
                } else if (PIPED.matcher(text).matches()) {
                    add(found, rule, RiskLevel.WARN, file, line, "runs what it downloads");
                } else if (text.contains("secrets.") && !text.contains("GITHUB_TOKEN") && !whole) {
                    add(found, rule, RiskLevel.NOTE, file, line, "uses a secret");
                }
            }
            boolean had =
                    file.before().isPresent() && hasPermissions(file.before().get());
            if (had && !hasPermissions(file.after().get())) {
                found.add(new Found(
                        rule,
                        RiskLevel.WARN,
                        file.path(),
                        0,
                        "its permissions are not confined any more",
                        "permissions:",
                        ""));
            }
        }
        return found;
    }

    /** Whether a line stands in a script: after {@code run:} or {@code script:} and deeper than it. */
    private static boolean runs(Changed file, Line line) {
        List<String> lines = file.after().orElseThrow().lines();
        String own = lines.get(line.number() - 1);
        if (own.matches("\\s*(-\\s+)?(run|script)\\s*:.*")) {
            return true;
        }
        for (int i = line.number() - 2; i >= 0; i--) {
            String above = lines.get(i);
            if (!above.isBlank() && indent(above) < indent(own)) {
                return above.matches("\\s*(-\\s+)?(run|script)\\s*:.*");
            }
        }
        return false;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static boolean hasPermissions(SourceText text) {
        return text.lines().stream().anyMatch(line -> line.matches("\\s*permissions\\s*:.*"));
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf(" #");
        return line.stripLeading().startsWith("#") ? "" : hash < 0 ? line : line.substring(0, hash);
    }

    List<Found> dependencies(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            if (file.after().isEmpty() || file.isForeign() || !rule.appliesTo(file.path())) {
                continue;
            }
            String name = file.path().name().toLowerCase(Locale.ROOT);
            boolean manifest = name.equals("package.json")
                    || name.startsWith("requirements")
                    || name.equals("pyproject.toml")
                    || name.equals("pipfile")
                    || name.equals("gemfile")
                    || name.equals("cargo.toml");
            boolean lock = name.equals("package-lock.json") || name.equals("yarn.lock");
            boolean settings = name.equals(".npmrc") || name.equals("pip.conf") || name.equals(".yarnrc.yml");
            if (!manifest && !lock && !settings) {
                continue;
            }
            for (Line line : came(file)) {
                String text = line.text();
                if (name.equals("package.json") && SCRIPT.matcher(text).matches()) {
                    add(found, rule, rule.level(), file, line, "a command runs when it is installed");
                } else if (manifest && ELSEWHERE.matcher(text).matches() && !text.contains("\"url\"")) {
                    add(found, rule, rule.level(), file, line, "a dependency comes from outside of the registry");
                } else if ((lock && RESOLVED.matcher(text).matches())
                        || (settings && REGISTRY.matcher(text).matches())) {
                    add(found, rule, rule.level(), file, line, "dependencies come from another registry");
                }
            }
        }
        // One of a sort is enough for a file: lock files have thousands of lines.
        Set<String> seen = new HashSet<>();
        found.removeIf(one -> !seen.add(one.path() + one.what()));
        return found;
    }

    private static void add(List<Found> found, RiskRule rule, RiskLevel level, Changed file, Line line, String what) {
        RiskLevel most = level.compareTo(rule.level()) > 0 ? rule.level() : level;
        String shown = line.text().strip();
        found.add(new Found(
                rule,
                file.isSupporting() ? RiskLevel.NOTE : most,
                file.path(),
                line.number(),
                what,
                "",
                shown.length() > 160 ? shown.substring(0, 157) + "..." : shown));
    }

    private record Line(int number, String text) {}

    /** The lines that are in no file before, whatever the space around them. */
    private List<Line> came(Changed file) {
        Map<String, Integer> old = new HashMap<>();
        file.before().ifPresent(text -> text.lines().forEach(line -> old.merge(line.strip(), 1, Integer::sum)));
        Set<String> elsewhere = new HashSet<>();
        for (Changed other : files) {
            boolean gone = other.after().isEmpty() && !other.equals(file);
            Optional<SourceText> before = gone ? other.before() : Optional.empty();
            before.ifPresent(text -> text.lines().forEach(line -> elsewhere.add(line.strip())));
        }
        List<Line> came = new ArrayList<>();
        List<String> lines = file.after().orElseThrow().lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean isNew = old.merge(line, -1, Integer::sum) < 0 && !elsewhere.contains(line);
            if (isNew && line.length() < 4_000) {
                came.add(new Line(i + 1, lines.get(i)));
            }
        }
        return came;
    }
}
