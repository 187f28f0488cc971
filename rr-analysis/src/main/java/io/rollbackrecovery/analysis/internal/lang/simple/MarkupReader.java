package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads the addresses in attributes of HTML. */
final class MarkupReader {
    private static final Set<String> ATTRIBUTES = Set.of("src", "href", "action", "poster", "data-src");

    private final String text;
    private final References references = new References();

    MarkupReader(byte[] bytes) {
        text = new String(bytes, StandardCharsets.UTF_8);
    }

    static String withoutQuery(String address) {
        int end = 0;
        while (end < address.length() && "?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(0, end);
    }

    FileFacts read() {
        int line = 1;
        int name = -1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
            if (part) {
                name = name < 0 ? at : name;
                continue;
            }
            if (c == '=' && name >= 0 && ATTRIBUTES.contains(text.substring(name, Math.min(at, name + 10)))) {
                value(at + 1, line);
            }
            name = -1;
            line += c == '\n' ? 1 : 0;
        }
        return references.facts().build();
    }

    private void value(int start, int line) {
        if (start >= text.length()) {
            return;
        }
        char quote = text.charAt(start);
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? start + 1 : start;
        int end = from;
        while (end < text.length()
                && end - from < 1000
                && text.charAt(end) != '\n'
                && (quoted ? text.charAt(end) != quote : text.charAt(end) > ' ' && text.charAt(end) != '>')) {
            end++;
        }
        String address = withoutQuery(text.substring(from, end).strip());
        if (!address.contains(":") && !address.startsWith("//")) {
            references.add(EdgeKind.IMPORT, address, References.SEARCHED, line);
        }
    }
}
