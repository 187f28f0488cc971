package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;

/** Reads the include directives of C, C++ and Objective-C. */
final class IncludeReader {
    private final byte[] bytes;
    private final References references = new References();
    private boolean comment;

    IncludeReader(byte[] bytes) {
        this.bytes = bytes;
    }

    FileFacts read() {
        Lines.each(bytes, this::line);
        return references.facts().build();
    }

    private void line(String text, int number) {
        int at = 0;
        if (comment) {
            int end = text.indexOf("*/");
            if (end < 0) {
                return;
            }
            at = end + 2;
            comment = false;
        }
        int begin = skipBlanks(text, at);
        int hash = begin < text.length() && text.charAt(begin) == '#' ? skipBlanks(text, begin + 1) : -1;
        for (String word : new String[] {"include_next", "include", "import"}) {
            if (hash >= 0 && text.startsWith(word, hash)) {
                include(text, skipBlanks(text, hash + word.length()), number);
                break;
            }
        }
        int open = text.lastIndexOf("/*");
        int close = text.lastIndexOf("*/");
        int line = text.indexOf("//");
        comment = open >= at && close < open + 2 && (line < 0 || line > open);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private void include(String text, int at, int number) {
        if (at >= text.length() || (text.charAt(at) != '"' && text.charAt(at) != '<')) {
            return;
        }
        int close = text.indexOf(text.charAt(at) == '<' ? '>' : '"', at + 1);
        if (close > 0) {
            references.add(EdgeKind.IMPORT, text.substring(at + 1, close), References.SEARCHED, number);
        }
    }
}
