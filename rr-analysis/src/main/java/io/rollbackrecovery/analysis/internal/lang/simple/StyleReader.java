package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what style sheets import and the addresses they name. */
final class StyleReader {
    private static final List<String> RULES = List.of("@import", "@use", "@forward");

    private final String text;
    private final References references = new References();
    private int line = 1;
    private int at;

    StyleReader(byte[] bytes) {
        text = new String(bytes, StandardCharsets.UTF_8);
    }

    FileFacts read() {
        boolean unclosed = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '/' && text.startsWith("/*", at) && !unclosed) {
                int end = text.indexOf("*/", at + 2);
                unclosed = end < 0;
                go(end < 0 ? at + 2 : end + 2);
            } else if (c == '/' && text.startsWith("//", at) && (at == 0 || text.charAt(at - 1) != ':')) {
                int end = text.indexOf('\n', at);
                go(end < 0 ? text.length() : end);
            } else if (c == '@') {
                rule();
            } else if (c == 'u' && text.startsWith("url(", at)) {
                address(EdgeKind.REFERENCE);
            } else {
                go(at + 1);
            }
        }
        if (unclosed) {
            references.facts().partial("a comment is not closed");
        }
        return references.facts().build();
    }

    private void go(int to) {
        for (; at < to; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private void rule() {
        for (String rule : RULES) {
            if (text.startsWith(rule, at)) {
                go(at + rule.length());
                quotedNames();
                return;
            }
        }
        go(at + 1);
    }

    /** The quoted names of a rule, up to its end. */
    private void quotedNames() {
        while (at < text.length() && ";{}\n".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                int end = at + 1;
                while (end < text.length() && text.charAt(end) != c && text.charAt(end) != '\n') {
                    end++;
                }
                add(EdgeKind.IMPORT, text.substring(at + 1, end));
                go(Math.min(end + 1, text.length()));
            } else if (text.startsWith("url(", at)) {
                address(EdgeKind.IMPORT);
            } else {
                go(at + 1);
            }
        }
    }

    private void address(EdgeKind kind) {
        int start = at + 4;
        int end = start;
        while (end < text.length() && text.charAt(end) != ')' && text.charAt(end) != '\n' && end - start < 1000) {
            end++;
        }
        String address = text.substring(start, end).strip();
        boolean quoted = address.length() > 1 && (address.startsWith("\"") || address.startsWith("'"));
        add(kind, quoted ? address.substring(1, address.length() - 1) : address);
        go(end);
    }

    private void add(EdgeKind kind, String address) {
        if (!address.startsWith("data:") && !address.contains("://")) {
            references.add(kind, MarkupReader.withoutQuery(address), References.SEARCHED, line);
        }
    }
}
