package io.rollbackrecovery.analysis;

import java.util.List;

/** Graphs as lines that a test can read. */
final class GraphText {
    private GraphText() {}

    static List<String> edges(MemoryRepository repository) {
        return edges(new BlastRadiusAnalyzer(repository, repository).graph(repository.tree()));
    }

    static List<String> edges(SourceGraph graph) {
        return graph.graph()
                .edges()
                .map(edge ->
                        edge.from() + " -> " + edge.to() + " " + edge.kind().word())
                .toList();
    }
}
