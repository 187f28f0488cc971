package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code package.json}, {@code tsconfig.json} (with comments and commas too many) and
 * {@code pnpm-workspace.yaml}. Each text that resolving needs is a fact of kind {@code CONFIG}: the module is the text,
 * the name the keys that lead to it. The namespace is the package's name.
 */
final class ConfigurationReader {
    /** Stands between the keys of a name. */
    static final String UNDER = " > ";

    private static final int DEEPEST = 40;
    private static final int MOST_FACTS = 20_000;
    private static final Set<String> KEYS = Set.of(
            "name",
            "main",
            "module",
            "types",
            "typings",
            "browser",
            "source",
            "bin",
            "exports",
            "imports",
            "workspaces",
            "packages",
            "dependencies",
            "devDependencies",
            "peerDependencies",
            "optionalDependencies",
            "extends",
            "references",
            "files",
            "compilerOptions");
    private static final Set<String> OPTIONS = Set.of("baseUrl", "paths", "rootDir", "rootDirs", "outDir");

    private final byte[] bytes;
    private final FileFacts.Builder facts = FileFacts.builder();
    private final List<String> keys = new ArrayList<>();
    private final List<Boolean> objects = new ArrayList<>();
    private int at;
    private int line = 1;
    private int count;

    ConfigurationReader(byte[] bytes) {
        this.bytes = bytes;
        at = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
    }

    FileFacts json() {
        boolean awaitsKey = false;
        while (at < bytes.length) {
            byte b = bytes[at];
            switch (b) {
                case '{', '[' -> {
                    objects.add(b == '{');
                    keys.add("");
                    awaitsKey = b == '{';
                    at++;
                }
                case '}', ']' -> {
                    if (!objects.isEmpty()) {
                        objects.remove(objects.size() - 1);
                        keys.remove(keys.size() - 1);
                    }
                    awaitsKey = false;
                    at++;
                }
                case ',' -> {
                    awaitsKey = !objects.isEmpty() && objects.get(objects.size() - 1);
                    at++;
                }
                case '"' -> {
                    int begins = line;
                    String text = text();
                    if (awaitsKey) {
                        keys.set(keys.size() - 1, text);
                        awaitsKey = false;
                    } else {
                        value(text, begins);
                    }
                }
                case '/' -> comment();
                default -> {
                    line += b == '\n' ? 1 : 0;
                    at++;
                }
            }
        }
        if (!objects.isEmpty()) {
            facts.partial("its brackets do not match");
        }
        return facts.build();
    }

    private void comment() {
        if (at + 1 < bytes.length && bytes[at + 1] == '/') {
            while (at < bytes.length && bytes[at] != '\n') {
                at++;
            }
        } else if (at + 1 < bytes.length && bytes[at + 1] == '*') {
            at += 2;
            while (at + 1 < bytes.length && !(bytes[at] == '*' && bytes[at + 1] == '/')) {
                line += bytes[at] == '\n' ? 1 : 0;
                at++;
            }
            at += 2;
        } else {
            at++;
        }
    }

    private String text() {
        int from = ++at;
        boolean escapes = false;
        while (at < bytes.length && bytes[at] != '"') {
            if (bytes[at] == '\\') {
                escapes = true;
                at++;
            }
            if (at < bytes.length) {
                line += bytes[at] == '\n' ? 1 : 0;
                at++;
            }
        }
        int to = Math.min(at, bytes.length);
        at = to + 1;
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return escapes ? text.replace("\\/", "/") : text;
    }

    private void value(String text, int begins) {
        if (keys.isEmpty() || keys.size() > DEEPEST || count == MOST_FACTS || !KEYS.contains(keys.get(0))) {
            return;
        }
        String first = keys.get(0);
        if (first.equals("compilerOptions") && (keys.size() < 2 || !OPTIONS.contains(keys.get(1)))) {
            return;
        }
        if (first.endsWith("ependencies") && text.indexOf(':') < 0) {
            return;
        }
        if (first.equals("name") && keys.size() == 1) {
            facts.namespace(text);
            return;
        }
        StringBuilder name = new StringBuilder();
        for (String key : keys) {
            if (!key.isEmpty()) {
                name.append(name.isEmpty() ? "" : UNDER).append(key);
            }
        }
        fact(name.toString(), text, begins);
    }

    private void fact(String name, String text, int begins) {
        count++;
        facts.importing(new ImportFact(EdgeKind.CONFIG, text, name, "", 0, begins));
    }

    /** Only the list of packages is read, in the form that everybody writes it. */
    FileFacts yaml() {
        boolean packages = false;
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String text = lines[i].strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (!text.startsWith("-")) {
                packages = text.startsWith("packages:");
                int open = text.indexOf('[');
                int close = text.lastIndexOf(']');
                if (packages && open >= 0 && close > open) {
                    for (String item : text.substring(open + 1, close).split(",", -1)) {
                        glob(item, i + 1);
                    }
                }
            } else if (packages) {
                glob(text.substring(1), i + 1);
            }
        }
        return facts.build();
    }

    private void glob(String item, int begins) {
        String text = item.strip();
        int comment = text.indexOf(" #");
        text = comment < 0 ? text : text.substring(0, comment).strip();
        if (text.length() >= 2 && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            int end = text.indexOf(text.charAt(0), 1);
            text = end < 0 ? text.substring(1) : text.substring(1, end);
        }
        if (!text.isEmpty() && count < MOST_FACTS) {
            fact("packages", text, begins);
        }
    }
}
