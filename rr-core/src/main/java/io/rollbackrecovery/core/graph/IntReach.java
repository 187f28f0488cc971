package io.rollbackrecovery.core.graph;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a search from some sources came to: for every node the nearest source <em>other than the node itself</em>, the
 * number of steps, and one shortest path. So a source counts as reached when another source leads to it, and not when
 * only a cycle leads back to it.
 *
 * <p>The choice between paths of equal length is the same for equal graphs and sources. Immutable, safe for any number
 * of threads.
 */
public final class IntReach {
    private static final int NONE = -1;
    private static final int[] NO_WAY = {};

    // For each node the nearest source, itself included: that source's rank among the sources, plus 1; 0 for none.
    private final int[] nearest;
    private final int[] starts;
    private final int[] parent;
    private final int[] steps;
    // For each source the end of a shortest path from another one: a node whose nearest source is another, then nodes
    // whose nearest source is this one, which stands last. Empty when no other source leads to it.
    private final int[][] ways;

    private IntReach(int nodeCount, int[] starts) {
        this.starts = starts;
        nearest = new int[nodeCount];
        parent = new int[nodeCount];
        steps = new int[nodeCount];
        ways = new int[starts.length][];
        Arrays.fill(ways, NO_WAY);
    }

    static IntReach search(IntGraph graph, int[] sources, Direction direction) {
        int[] starts = Arrays.stream(sources).sorted().distinct().toArray();
        for (int start : starts) {
            Objects.checkIndex(start, graph.nodeCount());
        }
        IntReach reach = new IntReach(graph.nodeCount(), starts);
        reach.spread(graph.rows(direction));
        if (starts.length > 1) {
            reach.findWays(
                    graph.rows(direction == Direction.DEPENDENTS ? Direction.DEPENDENCIES : Direction.DEPENDENTS));
        }
        return reach;
    }

    /** Breadth first from all sources at once: whoever comes first has the node. */
    private void spread(Rows rows) {
        int[] queue = new int[nearest.length];
        int size = 0;
        // Most edges end at a node that has been found: its bit lies in the cache, the rest of it does not.
        long[] found = new long[(nearest.length >>> 6) + 1];
        for (int start : starts) {
            found[start >>> 6] |= 1L << start;
            nearest[start] = size + 1;
            parent[start] = NONE;
            queue[size++] = start;
        }
        for (int head = 0; head < size; head++) {
            int here = queue[head];
            int source = nearest[here];
            int next = steps[here] + 1;
            for (int at = rows.start(here), end = rows.end(here); at < end; at++) {
                int target = rows.at(at);
                if ((found[target >>> 6] & 1L << target) == 0) {
                    found[target >>> 6] |= 1L << target;
                    nearest[target] = source;
                    parent[target] = here;
                    steps[target] = next;
                    queue[size++] = target;
                }
            }
        }
    }

    /**
     * Finds the nearest other source of each source. On a shortest path from it, look at the last node whose nearest
     * source is not this one: it may as well be reached from its own nearest source, and all nodes after it have this
     * source as their nearest. So it is enough to go backwards from a source through the nodes that are its own, and
     * those of different sources do not overlap: all searches together look at each edge once.
     */
    private void findWays(Rows back) {
        int[] queue = new int[nearest.length];
        int[] following = new int[nearest.length];
        Arrays.fill(following, NONE);
        for (int rank = 0; rank < starts.length; rank++) {
            ways[rank] = findWay(starts[rank], rank + 1, back, queue, following);
        }
    }

    private int[] findWay(int start, int own, Rows back, int[] queue, int[] following) {
        int best = Integer.MAX_VALUE;
        int entry = NONE;
        int first = NONE;
        int size = 0;
        int depth = 0;
        following[start] = start;
        queue[size++] = start;
        for (int head = 0; head < size && depth + 1 < best; depth++) {
            for (int end = size; head < end; head++) {
                int here = queue[head];
                for (int at = back.start(here); at < back.end(here); at++) {
                    int before = back.at(at);
                    int length = steps[before] + depth + 1;
                    // Through a node of its own no way is shorter than this: its nearest source is as near as any.
                    if (nearest[before] == 0 || length >= best) {
                        continue;
                    }
                    if (nearest[before] != own) {
                        best = length;
                        entry = before;
                        first = here;
                    } else if (following[before] == NONE) {
                        following[before] = here;
                        queue[size++] = before;
                    }
                }
            }
        }
        if (entry == NONE) {
            return NO_WAY;
        }
        int[] way = new int[best - steps[entry] + 1];
        way[0] = entry;
        for (int i = 1; i < way.length; i++) {
            way[i] = first;
            first = following[first];
        }
        return way;
    }

    /** Whether it is a source: then its nearest one is itself. */
    private boolean isSource(int node) {
        return nearest[node] != 0 && parent[node] == NONE;
    }

    private int[] wayTo(int source) {
        return ways[nearest[source] - 1];
    }

    /**
     * Whether some source other than the node leads to it.
     *
     * @param node the node
     * @return true when there is a path of one or more steps
     */
    public boolean reached(int node) {
        return isSource(node) ? wayTo(node).length > 0 : nearest[node] != 0;
    }

    /**
     * The number of steps from the nearest source other than the node.
     *
     * @param node a node that was reached
     * @return 1 or more
     * @throws IllegalArgumentException when the node was not reached
     */
    public int distance(int node) {
        requireReached(node);
        if (isSource(node)) {
            int[] way = wayTo(node);
            return steps[way[0]] + way.length - 1;
        }
        return steps[node];
    }

    /**
     * One shortest path.
     *
     * @param node a node that was reached
     * @return {@code distance(node) + 1} nodes, the source first, the node last; a fresh array
     * @throws IllegalArgumentException when the node was not reached
     */
    public int[] path(int node) {
        int[] path = new int[distance(node) + 1];
        int at = node;
        int length = path.length;
        if (isSource(node)) {
            int[] way = wayTo(node);
            length -= way.length - 1;
            System.arraycopy(way, 0, path, length - 1, way.length);
            at = way[0];
        }
        for (int i = length - 1; i >= 0; i--) {
            path[i] = at;
            at = parent[at];
        }
        return path;
    }

    private void requireReached(int node) {
        if (!reached(node)) {
            throw new IllegalArgumentException("Node " + node + " was not reached");
        }
    }
}
