package io.rollbackrecovery.core.graph;

import java.util.Arrays;

/** Edges in the order in which they were told, in columns: ten bytes each. */
final class EdgeList {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private short[] masks = new short[16];
    private int size;

    /** Adds the edges of a set of kinds, at least one. */
    void add(int dependent, int dependency, int mask) {
        if (size == from.length) {
            int larger = Math.addExact(size, size >> 1);
            from = Arrays.copyOf(from, larger);
            to = Arrays.copyOf(to, larger);
            masks = Arrays.copyOf(masks, larger);
        }
        from[size] = dependent;
        to[size] = dependency;
        masks[size] = (short) mask;
        size++;
    }

    /** The same edges between other numbers: node {@code n} becomes {@code number[n]}. */
    EdgeList renumbered(int[] number) {
        EdgeList renumbered = new EdgeList();
        renumbered.from = new int[size];
        renumbered.to = new int[size];
        renumbered.masks = Arrays.copyOf(masks, size);
        renumbered.size = size;
        for (int i = 0; i < size; i++) {
            renumbered.from[i] = number[from[i]];
            renumbered.to[i] = number[to[i]];
        }
        return renumbered;
    }

    /**
     * Makes the graph: one counting sort by dependent, then each row by itself. A row is short and lies in the cache,
     * where a second counting sort over all edges would miss it at every step.
     */
    IntGraph graph(int nodeCount) {
        int[] starts = new int[nodeCount + 1];
        for (int i = 0; i < size; i++) {
            starts[from[i] + 1]++;
        }
        for (int node = 0; node < nodeCount; node++) {
            starts[node + 1] += starts[node];
        }
        int[] next = starts.clone();
        long[] sorted = new long[size];
        for (int i = 0; i < size; i++) {
            sorted[next[from[i]]++] = (long) to[i] << Short.SIZE | masks[i];
        }
        int[] targets = new int[size];
        short[] merged = new short[size];
        int pairs = 0;
        for (int node = 0; node < nodeCount; node++) {
            int start = starts[node];
            int end = starts[node + 1];
            Arrays.sort(sorted, start, end);
            starts[node] = pairs;
            for (int at = start; at < end; at++) {
                int target = (int) (sorted[at] >> Short.SIZE);
                if (pairs > starts[node] && targets[pairs - 1] == target) {
                    merged[pairs - 1] |= (short) sorted[at];
                } else {
                    targets[pairs] = target;
                    merged[pairs] = (short) sorted[at];
                    pairs++;
                }
            }
        }
        starts[nodeCount] = pairs;
        boolean same = pairs == size;
        return new IntGraph(
                new Rows(starts, same ? targets : Arrays.copyOf(targets, pairs)),
                same ? merged : Arrays.copyOf(merged, pairs));
    }
}
