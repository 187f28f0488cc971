package io.rollbackrecovery.analysis.internal.bisect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How many candidates each candidate reaches, for all at once: 64 candidates at a time are carried from parents to
 * children as the bits of a word, which takes n * n / 64 steps where a walk for each merge would take n * merges.
 */
final class ReachCounts {
    private final int[] counts;

    private ReachCounts(int[] counts) {
        this.counts = counts;
    }

    /**
     * Counts.
     *
     * @param candidates all of them; their places in the list are kept in {@link Node#place}
     */
    static ReachCounts of(List<Node> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            candidates.get(i).place = i;
        }
        List<Node> parentsFirst = parentsFirst(candidates);
        int size = parentsFirst.size();
        int[] rank = new int[size];
        for (int i = 0; i < size; i++) {
            rank[parentsFirst.get(i).place] = i;
        }
        int[][] parents = new int[size][];
        for (int i = 0; i < size; i++) {
            parents[i] = parentsFirst
                    .get(i)
                    .interestingParents()
                    .mapToInt(parent -> rank[parent.place])
                    .toArray();
        }
        int[] counts = new int[size];
        long[] reached = new long[size];
        for (int block = 0; block < size; block += Long.SIZE) {
            for (int i = block; i < size; i++) {
                long bits = i < block + Long.SIZE ? 1L << (i - block) : 0;
                for (int parent : parents[i]) {
                    // what stands before the block reaches nothing of it
                    bits |= parent < block ? 0 : reached[parent];
                }
                reached[i] = bits;
                counts[parentsFirst.get(i).place] += Long.bitCount(bits);
            }
        }
        return new ReachCounts(counts);
    }

    int of(Node node) {
        return counts[node.place];
    }

    private static List<Node> parentsFirst(List<Node> candidates) {
        List<Node> order = new ArrayList<>(candidates.size());
        boolean[] entered = new boolean[candidates.size()];
        boolean[] left = new boolean[candidates.size()];
        Deque<Node> path = new ArrayDeque<>();
        for (Node start : candidates) {
            path.push(start);
            while (!path.isEmpty()) {
                Node node = path.peek();
                if (!entered[node.place]) {
                    entered[node.place] = true;
                    node.interestingParents()
                            .filter(parent -> !entered[parent.place])
                            .forEach(path::push);
                } else {
                    path.pop();
                    if (!left[node.place]) {
                        left[node.place] = true;
                        order.add(node);
                    }
                }
            }
        }
        return order;
    }
}
