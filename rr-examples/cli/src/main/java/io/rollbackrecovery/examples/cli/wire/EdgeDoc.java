package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/** A dependency between two files. */
public record EdgeDoc(RepoPath from, RepoPath to, String kind) {
    /** Writes an edge. */
    public static EdgeDoc of(Edge<RepoPath> edge) {
        return new EdgeDoc(edge.from(), edge.to(), edge.kind().word());
    }

    /** Writes edges. */
    public static List<EdgeDoc> of(List<Edge<RepoPath>> edges) {
        return edges.stream().map(EdgeDoc::of).toList();
    }
}
