package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the references of one file lead to, links of the file to itself left out. Immutable. */
interface FileLinks {
    /**
     * Before the references in {@link #unresolved} that could mean more files than are linked: no reference begins with it.
     */
    String CUT = "\0";

    /** No links. */
    static FileLinks none() {
        return Plain.NONE;
    }

    /** The edges of the graph. */
    List<Link> links();

    /** What is meant behind these. */
    List<Link> indirect();

    /**
     * References into this repository that lead nowhere, and the line of the first of each; those that lead to more files
     * than are linked, after {@link #CUT}.
     */
    Map<String, Integer> unresolved();

    /** Goes through the edges alone. */
    default void eachEdge(BiConsumer<RepoPath, EdgeKind> action) {
        links().forEach(link -> action.accept(link.to(), link.kind()));
    }

    /** Links as they are. */
    record Plain(List<Link> links, List<Link> indirect, Map<String, Integer> unresolved) implements FileLinks {
        private static final FileLinks NONE = new Plain(List.of(), List.of(), Map.of());
    }

    /** Collects what a linker finds for one file. */
    final class Collector implements LinkSink {
        private final List<Link> links = new ArrayList<>();
        private final List<Link> indirect = new ArrayList<>();
        private final Map<String, Integer> unresolved = new LinkedHashMap<>(2);

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
            unresolved.putIfAbsent(reference, line);
        }

        @Override
        public void cut(RepoPath from, String reference) {
            unresolved.putIfAbsent(CUT + reference, 0);
        }

        /** What was found; the collector is empty again. */
        FileLinks take() {
            if (links.isEmpty() && indirect.isEmpty() && unresolved.isEmpty()) {
                return none();
            }
            FileLinks found = new Plain(
                    List.copyOf(links),
                    List.copyOf(indirect),
                    unresolved.isEmpty() ? Map.of() : new LinkedHashMap<>(unresolved));
            links.clear();
            indirect.clear();
            unresolved.clear();
            return found;
        }
    }

    /** Collects what a linker finds for many files, in whatever order. */
    final class Sorter implements LinkSink {
        private final Map<RepoPath, Collector> files = new LinkedHashMap<>();

        private Collector of(RepoPath path) {
            return files.computeIfAbsent(path, key -> new Collector());
        }

        @Override
        public void link(Link link) {
            of(link.from()).link(link);
        }

        @Override
        public void indirect(Link link) {
            of(link.from()).indirect(link);
        }

        @Override
        public void unresolved(RepoPath from, int line, String reference) {
            of(from).unresolved(from, line, reference);
        }

        @Override
        public void cut(RepoPath from, String reference) {
            of(from).cut(from, reference);
        }

        void takeInto(Map<RepoPath, FileLinks> into) {
            files.forEach((path, collector) -> into.put(path, collector.take()));
        }
    }
}
