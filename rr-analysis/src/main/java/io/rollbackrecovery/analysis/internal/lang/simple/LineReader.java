package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads languages whose references stand on one line behind a word. */
final class LineReader {
    private static final int LONGEST_LINE = 4_000;

    private final byte[] bytes;
    private final LineRules rules;
    private final References references = new References();
    private final Map<String, Integer> constants = new LinkedHashMap<>();

    LineReader(byte[] bytes, LineRules rules) {
        this.bytes = bytes;
        this.rules = rules;
    }

    FileFacts read() {
        Lines.each(bytes, this::line);
        List<Mention> names = new ArrayList<>();
        List<Mention> chains = new ArrayList<>();
        constants.forEach((text, line) -> (text.indexOf('.') < 0 ? names : chains).add(new Mention(text, line)));
        return references.facts().names(names).chains(chains).build();
    }

    private void line(String text, int number) {
        String line = text.strip();
        if (line.isEmpty() || line.startsWith(rules.comment()) || line.length() > LONGEST_LINE) {
            return;
        }
        int from = 0;
        for (int i = 0; i <= line.length(); i++) {
            boolean separator =
                    i == line.length() || line.charAt(i) == ';' || line.charAt(i) == '&' || line.charAt(i) == '|';
            if (separator) {
                statement(line.substring(from, i).strip(), number);
                from = i + 1;
            }
        }
        if (rules.constants()) {
            constants(line, number);
        }
    }

    private void statement(String statement, int number) {
        int end = 0;
        while (end < statement.length() && statement.charAt(end) > ' ' && "(\"'".indexOf(statement.charAt(end)) < 0) {
            end++;
        }
        String word = statement.substring(0, end);
        Integer level = rules.words().get(word);
        if (level != null) {
            String rest = statement.substring(end).strip();
            String path = rules.quotedOnly() ? quoted(word, rest) : firstWord(rest);
            references.add(EdgeKind.IMPORT, clean(path), level, number);
        }
        if (rules.paths()) {
            for (String part : statement.split("[\\s\"'()=`]+", -1)) {
                String path = clean(part);
                if (path.indexOf('/') > 0 || path.endsWith(".sh")) {
                    references.add(EdgeKind.REFERENCE, path, References.SEARCHED, number);
                }
            }
        }
    }

    private static String quoted(String word, String rest) {
        int comma = word.equals("autoload") ? rest.indexOf(',') : 0;
        return comma < 0 ? "" : Lines.quoted(rest, comma);
    }

    private static String firstWord(String text) {
        // A command in a path can hold quotes of its own.
        String rest = text.indexOf('$') >= 0 ? clean(text.replace("\"", "")) : text;
        if (rest.startsWith("\"") || rest.startsWith("'")) {
            return Lines.quoted(rest, 0);
        }
        int end = 0;
        while (end < rest.length() && rest.charAt(end) > ' ') {
            end++;
        }
        return rest.substring(0, end);
    }

    /** Without what only a running program knows: {@code $(dirname "$0")/lib.sh} is looked for as lib.sh. */
    private static String clean(String path) {
        int variable = Math.max(path.lastIndexOf('$'), path.lastIndexOf('}'));
        int slash = variable < 0 ? -1 : path.indexOf('/', variable);
        String rest = variable < 0 ? path : slash < 0 ? "" : path.substring(slash + 1);
        while (rest.startsWith("/")) {
            rest = rest.substring(1);
        }
        return rest;
    }

    /** Names with a capital, {@code Foo::Bar} among them. */
    private void constants(String line, int number) {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int start = at;
            if (isNamePart(c)) {
                while (at < line.length() && (isNamePart(line.charAt(at)) || line.startsWith("::", at))) {
                    at += line.charAt(at) == ':' ? 2 : 1;
                }
                String name = line.substring(start, Math.min(at, line.length()));
                if (c >= 'A' && c <= 'Z' && name.length() < 200 && !name.endsWith("::")) {
                    constants.putIfAbsent(name.replace("::", "."), number);
                }
            } else {
                at++;
            }
        }
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
