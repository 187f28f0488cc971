package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the file that a path without ending, or with the ending of what a compiler makes of it, means. */
final class FileLookup {
    private static final String[] TYPESCRIPT_FIRST = {
        ".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".d.mts", ".d.cts", ".json", ".vue",
        ".svelte", ".node"
    };
    private static final String[] JAVASCRIPT_FIRST = {
        ".js", ".mjs", ".cjs", ".jsx", ".json", ".ts", ".tsx", ".mts", ".cts", ".d.ts", ".d.mts", ".d.cts", ".vue",
        ".svelte", ".es6", ".node"
    };
    private static final String[] PLATFORMS = {".native", ".ios", ".android", ".web"};
    private static final Map<String, String[]> SOURCES = Map.of(
            ".js", new String[] {".ts", ".tsx", ".d.ts", ".jsx", ".vue"},
            ".jsx", new String[] {".tsx", ".d.ts"},
            ".mjs", new String[] {".mts", ".d.mts"},
            ".cjs", new String[] {".cts", ".d.cts"});

    private final FileTree tree;

    FileLookup(FileTree tree) {
        this.tree = tree;
    }

    /** The file or the folder's main file that a path means, what runs first. */
    List<Target> fileOrFolder(String path, boolean folderOnly, boolean typescript) {
        List<Target> found = folderOnly ? List.of() : file(path, typescript);
        return found.isEmpty() ? index(path, typescript) : found;
    }

    List<Target> index(String path, boolean typescript) {
        return file(path.isEmpty() ? "index" : path + "/index", typescript);
    }

    /** The file that a path means. */
    List<Target> file(String path, boolean typescript) {
        if (path.isEmpty()) {
            return List.of();
        }
        String ending = ending(path);
        String[] sources = SOURCES.get(ending);
        boolean exact = tree.has(path);
        if (sources != null) {
            String stem = path.substring(0, path.length() - ending.length());
            if (exact && !typescript) {
                return withTypes(path);
            }
            for (String source : sources) {
                boolean declarations = source.startsWith(".d.");
                if (tree.has(stem + source) && !(exact && declarations)) {
                    return one(stem + source);
                }
            }
        }
        if (exact) {
            return withTypes(path);
        }
        for (String end : typescript ? TYPESCRIPT_FIRST : JAVASCRIPT_FIRST) {
            if (tree.has(path + end)) {
                // Declarations that lie beside a script speak for it.
                Optional<String> script = end.equals(".d.ts") ? script(path) : Optional.empty();
                return script.isPresent() ? withTypes(script.get()) : withTypes(path + end);
            }
        }
        return forPlatforms(path);
    }

    private Optional<String> script(String path) {
        for (String end : new String[] {".js", ".jsx", ".mjs", ".cjs"}) {
            if (tree.has(path + end)) {
                return Optional.of(path + end);
            }
        }
        return Optional.empty();
    }

    private List<Target> forPlatforms(String path) {
        List<Target> found = new ArrayList<>();
        for (String platform : PLATFORMS) {
            for (String end : new String[] {".ts", ".tsx", ".js", ".jsx"}) {
                if (tree.has(path + platform + end)) {
                    found.add(new Target(path + platform + end, EdgeKind.AMBIGUOUS));
                }
            }
        }
        return found;
    }

    private static List<Target> one(String path) {
        return List.of(new Target(path, EdgeKind.IMPORT));
    }

    private List<Target> withTypes(String path) {
        String ending = ending(path);
        String types = switch (ending) {
            case ".js", ".jsx" -> path.substring(0, path.length() - ending.length()) + ".d.ts";
            case ".mjs" -> path.substring(0, path.length() - ending.length()) + ".d.mts";
            case ".cjs" -> path.substring(0, path.length() - ending.length()) + ".d.cts";
            default -> "";
        };
        return types.isEmpty() || !tree.has(types)
                ? one(path)
                : List.of(new Target(path, EdgeKind.IMPORT), new Target(types, EdgeKind.TYPE_ONLY));
    }

    /** From the last dot of the name on; empty if it has none. */
    static String ending(String path) {
        int dot = path.lastIndexOf('.');
        return dot <= path.lastIndexOf('/') ? "" : path.substring(dot);
    }
}
