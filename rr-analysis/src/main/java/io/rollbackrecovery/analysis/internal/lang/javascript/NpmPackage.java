package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one {@code package.json} says of where the package's files are. */
final class NpmPackage {
    private static final Set<String> BUILT = Set.of(
            "dist",
            "lib",
            "build",
            "out",
            "output",
            "es",
            "esm",
            "cjs",
            "umd",
            "types",
            "typings",
            "module",
            "commonjs",
            "bundles",
            "release",
            "node",
            "browser",
            "dist-types",
            "dts",
            "index");
    private static final String[] SOURCES = {"src/", "", "source/", "lib/"};

    private final String folder;
    private final String name;
    private final Map<String, List<String>> single = new HashMap<>();
    private final Map<String, List<String>> exports = new LinkedHashMap<>();
    private final Map<String, List<String>> imports = new LinkedHashMap<>();
    private final Map<String, String> local = new HashMap<>();
    private final List<String> workspaces = new ArrayList<>();

    NpmPackage(String folder, FileFacts facts) {
        this.folder = folder;
        this.name = facts.namespace();
        for (ImportFact fact : facts.imports()) {
            String[] keys = fact.name().split(ConfigurationReader.UNDER, -1);
            String text = fact.module();
            switch (keys[0]) {
                case "exports" -> entry(exports, keys, keys.length > 1 && keys[1].startsWith("."), text);
                case "imports" -> entry(imports, keys, keys.length > 1, text);
                case "workspaces", "packages" -> workspaces.add(text);
                case "dependencies", "devDependencies", "peerDependencies", "optionalDependencies" -> {
                    if (keys.length > 1) {
                        local.putIfAbsent(keys[1], text);
                    }
                }
                default -> {
                    if (keys.length == 1) {
                        single.computeIfAbsent(keys[0], key -> new ArrayList<>(1))
                                .add(text);
                    }
                }
            }
        }
    }

    private static void entry(Map<String, List<String>> entries, String[] keys, boolean named, String text) {
        entries.computeIfAbsent(named ? keys[1] : ".", key -> new ArrayList<>(2))
                .add(text);
    }

    /** Ends with a slash; empty at the top. */
    String folder() {
        return folder;
    }

    String name() {
        return name;
    }

    /** Patterns of folders of further packages, those with {@code !} excluded. */
    List<String> workspaces() {
        return workspaces;
    }

    boolean hasExports() {
        return !exports.isEmpty();
    }

    /** How a dependency on a package that lies beside is written down; empty if it is not. */
    Optional<String> local(String dependency) {
        return Optional.ofNullable(local.get(dependency));
    }

    /** What {@code #name} stands for within the package, the most likely first. */
    List<String> imported(String specifier) {
        return matching(imports, specifier);
    }

    /** The files that a part of the package means, {@code ""} for the package itself. */
    List<Target> files(String part, FileLookup lookup, boolean typescript) {
        List<String> named = part.isEmpty() ? main() : matching(exports, "./" + part);
        if (part.isEmpty() && hasExports()) {
            List<String> exported = matching(exports, ".");
            named = exported.isEmpty() ? named : exported;
        }
        List<Target> found = existing(named, lookup, typescript);
        if (!found.isEmpty()) {
            return found;
        }
        found = sources(named, part, lookup, typescript);
        if (!found.isEmpty()) {
            return found;
        }
        return part.isEmpty()
                ? lookup.index(withoutSlash(folder), typescript)
                : lookup.fileOrFolder(folder + part, false, typescript);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private List<String> main() {
        List<String> named = new ArrayList<>();
        for (String key : new String[] {"source", "module", "main", "browser", "types", "typings"}) {
            named.addAll(single.getOrDefault(key, List.of()));
        }
        return named;
    }

    private static List<String> matching(Map<String, List<String>> entries, String wanted) {
        List<String> exact = entries.get(wanted);
        if (exact != null) {
            return exact;
        }
        String best = "";
        for (String key : entries.keySet()) {
            int star = key.indexOf('*');
            String head = star < 0 ? key : key.substring(0, star);
            String tail = star < 0 ? "" : key.substring(star + 1);
            boolean fits = star < 0 ? key.endsWith("/") && wanted.startsWith(key) : fits(wanted, head, tail);
            if (fits && head.length() > best.indexOf('*') && (best.isEmpty() || key.length() > best.length())) {
                best = key;
            }
        }
        if (best.isEmpty()) {
            return List.of();
        }
        int star = best.indexOf('*');
        String middle = star < 0
                ? wanted.substring(best.length())
                : wanted.substring(star, wanted.length() - (best.length() - star - 1));
        boolean folder = star < 0;
        return entries.getOrDefault(best, List.of()).stream()
                .map(text -> folder ? text + middle : text.replace("*", middle))
                .toList();
    }

    private static boolean fits(String wanted, String head, String tail) {
        return wanted.length() >= head.length() + tail.length() && wanted.startsWith(head) && wanted.endsWith(tail);
    }

    private List<Target> existing(List<String> named, FileLookup lookup, boolean typescript) {
        Set<String> seen = new LinkedHashSet<>();
        List<Target> found = new ArrayList<>();
        for (String text : named) {
            String path = FileTree.join(folder, text).orElse("");
            for (Target target : lookup.fileOrFolder(path, text.endsWith("/"), typescript)) {
                if (seen.add(target.path())) {
                    boolean declarations = target.path().endsWith(".d.ts")
                            || target.path().endsWith(".d.mts")
                            || target.path().endsWith(".d.cts");
                    boolean another = found.stream().anyMatch(other -> other.atBest() == EdgeKind.IMPORT);
                    found.add(new Target(
                            target.path(),
                            declarations ? EdgeKind.TYPE_ONLY : another ? EdgeKind.AMBIGUOUS : EdgeKind.IMPORT));
                }
            }
        }
        return found;
    }

    /** The sources of files that a build will make. */
    private List<Target> sources(List<String> named, String part, FileLookup lookup, boolean typescript) {
        for (String text : named) {
            String stem = stem(text);
            while (true) {
                List<Target> found = source(stem, lookup, typescript);
                if (!found.isEmpty()) {
                    return found;
                }
                int slash = stem.indexOf('/');
                if (slash < 0 || !isBuilt(stem.substring(0, slash))) {
                    break;
                }
                stem = stem.substring(slash + 1);
            }
        }
        if (named.isEmpty()) {
            return List.of();
        }
        return source(part.isEmpty() ? "index" : part, lookup, typescript);
    }

    private List<Target> source(String stem, FileLookup lookup, boolean typescript) {
        for (String root : SOURCES) {
            List<Target> found = lookup.fileOrFolder(folder + root + stem, false, typescript);
            if (!found.isEmpty()) {
                return List.of(new Target(found.get(0).path(), EdgeKind.REFERENCE));
            }
        }
        return List.of();
    }

    private static boolean isBuilt(String name) {
        return BUILT.contains(name) || name.startsWith("dist") || name.startsWith(".") || name.startsWith("build");
    }

    /** The path of a built file without its endings, {@code dist/a.esm.mjs} being {@code dist/a}. */
    private static String stem(String text) {
        String path = FileTree.join("", text).orElse("");
        int slash = path.lastIndexOf('/');
        int dot = path.indexOf('.', slash + 2);
        return dot < 0 ? path : path.substring(0, dot);
    }
}
