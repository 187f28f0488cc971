package io.rollbackrecovery.core.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one graph has and another has not, both over the same naming. Two differences are equal when they name the same
 * nodes and edges; all lists are in the graphs' order and unmodifiable. An edge of another kind is another edge. Safe
 * for any number of threads when the names are immutable.
 *
 * @param <N> the type of the names
 * @param addedNodes the nodes that only the graph after has
 * @param removedNodes the nodes that only the graph before has
 * @param addedEdges the edges that only the graph after has, those of added nodes included
 * @param removedEdges the edges that only the graph before has, those of removed nodes included
 */
public record GraphDifference<N extends Comparable<? super N>>(
        List<N> addedNodes, List<N> removedNodes, List<Edge<N>> addedEdges, List<Edge<N>> removedEdges) {
    /** Takes unmodifiable copies. */
    public GraphDifference {
        addedNodes = List.copyOf(addedNodes);
        removedNodes = List.copyOf(removedNodes);
        addedEdges = List.copyOf(addedEdges);
        removedEdges = List.copyOf(removedEdges);
    }

    /**
     * Compares two graphs. Linear in both; edges are made into values only for nodes whose edges differ.
     *
     * @param <N> the type of the names
     * @param before the one
     * @param after the other
     * @return what makes the one into the other
     */
    public static <N extends Comparable<? super N>> GraphDifference<N> between(
            DependencyGraph<N> before, DependencyGraph<N> after) {
        List<N> addedNodes = new ArrayList<>();
        List<N> removedNodes = new ArrayList<>();
        List<Edge<N>> addedEdges = new ArrayList<>();
        List<Edge<N>> removedEdges = new ArrayList<>();
        int[] placeAfter = places(before.nodes(), after.nodes());
        int next = 0;
        for (int old = 0; old < placeAfter.length; old++) {
            if (placeAfter[old] < 0) {
                removedNodes.add(before.nodes().get(old));
                removedEdges.addAll(before.edgesFrom(old));
                continue;
            }
            for (; next < placeAfter[old]; next++) {
                addedNodes.add(after.nodes().get(next));
                addedEdges.addAll(after.edgesFrom(next));
            }
            next++;
            if (!sameDependencies(before.ints(), old, after.ints(), placeAfter)) {
                List<Edge<N>> was = before.edgesFrom(old);
                List<Edge<N>> is = after.edgesFrom(placeAfter[old]);
                addOthers(was, new HashSet<>(is), removedEdges);
                addOthers(is, new HashSet<>(was), addedEdges);
            }
        }
        for (; next < after.nodes().size(); next++) {
            addedNodes.add(after.nodes().get(next));
            addedEdges.addAll(after.edgesFrom(next));
        }
        return new GraphDifference<>(addedNodes, removedNodes, addedEdges, removedEdges);
    }

    private static <N extends Comparable<? super N>> int[] places(List<N> names, List<N> among) {
        int[] places = new int[names.size()];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            N name = names.get(i);
            while (place < among.size() && among.get(place).compareTo(name) < 0) {
                place++;
            }
            places[i] = place < among.size() && among.get(place).compareTo(name) == 0 ? place : -1;
        }
        return places;
    }

    private static boolean sameDependencies(IntGraph before, int old, IntGraph after, int[] placeAfter) {
        Rows was = before.rows(Direction.DEPENDENCIES);
        Rows is = after.rows(Direction.DEPENDENCIES);
        int now = placeAfter[old];
        boolean same = was.length(old) == is.length(now);
        for (int i = 0; same && i < was.length(old); i++) {
            int here = was.start(old) + i;
            int there = is.start(now) + i;
            same = placeAfter[was.at(here)] == is.at(there) && before.mask(here) == after.mask(there);
        }
        return same;
    }

    private static <N> void addOthers(List<Edge<N>> edges, Set<Edge<N>> but, List<Edge<N>> others) {
        edges.stream().filter(edge -> !but.contains(edge)).forEach(others::add);
    }

    /**
     * Tells whether the graphs are equal.
     *
     * @return true when nothing was added and nothing removed
     */
    public boolean isEmpty() {
        return addedNodes.isEmpty() && removedNodes.isEmpty() && addedEdges.isEmpty() && removedEdges.isEmpty();
    }

    /**
     * The way back.
     *
     * @return the difference between the graph after and the one before
     */
    public GraphDifference<N> reversed() {
        return new GraphDifference<>(removedNodes, addedNodes, removedEdges, addedEdges);
    }

    /**
     * Makes the same change to a graph: to the one before, and it becomes the one after. What is to be removed and is
     * not there, or to be added and is there already, changes nothing; a removed node takes all its edges along.
     *
     * @param graph the graph, which stays as it is
     * @return the changed graph
     */
    public DependencyGraph<N> applyTo(DependencyGraph<N> graph) {
        GraphChange<N> change = graph.change();
        removedNodes.forEach(change::remove);
        addedNodes.forEach(change::node);
        Set<N> gone = new HashSet<>(removedNodes);
        Set<Edge<N>> lost = new HashSet<>(removedEdges);
        removedEdges.stream()
                .map(Edge::from)
                .distinct()
                .filter(from -> !gone.contains(from) && graph.contains(from))
                .forEach(from -> {
                    change.clear(from);
                    graph.edgesFrom(from).stream()
                            .filter(edge -> !lost.contains(edge) && !gone.contains(edge.to()))
                            .forEach(edge -> change.edge(edge.from(), edge.to(), edge.kind()));
                });
        addedEdges.forEach(edge -> change.edge(edge.from(), edge.to(), edge.kind()));
        return change.apply();
    }
}
