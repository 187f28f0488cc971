package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.lang.FileClasses;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.core.source.FileMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a file is, and functions by their names. */
final class FileSearch {
    private static final Set<String> PROGRAMS = Set.of(
            "exe", "dll", "so", "dylib", "class", "jar", "war", "wasm", "pyc", "node", "bin", "o", "a", "apk", "msi");
    private static final Set<String> HARMLESS = Set.of(
            "png", "jpg", "jpeg", "gif", "webp", "ico", "bmp", "avif", "woff", "woff2", "ttf", "otf", "eot", "mp3",
            "mp4", "webm", "pdf", "svgz", "psd", "icns");

    /** How many tokens are looked at for the functions of one file; of files with more nothing is said. */
    private static final long MOST_LOOKS = 20_000_000;

    private final List<Changed> files;

    FileSearch(List<Changed> files) {
        this.files = files;
    }

    List<Found> paths(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            if (rule.appliesTo(file.path())) {
                String what = file.before().isEmpty() ? "came: " : file.after().isEmpty() ? "gone: " : "changed: ";
                found.add(new Found(rule, rule.level(), file.path(), 0, what + rule.what(), "", ""));
            }
        }
        return found;
    }

    List<Found> binaries(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            Optional<SourceText> after = file.after()
                    .filter(SourceText::isBinary)
                    .filter(text -> text.file().mode().isFile() && rule.appliesTo(text.path()));
            if (after.isPresent()) {
                boolean program = isProgram(after.get());
                if (program || !HARMLESS.contains(ending(after.get()))) {
                    found.add(new Found(
                            rule,
                            program && !file.isSupporting() ? rule.level() : RiskLevel.NOTE,
                            file.path(),
                            0,
                            program ? rule.what() : "bytes that cannot be read as text",
                            "",
                            ""));
                }
            }
        }
        return found;
    }

    private static String ending(SourceText text) {
        String name = text.path().name();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isProgram(SourceText text) {
        byte[] bytes = text.bytes();
        int head = bytes.length < 4
                ? 0
                : (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        return head == 0x7F454C46
                || head == 0xCAFEBABE
                || head == 0xFEEDFACE
                || head == 0xFEEDFACF
                || head == 0xCFFAEDFE
                || head == 0x0061736D
                || head >>> 16 == 0x4D5A
                || PROGRAMS.contains(ending(text));
    }

    List<Found> kinds(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            if (file.after().isEmpty() || !rule.appliesTo(file.path())) {
                continue;
            }
            SourceText after = file.after().get();
            FileMode mode = after.file().mode();
            Optional<FileMode> old = file.before().map(text -> text.file().mode());
            boolean same = file.before().isPresent()
                    && file.before().get().file().blob().equals(after.file().blob());
            String before = file.before()
                    .filter(text -> !text.file().mode().isFile())
                    .map(text -> new String(text.bytes(), StandardCharsets.UTF_8))
                    .orElse("");
            if (mode == FileMode.SYMLINK && !(same && old.equals(Optional.of(mode)))) {
                String target = new String(after.bytes(), StandardCharsets.UTF_8);
                boolean out = leaves(file, target);
                found.add(new Found(
                        rule,
                        out ? rule.level() : RiskLevel.NOTE,
                        file.path(),
                        0,
                        out ? "a link to outside of the repository" : "a link",
                        before,
                        target));
            } else if (mode == FileMode.GITLINK && !(same && old.equals(Optional.of(mode)))) {
                found.add(new Found(
                        rule,
                        RiskLevel.WARN.compareTo(rule.level()) > 0 ? rule.level() : RiskLevel.WARN,
                        file.path(),
                        0,
                        "a submodule: code that is not in this repository",
                        "",
                        ""));
            } else if (mode == FileMode.EXECUTABLE && old.isPresent() && old.get() == FileMode.REGULAR) {
                found.add(new Found(rule, RiskLevel.NOTE, file.path(), 0, "may be executed now", "", ""));
            }
        }
        return found;
    }

    private static boolean leaves(Changed file, String target) {
        if (target.startsWith("/") || target.startsWith("\\") || target.matches("(?s)[A-Za-z]:.*")) {
            return true;
        }
        int depth = 0;
        for (String part : file.path().toString().split("/", -1)) {
            depth += part.isEmpty() ? 0 : 1;
        }
        depth--;
        for (String part : target.split("[/\\\\]", -1)) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    List<Found> declarations(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            boolean both = file.before().flatMap(SourceText::code).isPresent()
                    && file.after().flatMap(SourceText::code).isPresent();
            if (!both || file.isSupporting() || file.isForeign() || !rule.appliesTo(file.path())) {
                continue;
            }
            Map<String, String> old = bodies(file.before().orElseThrow(), rule);
            SourceText after = file.after().orElseThrow();
            Map<String, String> now = bodies(after, rule);
            now.forEach((name, body) -> {
                String before = old.getOrDefault(name, body);
                if (!before.equals(body)) {
                    int line = after.declarations().stream()
                            .filter(declared -> declared.name().equals(name))
                            .findFirst()
                            .map(Declaration::firstLine)
                            .orElse(0);
                    found.add(new Found(
                            rule, rule.level(), file.path(), line, rule.what() + ": " + name + " changed", "", ""));
                }
            });
        }
        return found;
    }

    /** The tokens of each function that a rule is about; overloads together. */
    private static Map<String, String> bodies(SourceText text, RiskRule rule) {
        Map<String, String> bodies = new HashMap<>();
        Code code = text.code().orElseThrow();
        long looks = 0;
        for (Declaration declared : text.declarations()) {
            if (SourceText.isFunction(declared) && Words.any(Words.of(declared.simpleName()), rule.patterns())) {
                looks += code.size();
                if (looks > MOST_LOOKS) {
                    return new HashMap<>();
                }
                StringBuilder body = new StringBuilder(bodies.getOrDefault(declared.name(), ""));
                code.tokens().stream()
                        .filter(token -> declared.firstLine() <= token.line() && token.line() <= declared.lastLine())
                        .forEach(token -> body.append(token.key()).append(' '));
                bodies.put(declared.name(), body.toString());
            }
        }
        return bodies;
    }

    List<Found> tests(RiskRule rule) {
        boolean codeChanged = files.stream()
                .anyMatch(file -> !file.isSupporting()
                        && file.after()
                                .flatMap(SourceText::code)
                                .filter(code -> code.style().isProgram())
                                .isPresent());
        List<Found> found = new ArrayList<>();
        if (!codeChanged) {
            return found;
        }
        Map<String, Integer> came = new HashMap<>();
        for (Changed file : files) {
            file.after()
                    .filter(text -> FileClasses.isTest(text.path()))
                    .ifPresent(text -> TestCases.names(text).forEach(name -> came.merge(name, 1, Integer::sum)));
        }
        for (Changed file : files) {
            Optional<SourceText> before = file.before().filter(text -> FileClasses.isTest(text.path()));
            if (before.isEmpty() || !rule.appliesTo(file.path())) {
                continue;
            }
            List<String> gone = new ArrayList<>(TestCases.names(before.get()));
            gone.removeIf(name -> came.merge(name, -1, Integer::sum) >= 0);
            long now = file.after()
                    .map(text -> (long) TestCases.names(text).size())
                    .orElse(0L);
            if (file.after().isEmpty() && !gone.isEmpty()) {
                found.add(new Found(
                        rule,
                        rule.level(),
                        file.path(),
                        0,
                        gone.size() + " tests were deleted together with changes of code",
                        String.join(", ", few(gone)),
                        ""));
            } else if (!gone.isEmpty() && now < TestCases.names(before.get()).size()) {
                found.add(new Found(
                        rule,
                        RiskLevel.NOTE,
                        file.path(),
                        0,
                        "fewer tests than before, together with changes of code",
                        String.join(", ", few(gone)),
                        ""));
            }
            file.after()
                    .ifPresent(after -> TestCases.newlySkipped(before.get(), after)
                            .forEach((line, shown) -> found.add(new Found(
                                    rule,
                                    rule.level(),
                                    file.path(),
                                    line,
                                    "a test is skipped now, together with changes of code",
                                    "",
                                    shown))));
        }
        return found;
    }

    private static List<String> few(List<String> names) {
        return names.size() <= 5 ? names : names.subList(0, 5);
    }
}
