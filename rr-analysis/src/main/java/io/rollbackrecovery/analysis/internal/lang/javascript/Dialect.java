package io.rollbackrecovery.analysis.internal.lang.javascript;

import java.util.Locale;
import java.util.Optional;

/** The forms of files that are read; which one a file has, its name tells. */
enum Dialect {
    /** JavaScript, perhaps with JSX, perhaps with types in its comments. */
    JS,
    /** TypeScript, where {@code <T>x} is a cast. */
    TS,
    /** TypeScript with JSX. */
    TSX,
    /** Only its script blocks are read. */
    VUE,
    /** Only its script blocks are read. */
    SVELTE,
    /** {@code package.json}, {@code tsconfig.json} and their like. */
    JSON,
    /** {@code pnpm-workspace.yaml}. */
    YAML;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Dialect ofWord(String word) {
        for (Dialect dialect : values()) {
            if (dialect.word().equals(word)) {
                return dialect;
            }
        }
        return JS;
    }

    boolean isScript() {
        return this != JSON && this != YAML;
    }

    boolean hasTags() {
        return this == JS || this == TSX;
    }

    /** Whether all of the file is a component that others import as its default export. */
    boolean isComponent() {
        return this == VUE || this == SVELTE;
    }

    /** The form of a file, whose path is given as text; empty if it is none of this language. */
    static Optional<Dialect> ofPath(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return switch (name.substring(dot + 1)) {
            case "js", "mjs", "cjs", "jsx", "es6" -> Optional.of(JS);
            case "ts", "mts", "cts" -> Optional.of(TS);
            case "tsx" -> Optional.of(TSX);
            case "vue" -> Optional.of(VUE);
            case "svelte" -> Optional.of(SVELTE);
            case "json" -> isConfiguration(path, name) ? Optional.of(JSON) : Optional.empty();
            case "yaml", "yml" -> name.startsWith("pnpm-workspace.") ? Optional.of(YAML) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isConfiguration(String path, String name) {
        if (name.equals("package.json") || name.equals("lerna.json")) {
            return true;
        }
        if (name.contains("tsconfig") || name.contains("jsconfig")) {
            return true;
        }
        // Shared configurations have a folder or package of their own: packages/typescript-config/base.json.
        String folders = path.substring(0, path.length() - name.length());
        return folders.contains("tsconfig") || folders.contains("typescript-config") || folders.contains("ts-config");
    }
}
