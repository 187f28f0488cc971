package io.rollbackrecovery.core.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

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

    /** Takes both over: the mask at a position of {@code out} is of the pair at that position. */
    IntGraph(Rows out, short[] masks) {
        this(out, out.reversed(), masks);
    }

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
     * Finds what can be reached, without distances and reasons: the least set with the sources in it that has, with
     * each node, all that lie one step further. Linear in the part of the graph that is reached.
     *
     * @param sources where to start; repeated ones count once
     * @param direction which way to go
     * @return the sources and all that they lead to; a fresh set
     */
    public BitSet closure(int[] sources, Direction direction) {
        Rows rows = rows(direction);
        BitSet found = new BitSet(nodeCount());
        IntStack open = new IntStack();
        for (int source : sources) {
            Objects.checkIndex(source, nodeCount());
            if (!found.get(source)) {
                found.set(source);
                open.push(source);
            }
        }
        while (!open.isEmpty()) {
            int node = open.pop();
            for (int at = rows.start(node), end = rows.end(node); at < end; at++) {
                int target = rows.at(at);
                if (!found.get(target)) {
                    found.set(target);
                    open.push(target);
                }
            }
        }
        return found;
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

    /** The kinds of a pair as bits, by the pair's position in the forward rows. */
    short mask(int position) {
        return masks[position];
    }

    /**
     * The part between the nodes with a number of 0 or more, which becomes their id; numbers must ascend. Nodes that no
     * number names have no edge. Linear, and in one sweep through memory.
     */
    IntGraph renumbered(int[] number, int newCount) {
        Rows newOut = out.renumbered(number, newCount);
        short[] newMasks = masks;
        if (newOut.count() < out.count()) {
            newMasks = new short[newOut.count()];
            int count = 0;
            for (int node = 0; node < nodeCount(); node++) {
                for (int at = out.start(node); at < out.end(node); at++) {
                    if (number[node] >= 0 && number[out.at(at)] >= 0) {
                        newMasks[count++] = masks[at];
                    }
                }
            }
        }
        return new IntGraph(newOut, in.renumbered(number, newCount), newMasks);
    }

    /**
     * This graph with the dependencies of some nodes as they are in another graph of as many nodes. What stays is
     * copied in blocks, the dependents of other nodes not even looked at.
     */
    IntGraph withDependencies(BitSet nodes, IntGraph as) {
        Rows newOut = out.replaced(nodes, as.out);
        short[] newMasks = new short[newOut.count()];
        out.splice(nodes, as.out, newOut, masks, as.masks, newMasks);
        BitSet touched = out.valuesOf(nodes);
        touched.or(as.out.valuesOf(nodes));
        return new IntGraph(newOut, in.replaced(touched, in.merged(touched, nodes, as.in)), newMasks);
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
        private final EdgeList edges = new EdgeList();

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
            edges.add(dependent, dependency, how.mask());
            return this;
        }

        /**
         * Makes the graph. Linear in nodes and edges, but for the sorting of each node's own dependencies.
         *
         * @return the graph; the builder may be used further
         */
        public IntGraph build() {
            return edges.graph(nodeCount);
        }
    }
}
