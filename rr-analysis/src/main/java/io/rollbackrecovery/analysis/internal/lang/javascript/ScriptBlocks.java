package io.rollbackrecovery.analysis.internal.lang.javascript;

import java.util.Arrays;

/** Leaves of a component file only what stands in its script blocks; everything else becomes blank, line by line. */
final class ScriptBlocks {
    private final byte[] bytes;
    private final boolean closed;

    /** Finds the next place of a word again and again, looking at each byte once. */
    private static final class Places {
        private final byte[] file;
        private final String word;
        private int last = -1;

        Places(byte[] file, String word) {
            this.file = file;
            this.word = word;
        }

        /** The first place from {@code at} on, which never goes back; the file's length if there is none. */
        int from(int at) {
            if (last < at) {
                last = find(file, at, file.length, word);
            }
            return last;
        }
    }

    private ScriptBlocks(byte[] bytes, boolean closed) {
        this.bytes = bytes;
        this.closed = closed;
    }

    /** The script, as long as the file; where a block names a file instead, an import of that. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether each block has its end. */
    boolean closed() {
        return closed;
    }

    static ScriptBlocks of(byte[] file) {
        byte[] script = new byte[file.length];
        Arrays.fill(script, (byte) ' ');
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n' || file[i] == '\r') {
                script[i] = file[i];
            }
        }
        Places comments = new Places(file, "<!--");
        Places commentEnds = new Places(file, "-->");
        Places opens = new Places(file, "<script");
        Places closes = new Places(file, "</script");
        boolean closed = true;
        int at = 0;
        while (at < file.length) {
            int open = opens.from(at);
            int comment = comments.from(at);
            if (comment < open) {
                int end = commentEnds.from(comment);
                at = end < file.length ? end : open;
                if (end < file.length) {
                    continue;
                }
            }
            int tagEnd = open == file.length ? file.length : tagEnd(file, open);
            if (tagEnd == file.length) {
                closed &= open == file.length;
                break;
            }
            source(file, open, tagEnd, script);
            if (file[tagEnd - 1] == '/') {
                at = tagEnd;
                continue;
            }
            int end = closes.from(tagEnd);
            closed &= end < file.length;
            System.arraycopy(file, tagEnd + 1, script, tagEnd + 1, end - tagEnd - 1);
            if (end < script.length) {
                script[end] = ';';
            }
            at = end + 1;
        }
        return new ScriptBlocks(script, closed);
    }

    private static int tagEnd(byte[] file, int from) {
        byte quote = 0;
        for (int i = from; i < file.length; i++) {
            if (quote != 0) {
                quote = file[i] == quote ? 0 : quote;
            } else if (file[i] == '"' || file[i] == '\'') {
                quote = file[i];
            } else if (file[i] == '>') {
                return i;
            }
        }
        return file.length;
    }

    /** {@code <script src="./x.ts">} becomes {@code import "./x.ts";}, in the place of the tag. */
    private static void source(byte[] file, int from, int to, byte[] script) {
        int src = find(file, from, to, " src=");
        if (src + 5 >= to) {
            return;
        }
        byte quote = file[src + 5];
        if (quote != '"' && quote != '\'') {
            return;
        }
        byte[] begin = {'i', 'm', 'p', 'o', 'r', 't', ' '};
        System.arraycopy(begin, 0, script, from, begin.length);
        int i = src + 5;
        do {
            script[i] = file[i];
            i++;
        } while (i < to && file[i] != quote && file[i] != '\n');
        if (i < to) {
            script[i] = quote;
        }
        script[to] = ';';
    }

    private static int find(byte[] file, int from, int to, String word) {
        for (int i = from; i + word.length() <= to; i++) {
            int k = 0;
            while (k < word.length() && file[i + k] == word.charAt(k)) {
                k++;
            }
            if (k == word.length()) {
                return i;
            }
        }
        return to;
    }
}
