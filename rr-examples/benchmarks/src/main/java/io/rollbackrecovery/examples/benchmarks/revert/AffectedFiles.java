package io.rollbackrecovery.examples.benchmarks.revert;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Guesses which Java files a change can break, by words alone and without RR: the files that it changes; where more than
 * the bodies of methods changed, those that have a name which is declared there otherwise now, or the name of a type
 * there, or of one that inherits from it. Comments do not count. It takes more files than needed, so that javac need not
 * look at all.
 */
final class AffectedFiles {
    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*+|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|'[^'\\\\\\n]*+(?:\\\\.[^'\\\\\\n]*+)*+'",
            Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final Pattern MEMBER = Pattern.compile("([A-Za-z_$][\\w$]*)\\s*[(=;,]");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Za-z_$][\\w$]*)([^{;]*)\\{");

    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, Set<String>> words = new HashMap<>();

    /**
     * Guesses.
     *
     * @param before the texts of all files by path
     * @param after likewise, once they are changed
     * @return the paths in {@code after} to look at
     */
    Set<String> of(Map<String, String> before, Map<String, String> after) {
        Set<String> affected = new LinkedHashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        Set<String> projectTypes = new HashSet<>();
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            projectTypes.add(name.substring(0, name.indexOf('.')));
        }
        for (String path : paths) {
            String old = before.getOrDefault(path, "");
            String now = after.getOrDefault(path, "");
            if (!old.equals(now)) {
                affected.add(path);
                declared(code(old), code(now), projectTypes, names);
            }
        }
        boolean grows = !names.isEmpty();
        while (grows) {
            grows = false;
            for (Map.Entry<String, String> file : after.entrySet()) {
                Set<String> own = words.computeIfAbsent(file.getValue(), text -> words(code(text)));
                if (names.stream().anyMatch(own::contains)) {
                    affected.add(file.getKey());
                    Matcher type = TYPE.matcher(code(file.getValue()));
                    while (type.find()) {
                        Set<String> head = words(type.group(2));
                        head.retainAll(names);
                        grows |= !head.isEmpty() && names.add(type.group(1));
                    }
                }
            }
        }
        affected.retainAll(after.keySet());
        return affected;
    }

    /**
     * Guesses more boldly whether a change can break anything, to spend javac's time where it may find something. True if
     * a line that was written after the commit has a name whose declaration or import goes away or changes, or if a line
     * that comes back has a word that nobody uses any more.
     *
     * @param once the texts of all files by path, before the commit that is taken back
     * @param before likewise, before the change
     * @param after likewise, once they are changed
     * @return true if it may
     */
    boolean likely(Map<String, String> once, Map<String, String> before, Map<String, String> after) {
        Set<String> gone = new HashSet<>();
        Map<String, Set<String>> imports = new HashMap<>();
        Set<String> restored = new HashSet<>();
        for (String path : both(before, after).keySet()) {
            String old = code(before.getOrDefault(path, ""));
            String now = code(after.getOrDefault(path, ""));
            Set<String> left = new HashSet<>(outside(now));
            for (String line : outside(old)) {
                if (left.contains(line)) {
                    continue;
                }
                if (line.startsWith("import ")) {
                    imports.computeIfAbsent(path, absent -> new HashSet<>()).add(line.replaceAll(".*\\.|;.*", ""));
                }
                addAll(MEMBER.matcher(line), gone);
                addAll(TYPE.matcher(line + "{"), gone);
            }
            Set<String> kept = lines(old);
            lines(now).stream().filter(line -> !kept.contains(line)).forEach(line -> restored.addAll(words(line)));
        }
        for (Map.Entry<String, String> file : after.entrySet()) {
            String was = once.getOrDefault(file.getKey(), "");
            if (!was.equals(file.getValue())) {
                Set<String> known = lines(code(was));
                Set<String> names = new HashSet<>(imports.getOrDefault(file.getKey(), Set.of()));
                names.addAll(gone);
                for (String line : lines(code(file.getValue()))) {
                    boolean uses = !line.startsWith("import ") || !imports.containsKey(file.getKey());
                    if (uses && !known.contains(line) && words(line).stream().anyMatch(names::contains)) {
                        return true;
                    }
                }
            }
        }
        for (String text : before.values()) {
            restored.removeAll(words.computeIfAbsent(text, whole -> words(code(whole))));
        }
        return !restored.isEmpty();
    }

    private static void addAll(Matcher found, Set<String> names) {
        while (found.find()) {
            names.add(found.group(1));
        }
    }

    private static Map<String, String> both(Map<String, String> before, Map<String, String> after) {
        Map<String, String> differing = new TreeMap<>(before);
        differing.putAll(after);
        differing.keySet().removeIf(path -> Objects.equals(before.get(path), after.get(path)));
        return differing;
    }

    private static Set<String> lines(String code) {
        return code.lines().map(String::strip).collect(Collectors.toSet());
    }

    private static Set<String> differing(List<String> one, List<String> other) {
        Set<String> differing = new HashSet<>(one);
        differing.removeAll(new HashSet<>(other));
        Set<String> fresh = new HashSet<>(other);
        fresh.removeAll(new HashSet<>(one));
        differing.addAll(fresh);
        return differing;
    }

    /** Forgets texts, so that memory stays bounded. */
    void shorten(int most) {
        if (codes.size() > most) {
            codes.clear();
            words.clear();
        }
    }

    private static void declared(String old, String now, Set<String> projectTypes, Set<String> names) {
        List<String> one = outside(old);
        List<String> other = outside(now);
        Set<String> differing = differing(one, other);
        if (differing.isEmpty() && one.size() == other.size()) {
            return;
        }
        for (String code : List.of(old, now)) {
            Matcher type = TYPE.matcher(code);
            while (type.find()) {
                names.add(type.group(1));
            }
        }
        for (String line : differing) {
            Matcher member = MEMBER.matcher(line);
            while (member.find()) {
                names.add(member.group(1));
            }
            if (!line.startsWith("import ")) {
                for (String word : words(line)) {
                    if (projectTypes.contains(word)) {
                        names.add(word);
                    }
                }
            }
        }
    }

    /** The lines that are not in the body of a method: bodies are what stands between braces behind a parenthesis. */
    private static List<String> outside(String code) {
        StringBuilder text = new StringBuilder();
        int skipped = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (skipped > 0) {
                skipped += c == '{' ? 1 : c == '}' ? -1 : 0;
                continue;
            }
            if (c == '{') {
                int line = Math.max(text.lastIndexOf(";"), Math.max(text.lastIndexOf("{"), text.lastIndexOf("}")));
                String before = text.substring(line + 1);
                boolean isType = TYPE.matcher(before + "{").find();
                boolean isBody = !isType
                        && (before.contains(")")
                                || before.isBlank()
                                || before.strip().equals("static"));
                if (isBody) {
                    skipped = 1;
                    text.append(";\n");
                    continue;
                }
            }
            text.append(c);
        }
        return text.toString()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String code(String text) {
        return codes.computeIfAbsent(
                text,
                whole -> COMMENT_OR_TEXT
                        .matcher(whole)
                        .replaceAll(found -> found.group().startsWith("/") ? " " : "\"\""));
    }

    private static Set<String> words(String code) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(code);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }
}
