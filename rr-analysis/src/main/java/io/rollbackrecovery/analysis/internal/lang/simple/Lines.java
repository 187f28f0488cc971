package io.rollbackrecovery.analysis.internal.lang.simple;

import java.nio.charset.StandardCharsets;

/** Goes over the lines of a file. */
final class Lines {
    /** Takes one line. */
    @FunctionalInterface
    interface Taker {
        /** Takes a line without its end, and its number from 1. */
        void take(String line, int number);
    }

    private Lines() {}

    static void each(byte[] bytes, Taker taker) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int number = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                taker.take(text.substring(start, i), number);
                boolean pair = i + 1 < text.length() && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n';
                i += pair ? 1 : 0;
                start = i + 1;
                number++;
            }
        }
    }

    /** The text between the first quote at or behind a place and the next of its kind; empty if there is none. */
    static String quoted(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' || c == '\'') {
                int close = line.indexOf(c, i + 1);
                return close < 0 ? "" : line.substring(i + 1, close);
            }
        }
        return "";
    }
}
