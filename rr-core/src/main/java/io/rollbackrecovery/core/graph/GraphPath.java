package io.rollbackrecovery.core.graph;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * A path through a graph, as the list of its edges: each begins where the one before ends. Edges are made when they are
 * asked for, so that a hundred thousand long paths take little room. Immutable, safe for any number of threads when the
 * names are.
 *
 * @param <N> the type of the nodes' names
 */
public final class GraphPath<N extends Comparable<? super N>> extends AbstractList<Edge<N>> implements RandomAccess {
    private final DependencyGraph<N> graph;
    private final int[] ids;

    /** A path along some nodes, at least one; the array becomes the path's own. */
    GraphPath(DependencyGraph<N> graph, int[] ids) {
        this.graph = graph;
        this.ids = ids;
    }

    /**
     * Gives an edge of the path. Where two nodes are joined by several kinds, it is the strongest.
     *
     * @param index its place, from 0
     * @return the edge
     * @throws IndexOutOfBoundsException when there is no such place
     */
    @Override
    public Edge<N> get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        return graph.strongestEdge(ids[index], ids[index + 1]);
    }

    /**
     * Tells the length of the path.
     *
     * @return the number of edges
     */
    @Override
    public int size() {
        return ids.length - 1;
    }
}
