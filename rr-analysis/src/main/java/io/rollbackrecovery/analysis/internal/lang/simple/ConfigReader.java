package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;

/** Reads the words of configuration that can be a path, or the full name of a class. */
final class ConfigReader {
    private static final int LONGEST = 300;

    private final String text;
    private final References references = new References();

    ConfigReader(byte[] bytes) {
        text = new String(bytes, StandardCharsets.UTF_8);
    }

    FileFacts read() {
        int line = 1;
        int start = -1;
        boolean speaks = false;
        for (int at = 0; at <= text.length(); at++) {
            char c = at < text.length() ? text.charAt(at) : '\n';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 127;
            if (letter || (c >= '0' && c <= '9') || "._-/@+$\\".indexOf(c) >= 0) {
                start = start < 0 ? at : start;
                speaks |= letter;
                continue;
            }
            if (start >= 0 && speaks && at - start <= LONGEST) {
                word(text.substring(start, at), line);
            }
            start = -1;
            speaks = false;
            line += c == '\n' && at < text.length() ? 1 : 0;
        }
        return references.facts().build();
    }

    private void word(String word, int line) {
        String plain = word.replace('\\', '/');
        int end = plain.length();
        while (end > 0 && (plain.charAt(end - 1) == '.' || plain.charAt(end - 1) == '/')) {
            end--;
        }
        String path = plain.substring(0, end);
        if (Lexer.isDotted(path) || path.indexOf('/') >= 0 || path.indexOf('.') > 0) {
            references.add(EdgeKind.CONFIG, path, References.SEARCHED, line);
        }
    }
}
