package io.rollbackrecovery.analysis.internal.bisect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The merge bases of one commit with several, in the order of {@code get_merge_bases_many} of git's commit-reach.c. */
final class MergeBases {
    private static final int ONE = 1;
    private static final int TWO = 2;
    private static final int STALE = 4;
    private static final int RESULT = 8;

    private final Nodes nodes;
    private long entries;

    private MergeBases(Nodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Finds the best common ancestors of a commit and the merge of others.
     *
     * @return newest first; none is an ancestor of another
     */
    static List<Node> of(Nodes nodes, Node one, List<Node> twos) {
        if (twos.contains(one)) {
            return List.of(one);
        }
        List<Node> bases = new ArrayList<>();
        for (Node node : new MergeBases(nodes).paintDown(one, twos)) {
            if ((node.paint & STALE) == 0) {
                insertByDate(node, bases);
            }
        }
        clear(nodes);
        return bases.size() < 2 ? bases : independent(nodes, bases);
    }

    private List<Node> paintDown(Node one, List<Node> twos) {
        List<Node> result = new ArrayList<>();
        PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> entry.node.date)
                .reversed()
                .thenComparingLong(e -> e.number));
        paint(one, ONE, queue);
        twos.forEach(two -> paint(two, TWO, queue));
        while (queue.stream().anyMatch(entry -> (entry.node.paint & STALE) == 0)) {
            Node node = queue.remove().node;
            int colors = node.paint & (ONE | TWO | STALE);
            if (colors == (ONE | TWO)) {
                if ((node.paint & RESULT) == 0) {
                    node.paint |= RESULT;
                    insertByDate(node, result);
                }
                colors |= STALE;
            }
            for (Node parent : node.parents) {
                if ((parent.paint & colors) != colors) {
                    nodes.parse(parent);
                    paint(parent, colors, queue);
                }
            }
        }
        return result;
    }

    private void paint(Node node, int colors, PriorityQueue<Entry> queue) {
        node.paint |= colors;
        queue.add(new Entry(node, entries++));
    }

    private static List<Node> independent(Nodes nodes, List<Node> bases) {
        boolean[] redundant = new boolean[bases.size()];
        for (int i = 0; i < redundant.length; i++) {
            if (redundant[i]) {
                continue;
            }
            List<Node> others = new ArrayList<>();
            for (int j = 0; j < redundant.length; j++) {
                if (j != i && !redundant[j]) {
                    others.add(bases.get(j));
                }
            }
            new MergeBases(nodes).paintDown(bases.get(i), others);
            redundant[i] = (bases.get(i).paint & TWO) != 0;
            for (int j = 0; j < redundant.length; j++) {
                redundant[j] |= j != i && (bases.get(j).paint & ONE) != 0;
            }
            clear(nodes);
        }
        List<Node> rest = new ArrayList<>();
        for (int i = 0; i < redundant.length; i++) {
            if (!redundant[i]) {
                insertByDate(bases.get(i), rest);
            }
        }
        return rest;
    }

    private static void insertByDate(Node node, List<Node> list) {
        int at = 0;
        while (at < list.size() && list.get(at).date >= node.date) {
            at++;
        }
        list.add(at, node);
    }

    private static void clear(Nodes nodes) {
        nodes.all().forEach(node -> node.paint = 0);
    }

    private record Entry(Node node, long number) {}
}
