package io.rollbackrecovery.core.graph;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The answer of {@link DependencyGraph#reach}: every node that some origin <em>other than the node itself</em> leads
 * to, how far it is from the nearest such origin, and one shortest path as the reason. So an origin is in the answer
 * only when another origin leads to it.
 *
 * <p>The choice between paths of equal length is the same for equal graphs and origins. Paths are made when asked for.
 * Immutable, safe for any number of threads when the names are.
 *
 * @param <N> the type of the nodes' names
 */
public final class Reach<N extends Comparable<? super N>> {
    private final DependencyGraph<N> graph;
    private final Direction direction;
    private final IntReach reach;

    Reach(DependencyGraph<N> graph, Direction direction, IntReach reach) {
        this.graph = graph;
        this.direction = direction;
        this.reach = reach;
    }

    /**
     * All nodes that were reached, the nearest first, nodes of equal distance by name.
     *
     * @return an unmodifiable list; making it takes {@code O(n log n)}
     */
    public List<N> nodes() {
        return IntStream.range(0, graph.nodes().size())
                .filter(reach::reached)
                .boxed()
                .sorted(Comparator.comparingInt(reach::distance))
                .map(graph.nodes()::get)
                .toList();
    }

    /**
     * Whether an origin other than the node leads to it.
     *
     * @param node any name
     * @return false also for a name that is not in the graph
     */
    public boolean contains(N node) {
        return graph.contains(node) && reach.reached(graph.id(node));
    }

    /**
     * The number of edges from the nearest origin other than the node.
     *
     * @param node a node that was reached
     * @return 1 or more
     * @throws IllegalArgumentException when it was not
     */
    public int distance(N node) {
        return reach.distance(graph.id(node));
    }

    /**
     * The nearest origin other than the node.
     *
     * @param node a node that was reached
     * @return one of the origins
     * @throws IllegalArgumentException when the node was not reached
     */
    public N origin(N node) {
        return graph.nodes().get(reach.path(graph.id(node))[0]);
    }

    /**
     * One shortest path between a node and its nearest origin, in the order in which they depend: each edge begins
     * where the one before ends. For {@link Direction#DEPENDENTS} it leads from the node to the origin, for
     * {@link Direction#DEPENDENCIES} from the origin to the node. Where two nodes are joined by several kinds, the
     * strongest is shown.
     *
     * @param node a node that was reached
     * @return {@code distance(node)} edges
     * @throws IllegalArgumentException when the node was not reached
     */
    public GraphPath<N> path(N node) {
        int[] ids = reach.path(graph.id(node));
        if (direction == Direction.DEPENDENTS) {
            for (int at = 0, last = ids.length - 1; at < last; at++, last--) {
                int id = ids[at];
                ids[at] = ids[last];
                ids[last] = id;
            }
        }
        return new GraphPath<>(graph, ids);
    }

    @Override
    public String toString() {
        return "Reach[" + direction + ", " + nodes().size() + " nodes]";
    }
}
