package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.AbstractList;
import java.util.List;

/** A dependency between two files. */
public record EdgeDoc(RepoPath from, RepoPath to, String kind) {
    /** Writes an edge. */
    public static EdgeDoc of(Edge<RepoPath> edge) {
        return new EdgeDoc(edge.from(), edge.to(), edge.kind().word());
    }

    /** Writes edges, each when its turn comes: the reasons of a hundred thousand dependents are millions of edges. */
    public static List<EdgeDoc> of(List<Edge<RepoPath>> edges) {
        return new AbstractList<>() {
            @Override
            public EdgeDoc get(int index) {
                return of(edges.get(index));
            }

            @Override
            public int size() {
                return edges.size();
            }
        };
    }
}
