package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Links Rust files by the tree of modules: a declaration of a module to its file, and a path to the file of the last
 * module on it, from the crate, the module itself, the one around it, or a crate of the repository by its folder's name.
 */
final class RustLinker implements IndexedLinker {
    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new Modules(files, new PathIndex(around.paths()));
    }

    /** The modules of all crates, by their files. */
    private static final class Modules implements LinkIndex {
        private static final String PATHS = "paths";

        private final PathIndex index;
        private final Map<RepoPath, Map<String, RepoPath>> children = new HashMap<>();
        private final Map<RepoPath, RepoPath> parents = new HashMap<>();
        private final Map<String, List<RepoPath>> crates = new HashMap<>();

        Modules(SortedMap<RepoPath, FileFacts> files, PathIndex index) {
            this.index = index;
            files.forEach((path, facts) -> {
                crate(path);
                for (ImportFact fact : facts.imports()) {
                    Optional<RepoPath> child = fact.level() == 1 ? child(path, fact) : Optional.empty();
                    if (child.isPresent() && !fact.alias().isEmpty()) {
                        children.computeIfAbsent(path, key -> new HashMap<>()).putIfAbsent(fact.alias(), child.get());
                        parents.putIfAbsent(child.get(), path);
                    }
                }
            });
        }

        @Override
        public void uses(RepoPath path, FileFacts facts, Keys keys) {
            keys.add(PATHS);
        }

        /** The tree of modules is made of all declarations of modules. */
        @Override
        public void offers(RepoPath path, FileFacts facts, Offers offers) {
            for (ImportFact fact : facts.imports()) {
                if (fact.level() == 1) {
                    offers.toAll(31 * fact.reference().hashCode() + fact.alias().hashCode());
                }
            }
        }

        @Override
        public void path(RepoPath path, Keys keys) {
            if (path.name().endsWith(".rs")) {
                keys.everything();
            } else {
                keys.add(PATHS);
            }
        }

        /** A crate is called as the folder around its src, or it lies in the folder itself. */
        private void crate(RepoPath path) {
            if (path.name().equals("lib.rs")) {
                String folder = PathIndex.folderOf(path);
                String around = folder.endsWith("src/") ? PathIndex.parent(folder) : folder;
                if (!around.isEmpty()) {
                    String name = around.substring(PathIndex.parent(around).length(), around.length() - 1);
                    crates.computeIfAbsent(name.replace('-', '_'), key -> new ArrayList<>(1))
                            .add(path);
                }
            }
        }

        private Optional<RepoPath> child(RepoPath path, ImportFact fact) {
            String folder = PathIndex.folderOf(path);
            String stem = path.name().substring(0, Math.max(0, path.name().length() - ".rs".length()));
            List<String> candidates = new ArrayList<>();
            if (fact.name().equals(RustReader.FILE)) {
                candidates.add(PathIndex.resolve(folder, fact.module()).orElse(""));
            } else {
                for (String base : List.of(folder + stem + "/", folder)) {
                    candidates.add(base + fact.module() + ".rs");
                    candidates.add(base + fact.module() + "/mod.rs");
                }
            }
            for (String candidate : candidates) {
                Optional<RepoPath> found = index.get(candidate);
                if (found.isPresent() && !found.get().equals(path)) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private RepoPath root(RepoPath path) {
            Set<RepoPath> seen = new HashSet<>();
            RepoPath at = path;
            while (seen.add(at)) {
                RepoPath parent = parents.get(at);
                if (parent == null) {
                    return at;
                }
                at = parent;
            }
            return path;
        }

        @Override
        public void link(RepoPath path, FileFacts facts, LinkSink sink) {
            Map<String, String> aliases = new HashMap<>();
            for (ImportFact fact : facts.imports()) {
                if (fact.level() == 1) {
                    child(path, fact)
                            .ifPresentOrElse(
                                    file -> sink.link(new Link(
                                            path, file, fact.kind(), fact.reference(), Link.WHOLE_FILE, fact.line())),
                                    () -> sink.unresolved(path, fact.line(), fact.module()));
                } else if (fact.level() == 0) {
                    if (!fact.alias().isEmpty()) {
                        aliases.put(fact.alias(), fact.module());
                    }
                    resolve(path, fact.module(), fact.kind(), fact.reference(), fact.line(), sink);
                }
            }
            for (Mention chain : facts.chains()) {
                String text = chain.text();
                int dot = text.indexOf('.');
                String alias = aliases.get(text.substring(0, dot));
                String whole = alias == null ? text : alias + text.substring(dot);
                resolve(path, whole, EdgeKind.REFERENCE, text, chain.line(), sink);
            }
        }

        private void resolve(RepoPath path, String dotted, EdgeKind kind, String reference, int line, LinkSink sink) {
            String[] parts = dotted.split("\\.", -1);
            List<RepoPath> starts = new ArrayList<>();
            int next = 1;
            switch (parts[0]) {
                case "crate" -> starts.add(root(path));
                case "self" -> starts.add(path);
                case "super" -> {
                    RepoPath at = path;
                    next = 0;
                    while (next < parts.length && parts[next].equals("super")) {
                        at = parents.getOrDefault(at, at);
                        next++;
                    }
                    starts.add(at);
                }
                default -> {
                    if (children.getOrDefault(path, Map.of()).containsKey(parts[0])) {
                        starts.add(path);
                        next = 0;
                    } else {
                        starts.addAll(crates.getOrDefault(parts[0], List.of()));
                    }
                }
            }
            for (RepoPath start : starts) {
                RepoPath at = start;
                int i = next;
                while (i < parts.length) {
                    RepoPath child = children.getOrDefault(at, Map.of()).get(parts[i]);
                    if (child == null) {
                        break;
                    }
                    at = child;
                    i++;
                }
                String rest = i < parts.length ? "" : Link.WHOLE_FILE;
                sink.link(new Link(path, at, starts.size() > 1 ? EdgeKind.AMBIGUOUS : kind, reference, rest, line));
            }
        }
    }
}
