package io.rollbackrecovery.core.graph;

import java.util.Arrays;
import java.util.BitSet;
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

    private final int nodeCount;
    // How many of its nearest distinct sources a node keeps. Two are enough, because the one to leave out is at most
    // the node itself; and a path through a node uses one of that node's own two.
    private final int slots;
    // For each slot of each node: 1 + the finding that fills it, 0 while it is empty.
    private final int[] filledBy;
    // The findings in the order in which they were made, so nearest first. Only filledBy is written at random.
    private final int[] node;
    private final int[] source;
    private final int[] parent;
    private final int[] steps;
    private int findings;

    private IntReach(int nodeCount, int slots) {
        this.nodeCount = nodeCount;
        this.slots = slots;
        filledBy = new int[Math.multiplyExact(slots, nodeCount)];
        node = new int[filledBy.length];
        source = new int[filledBy.length];
        parent = new int[filledBy.length];
        steps = new int[filledBy.length];
    }

    static IntReach search(IntGraph graph, int[] sources, Direction direction) {
        Rows rows = graph.rows(direction);
        int[] starts = Arrays.stream(sources).sorted().distinct().toArray();
        IntReach reach = new IntReach(graph.nodeCount(), Math.min(2, starts.length));
        // Most edges end at a node that has all the sources it can keep: its bit lies in the cache, its slots do not.
        BitSet full = new BitSet(graph.nodeCount());
        for (int start : starts) {
            Objects.checkIndex(start, graph.nodeCount());
            reach.find(start, start, NONE, full);
        }
        for (int from = 0; from < reach.findings; from++) {
            int here = reach.node[from];
            for (int at = rows.start(here), end = rows.end(here); at < end; at++) {
                int target = rows.at(at);
                if (!full.get(target)) {
                    reach.find(target, reach.source[from], from, full);
                }
            }
        }
        return reach;
    }

    /** Fills the next slot of a node that has one, if the source is not the one that it knows already. */
    private void find(int target, int from, int via, BitSet full) {
        int slot = slots * target;
        if (filledBy[slot] != 0) {
            if (source[filledBy[slot] - 1] == from) {
                return;
            }
            slot++;
        }
        node[findings] = target;
        source[findings] = from;
        parent[findings] = via;
        steps[findings] = via == NONE ? 0 : steps[via] + 1;
        filledBy[slot] = ++findings;
        if (slot == slots * (target + 1) - 1) {
            full.set(target);
        }
    }

    /** The nearest finding of a node whose source is another node, or {@link #NONE}. */
    private int finding(int of) {
        Objects.checkIndex(of, nodeCount);
        for (int slot = slots * of; slot < slots * (of + 1); slot++) {
            int found = filledBy[slot] - 1;
            if (found != NONE && source[found] != of) {
                return found;
            }
        }
        return NONE;
    }

    /**
     * Whether some source other than the node leads to it.
     *
     * @param node the node
     * @return true when there is a path of one or more steps
     */
    public boolean reached(int node) {
        return finding(node) != NONE;
    }

    /**
     * The number of steps from the nearest source other than the node.
     *
     * @param node a node that was reached
     * @return 1 or more
     * @throws IllegalArgumentException when the node was not reached
     */
    public int distance(int node) {
        return steps[known(node)];
    }

    /**
     * One shortest path.
     *
     * @param node a node that was reached
     * @return {@code distance(node) + 1} nodes, the source first, the node last; a fresh array
     * @throws IllegalArgumentException when the node was not reached
     */
    public int[] path(int node) {
        int finding = known(node);
        int[] path = new int[steps[finding] + 1];
        for (int at = path.length - 1; at >= 0; at--) {
            path[at] = this.node[finding];
            finding = parent[finding];
        }
        return path;
    }

    private int known(int node) {
        int finding = finding(node);
        if (finding == NONE) {
            throw new IllegalArgumentException("Node " + node + " was not reached");
        }
        return finding;
    }
}
