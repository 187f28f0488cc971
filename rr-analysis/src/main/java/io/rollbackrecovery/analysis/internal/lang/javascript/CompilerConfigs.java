package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code tsconfig.json} and {@code jsconfig.json} say of names: {@code baseUrl} and {@code paths}, through
 * {@code extends}. The nearest one counts for a file; those further up and those it refers to are asked after it, since
 * which of them a build takes is not written in the files.
 */
final class CompilerConfigs {
    private static final int LONGEST_CHAIN = 16;

    private final FileTree tree;
    private final NpmPackages packages;
    private final Map<String, List<String>> byFolder = new TreeMap<>();
    private final Map<String, Optional<Config>> effective = new HashMap<>();
    private final Map<String, List<Config>> forFolder = new HashMap<>();

    /**
     * Rules for names.
     *
     * @param base where names without dots begin; empty if they begin nowhere
     * @param paths from pattern to what it stands for, paths from the top of the repository
     */
    record Config(Optional<String> base, Map<String, List<String>> paths) {
        /** What a name can stand for, by the most specific pattern, in order. */
        List<String> mapped(String name) {
            List<String> exact = paths.get(name);
            if (exact != null) {
                return exact;
            }
            String best = "";
            int longest = -1;
            for (String pattern : paths.keySet()) {
                int star = pattern.indexOf('*');
                if (star > longest
                        && name.length() >= pattern.length() - 1
                        && name.startsWith(pattern.substring(0, star))
                        && name.endsWith(pattern.substring(star + 1))) {
                    best = pattern;
                    longest = star;
                }
            }
            if (longest < 0) {
                return List.of();
            }
            String middle = name.substring(longest, name.length() - (best.length() - longest - 1));
            return paths.getOrDefault(best, List.of()).stream()
                    .map(text -> text.replace("*", middle))
                    .toList();
        }
    }

    CompilerConfigs(FileTree tree, NpmPackages packages) {
        this.tree = tree;
        this.packages = packages;
        tree.facts().forEach((path, facts) -> {
            String text = path.toString();
            String folder = FileTree.folderOf(text);
            String name = text.substring(folder.length());
            if ((name.startsWith("tsconfig") || name.startsWith("jsconfig")) && !folder.contains("node_modules/")) {
                byFolder.computeIfAbsent(folder, key -> new ArrayList<>(1)).add(text);
            }
        });
    }

    /** The rules for the files of a folder, those that count first in front. */
    List<Config> of(String folder) {
        List<Config> known = forFolder.get(folder);
        if (known == null) {
            List<Config> all = new ArrayList<>();
            Optional<String> at = Optional.of(folder);
            boolean nearest = true;
            while (at.isPresent()) {
                List<String> here = byFolder.getOrDefault(at.get(), List.of());
                for (String path : inOrder(here, at.get())) {
                    Optional<Config> config = effective(path);
                    boolean base = nearest;
                    config.ifPresent(found -> {
                        if (base || !found.paths().isEmpty()) {
                            all.add(base ? found : new Config(Optional.empty(), found.paths()));
                        }
                    });
                }
                nearest &= here.isEmpty();
                at = FileTree.above(at.get());
            }
            known = List.copyOf(all);
            forFolder.put(folder, known);
        }
        return known;
    }

    private static List<String> inOrder(List<String> configs, String folder) {
        List<String> order = new ArrayList<>();
        for (String first : new String[] {folder + "tsconfig.json", folder + "jsconfig.json"}) {
            if (configs.contains(first)) {
                order.add(first);
            }
        }
        for (String other : configs) {
            if (!order.contains(other)) {
                order.add(other);
            }
        }
        return order;
    }

    private Optional<Config> effective(String path) {
        Optional<Config> known = effective.get(path);
        if (known == null) {
            known = read(path, FileTree.folderOf(path), new HashSet<>());
            effective.put(path, known);
        }
        return known;
    }

    /** Goes up the chain of extended files: the first that sets an option counts. */
    private Optional<Config> read(String first, String configFolder, Set<String> seen) {
        Optional<String> base = Optional.empty();
        Map<String, List<String>> paths = Map.of();
        List<String> open = new ArrayList<>(List.of(first));
        boolean any = false;
        while (!open.isEmpty() && seen.size() < LONGEST_CHAIN) {
            String path = open.remove(0);
            Optional<FileFacts> facts = tree.file(path).flatMap(tree::factsOf);
            if (!seen.add(path) || facts.isEmpty()) {
                continue;
            }
            any = true;
            String folder = FileTree.folderOf(path);
            Optional<String> ownBase = Optional.empty();
            List<String> extended = new ArrayList<>();
            Map<String, List<String>> own = new LinkedHashMap<>();
            for (ImportFact fact : facts.get().imports()) {
                String[] keys = fact.name().split(ConfigurationReader.UNDER, -1);
                if (keys[0].equals("extends")) {
                    config(fact.module(), folder).ifPresent(found -> extended.add(0, found));
                } else if (keys.length == 2 && keys[1].equals("baseUrl")) {
                    ownBase = folder(fact.module(), folder, configFolder);
                } else if (keys.length == 3 && keys[1].equals("paths")) {
                    own.computeIfAbsent(keys[2], key -> new ArrayList<>(1)).add(fact.module());
                }
            }
            base = base.isPresent() ? base : ownBase;
            if (paths.isEmpty() && !own.isEmpty()) {
                paths = placed(own, ownBase.orElse(base.orElse(folder)), configFolder);
            }
            open.addAll(0, extended);
        }
        return any && (base.isPresent() || !paths.isEmpty()) ? Optional.of(new Config(base, paths)) : Optional.empty();
    }

    private static Map<String, List<String>> placed(
            Map<String, List<String>> paths, String folder, String configFolder) {
        Map<String, List<String>> placed = new LinkedHashMap<>();
        paths.forEach((pattern, texts) -> {
            List<String> targets = new ArrayList<>(texts.size());
            for (String text : texts) {
                String inner = text.replace("${configDir}", "/" + configFolder);
                FileTree.join(folder, inner).ifPresent(targets::add);
            }
            placed.put(pattern, targets);
        });
        return placed;
    }

    private static Optional<String> folder(String text, String folder, String configFolder) {
        return FileTree.join(folder, text.replace("${configDir}", "/" + configFolder))
                .map(path -> path.isEmpty() ? "" : path + "/");
    }

    /** The file that {@code extends} names: a path, or a file of a package of this repository. */
    Optional<String> config(String text, String folder) {
        if (text.startsWith(".") || text.startsWith("/")) {
            return FileTree.join(folder, text).flatMap(this::configFile);
        }
        String name = Resolver.packageName(text);
        String part = text.length() > name.length() ? text.substring(name.length() + 1) : "";
        return packages.named(name, folder).packages().stream()
                .flatMap(found -> configFile(found.folder() + (part.isEmpty() ? "tsconfig.json" : part)).stream())
                .findFirst();
    }

    private Optional<String> configFile(String path) {
        for (String candidate : new String[] {path, path + ".json", path + "/tsconfig.json"}) {
            if (tree.has(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
