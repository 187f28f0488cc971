package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the files that a specifier means, by the rules of Node, TypeScript and the customary bundlers, in the order in
 * which they ask: relative paths, {@code #} names of the package, {@code paths} and {@code baseUrl}, packages of the
 * repository. Whatever is left belongs to a library.
 */
final class Resolver {
    private static final Set<String> OF_NODE = Set.of(
            "assert",
            "async_hooks",
            "buffer",
            "child_process",
            "cluster",
            "console",
            "constants",
            "crypto",
            "dgram",
            "diagnostics_channel",
            "dns",
            "domain",
            "events",
            "fs",
            "http",
            "http2",
            "https",
            "inspector",
            "module",
            "net",
            "os",
            "path",
            "perf_hooks",
            "process",
            "punycode",
            "querystring",
            "readline",
            "repl",
            "stream",
            "string_decoder",
            "sys",
            "timers",
            "tls",
            "trace_events",
            "tty",
            "url",
            "util",
            "v8",
            "vm",
            "wasi",
            "worker_threads",
            "zlib");
    private static final int DEEPEST = 8;

    private final FileLookup lookup;
    private final NpmPackages packages;
    private final CompilerConfigs configs;
    private final Map<String, Map<String, Resolution>> known = new HashMap<>();

    /**
     * What a specifier means.
     *
     * @param targets the files, what runs first
     * @param ours whether it names something of this repository, so that no file means that it is missing
     */
    record Resolution(List<Target> targets, boolean ours) {
        static final Resolution LIBRARY = new Resolution(List.of(), false);
    }

    Resolver(FileTree tree) {
        this.lookup = new FileLookup(tree);
        this.packages = new NpmPackages(tree);
        this.configs = new CompilerConfigs(tree, packages);
    }

    NpmPackages packages() {
        return packages;
    }

    CompilerConfigs configs() {
        return configs;
    }

    /** The files that a specifier in a file of a folder means. */
    Resolution resolve(String folder, boolean typescript, String specifier) {
        return known.computeIfAbsent(typescript ? folder : folder + "\n", key -> new HashMap<>())
                .computeIfAbsent(specifier, key -> find(folder, typescript, key));
    }

    private Resolution find(String folder, boolean typescript, String specifier) {
        Resolution found = find(folder, typescript, specifier, 0);
        if (!found.targets().isEmpty()) {
            return found;
        }
        // What stands behind a question mark tells a bundler how to load the file, and what stands before
        // exclamation marks by what.
        String plain = specifier.substring(specifier.lastIndexOf('!') + 1);
        int query = plain.indexOf('?');
        plain = query < 0 ? plain : plain.substring(0, query);
        int hash = plain.indexOf('#', 1);
        plain = hash < 0 ? plain : plain.substring(0, hash);
        return plain.equals(specifier) || plain.isEmpty() ? found : find(folder, typescript, plain, 0);
    }

    private Resolution find(String folder, boolean typescript, String specifier, int depth) {
        if (specifier.isEmpty() || specifier.length() > 1024 || depth > DEEPEST) {
            return Resolution.LIBRARY;
        }
        if (isRelative(specifier)) {
            return relative(folder, typescript, specifier);
        }
        if (specifier.startsWith("/")) {
            return absolute(folder, typescript, specifier);
        }
        if (specifier.startsWith("#")) {
            Resolution own = packageImport(folder, typescript, specifier, depth);
            if (!own.targets().isEmpty()) {
                return own;
            }
        }
        if (specifier.contains("://") || specifier.startsWith("node:") || specifier.startsWith("data:")) {
            return Resolution.LIBRARY;
        }
        Resolution mapped = mapped(folder, typescript, specifier);
        if (!mapped.targets().isEmpty()) {
            return mapped;
        }
        Resolution packaged = packaged(folder, typescript, specifier);
        if (!packaged.targets().isEmpty() || packaged.ours()) {
            return packaged;
        }
        Resolution custom = byCustom(folder, typescript, specifier);
        return custom.targets().isEmpty() && mapped.ours() ? mapped : custom;
    }

    static boolean isRelative(String specifier) {
        return specifier.startsWith("./")
                || specifier.startsWith("../")
                || specifier.equals(".")
                || specifier.equals("..");
    }

    private Resolution relative(String folder, boolean typescript, String specifier) {
        Optional<String> path = FileTree.join(folder, specifier);
        if (path.isEmpty()) {
            return new Resolution(List.of(), true);
        }
        boolean folderOnly = specifier.endsWith("/")
                || specifier.equals(".")
                || specifier.equals("..")
                || specifier.endsWith("/.")
                || specifier.endsWith("/..");
        return new Resolution(at(path.get(), folderOnly, typescript), true);
    }

    /** The file, or what the folder's package or index names. */
    private List<Target> at(String path, boolean folderOnly, boolean typescript) {
        List<Target> found = folderOnly ? List.of() : lookup.file(path, typescript);
        if (!found.isEmpty()) {
            return found;
        }
        String folder = path.isEmpty() ? "" : path + "/";
        return packages.in(folder)
                .map(inner -> inner.files("", lookup, typescript))
                .filter(files -> !files.isEmpty())
                .orElseGet(() -> lookup.index(path, typescript));
    }

    /** From the top of the package, as servers of a site's files see it. */
    private Resolution absolute(String folder, boolean typescript, String specifier) {
        Optional<String> at = Optional.of(folder);
        String path = specifier.substring(1);
        while (at.isPresent()) {
            if (packages.in(at.get()).isPresent() || at.get().isEmpty()) {
                for (String root : new String[] {"", "public/", "static/"}) {
                    Optional<String> whole = FileTree.join(at.get() + root, path);
                    List<Target> found =
                            whole.isPresent() ? lookup.fileOrFolder(whole.get(), false, typescript) : List.of();
                    if (!found.isEmpty()) {
                        return new Resolution(found, true);
                    }
                }
            }
            at = FileTree.above(at.get());
        }
        return Resolution.LIBRARY;
    }

    private Resolution packageImport(String folder, boolean typescript, String specifier, int depth) {
        Optional<NpmPackage> own = packages.of(folder);
        if (own.isEmpty()) {
            return Resolution.LIBRARY;
        }
        List<String> named = own.get().imported(specifier);
        List<Target> targets = new ArrayList<>();
        for (String text : named) {
            for (Target target :
                    find(own.get().folder(), typescript, text, depth + 1).targets()) {
                boolean another = target.atBest() == EdgeKind.IMPORT
                        && targets.stream().anyMatch(other -> other.atBest() == EdgeKind.IMPORT);
                if (targets.stream().noneMatch(other -> other.path().equals(target.path()))) {
                    targets.add(another ? new Target(target.path(), EdgeKind.AMBIGUOUS) : target);
                }
            }
        }
        if (!targets.isEmpty()) {
            return new Resolution(targets, true);
        }
        return new Resolution(List.of(), !named.isEmpty());
    }

    private Resolution mapped(String folder, boolean typescript, String specifier) {
        for (CompilerConfigs.Config config : configs.of(folder)) {
            for (String path : config.mapped(specifier)) {
                List<Target> found = at(path, false, typescript);
                if (!found.isEmpty()) {
                    return new Resolution(found, true);
                }
            }
            if (config.base().isPresent()) {
                Optional<String> path = FileTree.join(config.base().get(), specifier);
                List<Target> found = path.isPresent() ? at(path.get(), false, typescript) : List.of();
                if (!found.isEmpty()) {
                    return new Resolution(found, true);
                }
            }
        }
        return Resolution.LIBRARY;
    }

    /** The first part of a specifier, or the first two where the first is a scope. */
    static String packageName(String specifier) {
        int slash = specifier.indexOf('/');
        if (slash >= 0 && specifier.startsWith("@")) {
            slash = specifier.indexOf('/', slash + 1);
        }
        return slash < 0 ? specifier : specifier.substring(0, slash);
    }

    private Resolution packaged(String folder, boolean typescript, String specifier) {
        String name = packageName(specifier);
        if (!packages.hasName(name) || (OF_NODE.contains(name) && name.length() == specifier.length())) {
            return Resolution.LIBRARY;
        }
        String part = specifier.length() > name.length() ? specifier.substring(name.length() + 1) : "";
        NpmPackages.Found found = packages.named(name, folder);
        List<Target> targets = new ArrayList<>();
        for (NpmPackage each : found.packages()) {
            for (Target target : each.files(part, lookup, typescript)) {
                EdgeKind kind = found.atBest() == EdgeKind.IMPORT ? target.atBest() : found.atBest();
                targets.add(new Target(target.path(), kind));
            }
        }
        return new Resolution(targets, found.atBest() == EdgeKind.IMPORT);
    }

    /** {@code @/a} and {@code ~/a}, which bundlers are customarily told to look for in the sources. */
    private Resolution byCustom(String folder, boolean typescript, String specifier) {
        if (!specifier.startsWith("@/") && !specifier.startsWith("~/") && !specifier.startsWith("~@/")) {
            return Resolution.LIBRARY;
        }
        String path = specifier.substring(specifier.indexOf('/') + 1);
        Optional<String> at = packages.of(folder).map(NpmPackage::folder);
        if (at.isEmpty()) {
            return Resolution.LIBRARY;
        }
        for (String root : new String[] {"src/", "", "app/"}) {
            Optional<String> whole = FileTree.join(at.get() + root, path);
            List<Target> found = whole.isPresent() ? at(whole.get(), false, typescript) : List.of();
            if (!found.isEmpty()) {
                return new Resolution(List.of(new Target(found.get(0).path(), EdgeKind.REFERENCE)), true);
            }
        }
        return Resolution.LIBRARY;
    }
}
