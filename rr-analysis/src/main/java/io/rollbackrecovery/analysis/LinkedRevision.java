package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A revision with its references resolved. Thread-safe. */
final class LinkedRevision {
    private final Revision revision;
    private final List<Link> links;
    private final SortedMap<RepoPath, Map<String, Integer>> unresolved;
    private final DependencyGraph<RepoPath> graph;
    private final Map<RepoPath, Set<String>> references = new ConcurrentHashMap<>();

    private LinkedRevision(Revision revision, Collected collected) {
        this.revision = revision;
        this.links = collected.links;
        this.unresolved = collected.unresolved;
        DependencyGraph.Builder<RepoPath> builder = DependencyGraph.builder();
        revision.paths().forEach(builder::node);
        for (Link link : links) {
            builder.edge(link.from(), link.to(), link.kind());
        }
        links.addAll(collected.indirect);
        this.graph = builder.build();
    }

    static LinkedRevision of(Revision revision) {
        Collected collected = new Collected();
        Map<Linker, SortedMap<RepoPath, FileFacts>> together = new LinkedHashMap<>();
        revision.facts()
                .forEach((language, files) -> together.computeIfAbsent(language.linker(), linker -> new TreeMap<>())
                        .putAll(files));
        together.forEach((linker, files) -> linker.link(files, revision, collected));
        return new LinkedRevision(revision, collected);
    }

    Revision revision() {
        return revision;
    }

    /** All links between different files, those that are no edges of the graph last. */
    List<Link> links() {
        return links;
    }

    /** The files with a reference into this repository that leads nowhere, with these references and the lines of the first of each. */
    SortedMap<RepoPath, Map<String, Integer>> unresolved() {
        return unresolved;
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

    private static final class Collected implements LinkSink {
        private final List<Link> links = new ArrayList<>();
        private final List<Link> indirect = new ArrayList<>();
        private final SortedMap<RepoPath, Map<String, Integer>> unresolved = new TreeMap<>();

        @Override
        public void link(Link link) {
            if (!link.from().equals(link.to())) {
                links.add(link);
            }
        }

        @Override
        public void indirect(Link link) {
            if (!link.from().equals(link.to())) {
                indirect.add(link);
            }
        }

        @Override
        public void unresolved(RepoPath from, int line, String reference) {
            unresolved.computeIfAbsent(from, path -> new LinkedHashMap<>(2)).putIfAbsent(reference, line);
        }
    }
}
