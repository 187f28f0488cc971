package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;

/**
 * References in comments: {@code /// <reference path="x" />}, and in JavaScript the types of documentation comments,
 * {@code import('x').Y} and {@code @import {Y} from 'x'}.
 */
final class CommentReferences {
    /** Takes a reference. */
    interface Taker {
        void take(EdgeKind kind, String module, String name, String alias, int line);
    }

    private static final int LONGEST_MODULE = 512;

    private CommentReferences() {}

    static void read(byte[] bytes, int from, int to, int line, boolean types, Taker taker) {
        if (bytes[from + 1] == '/') {
            directive(bytes, from, to, line, taker);
        } else if (types) {
            documentation(bytes, from, to, line, taker);
        }
    }

    private static void directive(byte[] bytes, int from, int to, int line, Taker taker) {
        int tag = find(bytes, from, to, "<reference");
        if (tag < 0) {
            return;
        }
        int path = find(bytes, tag, to, "path=");
        int types = find(bytes, tag, to, "types=");
        if (path >= 0) {
            String module = quoted(bytes, path + 5, to);
            if (!module.isEmpty()) {
                boolean relative = module.startsWith(".") || module.startsWith("/");
                taker.take(EdgeKind.IMPORT, relative ? module : "./" + module, "", "", line);
            }
        } else if (types >= 0) {
            String module = quoted(bytes, types + 6, to);
            if (!module.isEmpty()) {
                taker.take(EdgeKind.TYPE_ONLY, module, "", "", line);
            }
        }
    }

    private static void documentation(byte[] bytes, int from, int to, int line, Taker taker) {
        int here = line;
        int counted = from;
        int at = find(bytes, from, to, "import");
        while (at >= 0) {
            for (; counted < at; counted++) {
                here += bytes[counted] == '\n' ? 1 : 0;
            }
            int next = spaces(bytes, at + 6, to);
            if (next < to && bytes[next] == '(') {
                int quote = spaces(bytes, next + 1, to);
                String module = quoted(bytes, quote, to);
                if (!module.isEmpty()) {
                    int end = spaces(bytes, quote + module.getBytes(StandardCharsets.UTF_8).length + 2, to);
                    taker.take(EdgeKind.TYPE_ONLY, module, member(bytes, end, to), "", here);
                }
            } else if (at > from && bytes[at - 1] == '@') {
                int source = find(bytes, next, to, "from");
                String module = source < 0 ? "" : quoted(bytes, spaces(bytes, source + 4, to), to);
                if (!module.isEmpty()) {
                    taker.take(EdgeKind.TYPE_ONLY, module, ImportFact.ALL, "", here);
                }
            }
            at = find(bytes, at + 6, to, "import");
        }
    }

    /** The name in {@code ).Name}; empty if none follows. */
    private static String member(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != ')') {
            return "";
        }
        int at = from + 1;
        if (at >= to || bytes[at] != '.') {
            return "";
        }
        at++;
        int end = at;
        while (end < to && (Character.isLetterOrDigit(bytes[end]) || bytes[end] == '_' || bytes[end] == '$')) {
            end++;
        }
        return text(bytes, at, end);
    }

    private static int spaces(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to
                && (bytes[at] == ' '
                        || bytes[at] == '\t'
                        || bytes[at] == '*'
                        || bytes[at] == '\n'
                        || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static String quoted(byte[] bytes, int from, int to) {
        if (from >= to || (bytes[from] != '"' && bytes[from] != '\'')) {
            return "";
        }
        int end = from + 1;
        while (end < to && bytes[end] != bytes[from] && bytes[end] != '\n' && end - from < LONGEST_MODULE) {
            end++;
        }
        return end < to && bytes[end] == bytes[from] ? text(bytes, from + 1, end) : "";
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int find(byte[] bytes, int from, int to, String word) {
        int last = to - word.length();
        char first = word.charAt(0);
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first) {
                int k = 1;
                while (k < word.length() && bytes[i + k] == word.charAt(k)) {
                    k++;
                }
                if (k == word.length()) {
                    return i;
                }
            }
        }
        return -1;
    }
}
