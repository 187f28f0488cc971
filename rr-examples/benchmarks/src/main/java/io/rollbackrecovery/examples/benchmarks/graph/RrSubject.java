package io.rollbackrecovery.examples.benchmarks.graph;

import io.rollbackrecovery.core.graph.Direction;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.graph.IntGraph;
import io.rollbackrecovery.core.graph.IntReach;
import java.util.List;
import java.util.stream.IntStream;

/** RR's graph. Its search also tells, for every node, the distance and one shortest path. */
final class RrSubject extends Subject {
    private IntGraph graph = IntGraph.builder(0).build();

    @Override
    Object build(EdgeList edges) {
        IntGraph.Builder builder = IntGraph.builder(edges.nodes());
        int[] from = edges.from();
        int[] to = edges.to();
        for (int i = 0; i < from.length; i++) {
            builder.edge(from[i], to[i], EdgeKind.IMPORT);
        }
        graph = builder.build();
        return graph;
    }

    @Override
    int dependents(int[] sources) {
        IntReach reach = graph.reach(sources, Direction.DEPENDENTS);
        int count = 0;
        for (int node = 0; node < graph.nodeCount(); node++) {
            if (reach.reached(node)) {
                count++;
            }
        }
        // a source that no other source leads to is not reached
        return count
                + (int) IntStream.of(sources)
                        .distinct()
                        .filter(source -> !reach.reached(source))
                        .count();
    }

    @Override
    int components() {
        return graph.components().count();
    }

    @Override
    List<int[]> leafFirst() {
        return graph.components()
                .leafFirst(IntStream.range(0, graph.nodeCount()).toArray());
    }
}
