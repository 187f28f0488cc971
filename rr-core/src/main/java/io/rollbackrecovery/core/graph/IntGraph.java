package io.rollbackrecovery.core.graph;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable directed graph over the nodes {@code 0 .. nodeCount() - 1} with typed edges, in compressed rows: about
 * 10 bytes for each pair of joined nodes, both directions included, and 8 for each node. An edge {@code a -> b} says
 * that {@code a} depends on {@code b}. Between two nodes there may be one edge of each {@link EdgeKind}; loops are
 * kept.
 *
 * <p>Two graphs are equal when they have as many nodes and the same edges, whatever the order in which the builder was
 * told. Instances are safe for any number of threads. A node outside the range gives
 * {@link IndexOutOfBoundsException} everywhere.
 */
public final class IntGraph {
    private static final EdgeKind[] KINDS = EdgeKind.values();

    private final Rows out;
    private final Rows in;
    private final short[] masks;
    private final int edgeCount;

    private IntGraph(Rows out, Rows in, short[] masks) {
        this.out = out;
        this.in = in;
        this.masks = masks;
        int count = 0;
        for (short mask : masks) {
            count += Integer.bitCount(mask & 0xFFFF);
        }
        this.edgeCount = count;
    }

    /**
     * Starts a graph.
     *
     * @param nodeCount how many nodes it has, 0 or more
     * @return a builder that knows no edge yet
     */
    public static Builder builder(int nodeCount) {
        return new Builder(nodeCount);
    }

    /**
     * The number of nodes.
     *
     * @return 0 or more
     */
    public int nodeCount() {
        return out.size();
    }

    /**
     * The number of edges, two nodes joined by two kinds counted twice.
     *
     * @return 0 or more
     */
    public int edgeCount() {
        return edgeCount;
    }

    /**
     * How many nodes are one step away, kinds not counted. Constant time.
     *
     * @param node the node
     * @param direction which way to look
     * @return 0 or more
     */
    public int degree(int node, Direction direction) {
        return rows(direction).length(node);
    }

    /**
     * One of the nodes one step away. They are numbered in ascending order of their ids. Constant time.
     *
     * @param node the node
     * @param direction which way to look
     * @param index 0 to {@code degree(node, direction) - 1}
     * @return the neighbour's id
     */
    public int neighbour(int node, Direction direction, int index) {
        return rows(direction).get(node, index);
    }

    /**
     * How {@code from} refers to {@code to}. Logarithmic in the number of dependencies of {@code from}.
     *
     * @param from the dependent
     * @param to the dependency
     * @return the kinds of the edges between the two in this direction, empty when there is none; a fresh set
     */
    public Set<EdgeKind> kinds(int from, int to) {
        Objects.checkIndex(to, nodeCount());
        int at = out.find(from, to);
        EnumSet<EdgeKind> kinds = EnumSet.noneOf(EdgeKind.class);
        if (at >= 0) {
            for (EdgeKind kind : KINDS) {
                if ((masks[at] & kind.mask()) != 0) {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    /**
     * Finds the nearest starting node of every node that can be reached. Time and memory are linear in the graph.
     *
     * @param sources where to start; repeated ones count once
     * @param direction which way to go
     * @return for each node the nearest source other than itself
     */
    public IntReach reach(int[] sources, Direction direction) {
        return IntReach.search(this, sources, direction);
    }

    /**
     * The strongly connected components: two nodes share one when each can be reached from the other. Linear time, no
     * recursion (Tarjan, "Depth-first search and linear graph algorithms", 1972).
     *
     * @return the components
     */
    public IntComponents components() {
        return IntComponents.of(this);
    }

    Rows rows(Direction direction) {
        return direction == Direction.DEPENDENCIES ? out : in;
    }

    @Override
    public boolean equals(Object other) {
        // The reverse rows follow from the forward ones.
        return other instanceof IntGraph that && out.equals(that.out) && Arrays.equals(masks, that.masks);
    }

    @Override
    public int hashCode() {
        return 31 * out.hashCode() + Arrays.hashCode(masks);
    }

    @Override
    public String toString() {
        return "IntGraph[" + nodeCount() + " nodes, " + edgeCount + " edges]";
    }

    /** Takes edges in any order, duplicates and loops included. Not safe for several threads. */
    public static final class Builder {
        private final int nodeCount;
        private int[] from = new int[16];
        private int[] to = new int[16];
        private short[] kind = new short[16];
        private int size;

        private Builder(int nodeCount) {
            if (nodeCount < 0) {
                throw new IllegalArgumentException("A graph cannot have " + nodeCount + " nodes");
            }
            this.nodeCount = nodeCount;
        }

        /**
         * Adds an edge; telling the same one again changes nothing.
         *
         * @param dependent the node that depends
         * @param dependency the node that it depends on
         * @param how how it does
         * @return this builder
         */
        public Builder edge(int dependent, int dependency, EdgeKind how) {
            Objects.checkIndex(dependent, nodeCount);
            Objects.checkIndex(dependency, nodeCount);
            if (size == from.length) {
                int larger = Math.addExact(size, size >> 1);
                from = Arrays.copyOf(from, larger);
                to = Arrays.copyOf(to, larger);
                kind = Arrays.copyOf(kind, larger);
            }
            from[size] = dependent;
            to[size] = dependency;
            kind[size] = (short) how.mask();
            size++;
            return this;
        }

        /**
         * Makes the graph. Linear in nodes and edges: two stable counting sorts, first by target, then by source.
         *
         * @return the graph; the builder may be used further
         */
        public IntGraph build() {
            int[] byTarget = sortedBy(to, null);
            int[] order = sortedBy(from, byTarget);
            int[] targets = new int[size];
            short[] masks = new short[size];
            int[] offsets = new int[nodeCount + 1];
            int pairs = 0;
            int previousFrom = -1;
            for (int at : order) {
                short mask = kind[at];
                if (pairs > 0 && from[at] == previousFrom && to[at] == targets[pairs - 1]) {
                    masks[pairs - 1] |= mask;
                } else {
                    targets[pairs] = to[at];
                    masks[pairs] = mask;
                    offsets[from[at] + 1]++;
                    pairs++;
                }
                previousFrom = from[at];
            }
            for (int node = 0; node < nodeCount; node++) {
                offsets[node + 1] += offsets[node];
            }
            Rows out = new Rows(offsets, pairs == size ? targets : Arrays.copyOf(targets, pairs));
            return new IntGraph(out, out.reversed(), pairs == size ? masks : Arrays.copyOf(masks, pairs));
        }

        private int[] sortedBy(int[] key, int @Nullable [] before) {
            int[] starts = new int[nodeCount + 1];
            for (int i = 0; i < size; i++) {
                starts[key[i] + 1]++;
            }
            for (int node = 0; node < nodeCount; node++) {
                starts[node + 1] += starts[node];
            }
            int[] sorted = new int[size];
            for (int i = 0; i < size; i++) {
                int at = before == null ? i : before[i];
                sorted[starts[key[at]]++] = at;
            }
            return sorted;
        }
    }
}
