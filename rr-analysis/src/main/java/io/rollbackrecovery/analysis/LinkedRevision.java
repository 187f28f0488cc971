package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.GraphChange;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A revision with its references resolved. Thread-safe. */
final class LinkedRevision {
    private final Revision revision;
    private final Map<Linker, LinkGroup> groups;
    private final DependencyGraph<RepoPath> graph;
    private final Map<RepoPath, Set<String>> references = new ConcurrentHashMap<>();

    private LinkedRevision(Revision revision, Map<Linker, LinkGroup> groups, DependencyGraph<RepoPath> graph) {
        this.revision = revision;
        this.groups = groups;
        this.graph = graph;
    }

    static LinkedRevision of(Revision revision) {
        Map<Linker, LinkGroup> groups = new LinkedHashMap<>();
        DependencyGraph.Builder<RepoPath> builder = DependencyGraph.builder();
        revision.paths().forEach(builder::node);
        together(revision).forEach((linker, files) -> {
            LinkGroup group = LinkGroup.of(linker, files, revision);
            groups.put(linker, group);
            for (RepoPath path : group.relinked()) {
                group.links(path).links().forEach(link -> builder.edge(link.from(), link.to(), link.kind()));
            }
        });
        return new LinkedRevision(revision, groups, builder.build());
    }

    /**
     * A revision whose links are known from before.
     *
     * @param links of each file that has any
     * @param uses the keys by which each file asks for others
     */
    static LinkedRevision known(Revision revision, Map<RepoPath, FileLinks> links, Map<RepoPath, int[]> uses) {
        Map<Linker, LinkGroup> groups = new LinkedHashMap<>();
        DependencyGraph.Builder<RepoPath> builder = DependencyGraph.builder();
        revision.paths().forEach(builder::node);
        together(revision).forEach((linker, files) -> {
            Map<RepoPath, FileLinks> own = new HashMap<>(files.size() * 2);
            Map<RepoPath, int[]> keys = new HashMap<>(files.size() * 2);
            for (RepoPath path : files.keySet()) {
                own.put(path, links.getOrDefault(path, FileLinks.none()));
                keys.put(path, Objects.requireNonNull(uses.get(path)));
            }
            groups.put(linker, LinkGroup.known(linker, files, own, keys, revision));
        });
        links.forEach((from, known) -> known.eachEdge((to, kind) -> builder.edge(from, to, kind)));
        return new LinkedRevision(revision, groups, builder.build());
    }

    /** Whether all links are those of {@link #linksOf}. */
    boolean isIndexed() {
        return groups.values().stream().allMatch(LinkGroup::isIndexed);
    }

    /** All that is known of the references of one file. */
    FileLinks linksOf(RepoPath path) {
        for (LinkGroup group : groups.values()) {
            if (group.files().containsKey(path)) {
                return group.links(path);
            }
        }
        return FileLinks.none();
    }

    /** The keys by which a file asks for others, see {@link LinkGroup#uses(RepoPath)}; none for a file without facts. */
    int[] usesOf(RepoPath path) {
        for (LinkGroup group : groups.values()) {
            if (group.files().containsKey(path)) {
                return group.uses(path);
            }
        }
        return new int[0];
    }

    /**
     * The graph alone, for revisions of which the links take much room, with the files of which a reference leads nowhere,
     * and those of which one could mean more files than are linked.
     */
    static DependencyGraph<RepoPath> graphOf(
            Revision revision, SortedSet<RepoPath> unresolved, SortedSet<RepoPath> cut) {
        DependencyGraph.Builder<RepoPath> builder = DependencyGraph.builder();
        revision.paths().forEach(builder::node);
        LinkSink sink = new LinkSink() {
            @Override
            public void link(Link link) {
                if (!link.from().equals(link.to())) {
                    builder.edge(link.from(), link.to(), link.kind());
                }
            }

            @Override
            public void unresolved(RepoPath from, int line, String reference) {
                unresolved.add(from);
            }

            @Override
            public void cut(RepoPath from, String reference) {
                cut.add(from);
            }
        };
        together(revision).forEach((linker, files) -> linker.link(files, revision, sink));
        return builder.build();
    }

