package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.analysis.risk.RiskTrigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is found in any text, code or not: secrets, and characters that mislead the reader. */
final class TextSearch {
    private static final int SHOWN = 160;
    private static final Set<Character> TURNING =
            Set.of('\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069');
    private static final Set<Character> UNSEEN =
            Set.of('\u200B', '\u2060', '\u2061', '\u2062', '\u2063', '\u2064', '\u00AD', '\u180E', '\u3164', '\uFFA0');

    private final List<Changed> files;

    TextSearch(List<Changed> files) {
        this.files = files;
    }

    List<Found> find(RiskRule rule) {
        return rule.trigger() == RiskTrigger.SECRET ? secrets(rule) : characters(rule);
    }

    private List<Found> secrets(RiskRule rule) {
        Set<String> known = new HashSet<>();
        for (Changed file : files) {
            Set<String> stayed = new HashSet<>();
            file.after().ifPresent(text -> stayed.addAll(text.lines()));
            file.before()
                    .ifPresent(text -> text.lines().stream()
                            .filter(line -> !stayed.contains(line))
                            .forEach(line -> Secrets.in(line).forEach(secret -> known.add(secret.text()))));
        }
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            Optional<SourceText> after = file.after().filter(text -> rule.appliesTo(text.path()));
            if (after.isEmpty()) {
                continue;
            }
            Set<String> oldLines = new HashSet<>();
            file.before().ifPresent(text -> oldLines.addAll(text.lines()));
            List<String> lines = after.get().lines();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (oldLines.contains(line)) {
                    continue;
                }
                for (Secrets.Secret secret : Secrets.in(line)) {
                    boolean key = secret.text().startsWith("-----");
                    // The head of a private key is no key: only with a body in the next line or behind it.
                    boolean whole = !key || hasKeyBody(lines, i);
                    if (whole && (known.add(secret.text()) || key)) {
                        found.add(new Found(
                                rule,
                                level(rule, secret, file),
                                after.get().path(),
                                i + 1,
                                secret.certain() ? rule.what() : "this looks like " + rule.what(),
                                "",
                                cut(Secrets.mask(line))));
                    }
                }
            }
        }
        return found;
    }

    private static boolean hasKeyBody(List<String> lines, int head) {
        String rest = lines.get(head).replaceFirst(".*PRIVATE KEY-----", "");
        String next = head + 1 < lines.size() ? lines.get(head + 1) : "";
        return longestRun(rest) >= 40 || longestRun(next) >= 40;
    }

    private static int longestRun(String text) {
        int best = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean base64 = Character.isLetterOrDigit(c) || c == '+' || c == '/';
            run = base64 ? run + 1 : 0;
            best = Math.max(best, run);
        }
        return best;
    }

    private static RiskLevel level(RiskRule rule, Secrets.Secret secret, Changed file) {
        RiskLevel most = file.isSupporting() ? RiskLevel.NOTE : secret.certain() ? RiskLevel.HIGH : RiskLevel.WARN;
        return most.compareTo(rule.level()) > 0 ? rule.level() : most;
    }

    private List<Found> characters(RiskRule rule) {
        List<Found> found = new ArrayList<>();
        for (Changed file : files) {
            Optional<SourceText> after = file.after().filter(text -> rule.appliesTo(text.path()));
            if (after.isEmpty() || file.isForeign()) {
                continue;
            }
            boolean code = after.get().code().isPresent();
            Map<String, Integer> old = new HashMap<>();
            file.before().ifPresent(text -> text.text().lines().forEach(line -> old.merge(line, 1, Integer::sum)));
            List<String> lines = after.get().lines();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                Optional<String> wrong = wrong(line, i == 0);
                if (wrong.isPresent() && old.merge(line, -1, Integer::sum) < 0) {
                    boolean high = code && !file.isSupporting();
                    found.add(new Found(
                            rule,
                            high ? rule.level() : RiskLevel.NOTE,
                            after.get().path(),
                            i + 1,
                            rule.what() + ": " + wrong.get(),
                            "",
                            cut(visible(line))));
                }
            }
        }
        return found;
    }

    /** What misleads in a line; empty for ordinary ones, in whatever script. */
    private static Optional<String> wrong(String line, boolean first) {
        boolean tag = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < 128) {
                continue;
            }
            if (TURNING.contains(c)) {
                return Optional.of("a character that turns the reading direction (" + name(c) + ")");
            }
            boolean mark = c == '\uFEFF' && !(first && i == 0);
            if (UNSEEN.contains(c) || mark) {
                return Optional.of("a character that cannot be seen (" + name(c) + ")");
            }
            tag |= Character.isHighSurrogate(c)
                    && i + 1 < line.length()
                    && Character.toCodePoint(c, line.charAt(i + 1)) >= 0xE0000
                    && Character.toCodePoint(c, line.charAt(i + 1)) <= 0xE007F
                    && line.indexOf("\uD83C\uDFF4") < 0;
        }
        return tag ? Optional.of("characters that cannot be seen (tags)") : mixedName(line);
    }

    /** A name of Latin letters with a Greek or Cyrillic one that looks the same. */
    private static Optional<String> mixedName(String line) {
        int begin = 0;
        for (int i = 0; i <= line.length(); i++) {
            boolean part = i < line.length() && (Character.isLetterOrDigit(line.charAt(i)) || line.charAt(i) == '_');
            if (!part) {
                if (i - begin > 2 && isMixed(line.substring(begin, i))) {
                    return Optional.of("letters of two scripts in one name");
                }
                begin = i + 1;
            }
        }
        return Optional.empty();
    }

    private static boolean isMixed(String name) {
        int latin = 0;
        int alike = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            latin += c < 128 && Character.isLetter(c) ? 1 : 0;
            // Those that look like Latin letters; a Greek sign beside letters (as in a formula) is none of them.
            alike += "аеорсухіјѕһԁѵАВЕКМНОРСТУХІЈЅοαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".indexOf(c) >= 0 ? 1 : 0;
        }
        return alike > 0 && latin > alike && latin > 1;
    }

    private static String name(char c) {
        return String.format(Locale.ROOT, "U+%04X", (int) c);
    }

    private static String visible(String line) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean hidden = TURNING.contains(c) || UNSEEN.contains(c) || c == '\uFEFF';
            visible.append(hidden ? "<" + name(c) + ">" : String.valueOf(c));
        }
        return visible.toString();
    }

    private static String cut(String line) {
        String trimmed = line.strip();
        return trimmed.length() <= SHOWN ? trimmed : trimmed.substring(0, SHOWN - 3) + "...";
    }
}
