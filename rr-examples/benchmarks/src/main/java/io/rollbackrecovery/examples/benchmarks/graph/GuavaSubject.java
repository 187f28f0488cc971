package io.rollbackrecovery.examples.benchmarks.graph;

import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import com.google.common.graph.Traverser;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Guava's immutable graph. It has neither components nor an order. */
final class GuavaSubject extends Subject {
    private ImmutableGraph<Integer> graph = builder(0).build();

    private static ImmutableGraph.Builder<Integer> builder(int nodes) {
        return GraphBuilder.directed()
                .allowsSelfLoops(true)
                .expectedNodeCount(nodes)
                .<Integer>immutable();
    }

    @Override
    Object build(EdgeList edges) {
        ImmutableGraph.Builder<Integer> builder = builder(edges.nodes());
        for (int node = 0; node < edges.nodes(); node++) {
            builder.addNode(node);
        }
        int[] from = edges.from();
        int[] to = edges.to();
        for (int i = 0; i < from.length; i++) {
            builder.putEdge(from[i], to[i]);
        }
        graph = builder.build();
        return graph;
    }

    @Override
    int dependents(int[] sources) {
        List<Integer> starts = IntStream.of(sources).distinct().boxed().toList();
        Iterator<Integer> found = Traverser.<Integer>forGraph(graph::predecessors)
                .breadthFirst(starts)
                .iterator();
        int count = 0;
        while (found.hasNext()) {
            found.next();
            count++;
        }
        return count;
    }

    @Override
    boolean hasComponents() {
        return false;
    }

    @Override
    int components() {
        throw new UnsupportedOperationException("Guava has no components");
    }

    @Override
    List<int[]> leafFirst() {
        throw new UnsupportedOperationException("Guava has no components");
    }
}