    /**
     * Links another revision, of which only what the difference can touch is looked at. The answer is the same as that of
     * {@link #of}.
     *
     * @param now the other revision
     * @param changed the paths that differ, at least; those that do not may be among them
     */
    LinkedRevision to(Revision now, Set<RepoPath> changed) {
        RevisionChange change = new RevisionChange(revision, now, changed);
        Map<Linker, LinkGroup> next = new LinkedHashMap<>();
        GraphChange<RepoPath> edges = graph.change();
        for (RepoPath path : change.cameOrWent()) {
            if (now.paths().contains(path)) {
                edges.node(path);
            } else {
                edges.remove(path);
            }
        }
        Set<RepoPath> told = new HashSet<>();
        together(now).forEach((linker, files) -> {
            LinkGroup old = groups.get(linker);
            LinkGroup group = old == null ? LinkGroup.of(linker, files, now) : old.after(change, files);
            next.put(linker, group);
            for (RepoPath path : group.relinked()) {
                told.add(path);
                edges.clear(path);
                group.links(path).links().forEach(link -> edges.edge(link.from(), link.to(), link.kind()));
            }
        });
        for (RepoPath path : changed) {
            // Such as a file that cannot be read any more: nobody links it.
            boolean linked =
                    next.values().stream().anyMatch(group -> group.files().containsKey(path));
            if (!told.contains(path) && !linked) {
                edges.clear(path);
            }
        }
        return new LinkedRevision(now, next, edges.apply());
    }

    private static Map<Linker, SortedMap<RepoPath, FileFacts>> together(Revision revision) {
        Map<Linker, SortedMap<RepoPath, FileFacts>> together = new LinkedHashMap<>();
        for (Map.Entry<FactExtractor, SortedMap<RepoPath, FileFacts>> files :
                revision.facts().entrySet()) {
            together.merge(files.getKey().linker(), files.getValue(), (some, more) -> {
                if (some.isEmpty() || more.isEmpty()) {
                    return some.isEmpty() ? more : some;
                }
                SortedMap<RepoPath, FileFacts> all = new TreeMap<>(some);
                all.putAll(more);
                return all;
            });
        }
        return together;
    }

    Revision revision() {
        return revision;
    }

    /** Goes through all links between different files, those that are no edges of the graph last. */
    void eachLink(Consumer<Link> action) {
        eachLink(revision.paths(), action);
    }

    /** Goes through the links of some files, those that are no edges of the graph last. */
    void eachLink(Collection<RepoPath> files, Consumer<Link> action) {
        for (LinkGroup group : groups.values()) {
            if (!group.files().isEmpty()) {
                files.forEach(path -> group.links(path).links().forEach(action));
            }
        }
        for (LinkGroup group : groups.values()) {
            if (!group.files().isEmpty()) {
                files.forEach(path -> group.links(path).indirect().forEach(action));
            }
        }
    }

    /** The links from one file, those that are no edges of the graph last. */
    List<Link> linksFrom(RepoPath path) {
        List<Link> links = new ArrayList<>();
        eachLink(List.of(path), links::add);
        return links;
    }

    /** The files with a reference into this repository that leads nowhere, with these references and the lines of the first of each. */
    SortedMap<RepoPath, Map<String, Integer>> unresolved() {
        SortedMap<RepoPath, Map<String, Integer>> unresolved = new TreeMap<>();
        for (LinkGroup group : groups.values()) {
            for (RepoPath path : group.unresolved()) {
                group.links(path).unresolved().forEach((reference, line) -> {
                    if (!reference.startsWith(FileLinks.CUT)) {
                        unresolved
                                .computeIfAbsent(path, key -> new LinkedHashMap<>(2))
                                .put(reference, line);
                    }
                });
            }
        }
        return unresolved;
    }

    /** The files with a reference that could mean more files than are linked. */
    SortedSet<RepoPath> cut() {
        SortedSet<RepoPath> cut = new TreeSet<>();
        for (LinkGroup group : groups.values()) {
            for (RepoPath path : group.unresolved()) {
                if (group.links(path).unresolved().keySet().stream().anyMatch(one -> one.startsWith(FileLinks.CUT))) {
                    cut.add(path);
                }
            }
        }
        return cut;
    }

    DependencyGraph<RepoPath> graph() {
        return graph;
    }

    /** Whether a file has a reference, as links name it; false for a file that is not there. */
    boolean mentions(RepoPath path, String reference) {
        return references
                .computeIfAbsent(
                        path, file -> revision.factsOf(file).map(References::of).orElse(Set.of()))
                .contains(reference);
    }
}
