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

    // Each node has two slots, 2 * node and 2 * node + 1: its two nearest distinct sources. Two are enough, because
    // the one to leave out is at most the node itself; and a path through a node uses one of that node's own two.
    private final int[] source;
    private final int[] parent;
    private final int[] steps;

    private IntReach(int nodeCount) {
        source = new int[Math.multiplyExact(2, nodeCount)];
        parent = new int[source.length];
        steps = new int[source.length];
        Arrays.fill(source, NONE);
    }

    static IntReach search(IntGraph graph, int[] sources, Direction direction) {
        IntReach reach = new IntReach(graph.nodeCount());
        Rows rows = graph.rows(direction);
        int[] queue = new int[reach.source.length];
        int size = 0;
        int[] starts = sources.clone();
        Arrays.sort(starts);
        for (int start : starts) {
            Objects.checkIndex(start, graph.nodeCount());
            if (reach.source[2 * start] == NONE) {
                reach.source[2 * start] = start;
                reach.parent[2 * start] = NONE;
                queue[size++] = 2 * start;
            }
        }
        for (int head = 0; head < size; head++) {
            int slot = queue[head];
            int from = reach.source[slot];
            for (int at = rows.start(slot >> 1); at < rows.end(slot >> 1); at++) {
                int first = 2 * rows.at(at);
                int free = reach.source[first] == NONE ? first : first + 1;
                if (reach.source[free] == NONE && reach.source[first] != from) {
                    reach.source[free] = from;
                    reach.parent[free] = slot;
                    reach.steps[free] = reach.steps[slot] + 1;
                    queue[size++] = free;
                }
            }
        }
        return reach;
    }

    private int slot(int node) {
        int first = 2 * Objects.checkIndex(node, source.length / 2);
        return source[first] == node ? first + 1 : first;
    }

    /**
     * Whether some source other than the node leads to it.
     *
     * @param node the node
     * @return true when there is a path of one or more steps
     */
    public boolean reached(int node) {
        return source[slot(node)] != NONE;
    }

    /**
     * The number of steps from the nearest source other than the node.
     *
     * @param node a node that was reached
     * @return 1 or more
     * @throws IllegalArgumentException when the node was not reached
     */
    public int distance(int node) {
        return steps[reachedSlot(node)];
    }

    /**
     * One shortest path.
     *
     * @param node a node that was reached
     * @return {@code distance(node) + 1} nodes, the source first, the node last; a fresh array
     * @throws IllegalArgumentException when the node was not reached
     */
    public int[] path(int node) {
        int slot = reachedSlot(node);
        int[] path = new int[steps[slot] + 1];
        for (int at = path.length - 1; at >= 0; at--) {
            path[at] = slot >> 1;
            slot = parent[slot];
        }
        return path;
    }

    private int reachedSlot(int node) {
        int slot = slot(node);
        if (source[slot] == NONE) {
            throw new IllegalArgumentException("Node " + node + " was not reached");
        }
        return slot;
    }
}
