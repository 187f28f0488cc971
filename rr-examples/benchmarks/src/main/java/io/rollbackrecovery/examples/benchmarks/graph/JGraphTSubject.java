package io.rollbackrecovery.examples.benchmarks.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.util.Pair;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.opt.graph.sparse.IncomingEdgesSupport;
import org.jgrapht.opt.graph.sparse.SparseIntDirectedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * One of JGraphT's graphs, with JGraphT's own algorithms. Components are Kosaraju's: Gabow's is recursive and overflows
 * the stack on deep graphs. JGraphT orders acyclic graphs only, and its {@code getCondensation()} filters all edges once
 * for each component; so the graph of the components is put together here, linearly, as a graph of the same kind.
 */
final class JGraphTSubject<E> extends Subject {
    private final Function<EdgeList, Graph<Integer, E>> builder;
    private Graph<Integer, E> graph;

    private JGraphTSubject(Function<EdgeList, Graph<Integer, E>> builder) {
        this.builder = builder;
        this.graph = builder.apply(new EdgeList(1, new int[1], new int[1]));
    }

    static Subject ofDefault() {
        return new JGraphTSubject<DefaultEdge>(edges -> {
            Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
            for (int node = 0; node < edges.nodes(); node++) {
                graph.addVertex(node);
            }
            int[] from = edges.from();
            int[] to = edges.to();
            for (int i = 0; i < from.length; i++) {
                graph.addEdge(from[i], to[i]);
            }
            return graph;
        });
    }

    static Subject ofSparse() {
        return new JGraphTSubject<Integer>(edges -> new SparseIntDirectedGraph(
                edges.nodes(),
                edges.from().length,
                () -> IntStream.range(0, edges.from().length).mapToObj(i -> Pair.of(edges.from()[i], edges.to()[i])),
                IncomingEdgesSupport.FULL_INCOMING_EDGES));
    }

    @Override
    Object build(EdgeList edges) {
        graph = builder.apply(edges);
        return graph;
    }

    @Override
    int dependents(int[] sources) {
        List<Integer> starts = IntStream.of(sources).boxed().toList();
        Iterator<Integer> found = new BreadthFirstIterator<>(new EdgeReversedGraph<>(graph), starts);
        int count = 0;
        while (found.hasNext()) {
            found.next();
            count++;
        }
        return count;
    }

    @Override
    int components() {
        return new KosarajuStrongConnectivityInspector<>(graph)
                .stronglyConnectedSets()
                .size();
    }

    @Override
    List<int[]> leafFirst() {
        List<Set<Integer>> sets = new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets();
        int[] componentOf = new int[graph.vertexSet().size()];
        for (int component = 0; component < sets.size(); component++) {
            for (int node : sets.get(component)) {
                componentOf[node] = component;
            }
        }
        int[] from = new int[graph.edgeSet().size()];
        int[] to = new int[from.length];
        int size = 0;
        for (E edge : graph.edgeSet()) {
            from[size] = componentOf[graph.getEdgeSource(edge)];
            to[size] = componentOf[graph.getEdgeTarget(edge)];
            if (from[size] != to[size]) {
                size++;
            }
        }
        if (size == 0) { // the sparse graph refuses to have no edge
            return sets.stream().map(JGraphTSubject::nodes).toList();
        }
        Graph<Integer, E> condensed =
                builder.apply(new EdgeList(sets.size(), Arrays.copyOf(from, size), Arrays.copyOf(to, size)));
        List<int[]> order = new ArrayList<>(sets.size());
        new TopologicalOrderIterator<>(condensed).forEachRemaining(component -> order.add(nodes(sets.get(component))));
        return Collections.unmodifiableList(order);
    }

    private static int[] nodes(Set<Integer> set) {
        return set.stream().mapToInt(Integer::intValue).toArray();
    }
}
