package io.rollbackrecovery.analysis.internal.bisect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lists what some commits reach and others do not, in the order of {@code git rev-list}. It is {@code limit_list} of
 * git's revision.c to the letter, so that it answers the same also where dates are skewed: newest date first, and the
 * uninteresting side is followed a little beyond the last interesting commit, not to its roots.
 */
final class LimitedWalk {
    private static final int SLOP = 5;

    private final Nodes nodes;
    private final boolean firstParent;
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> entry.node.date)
                    .reversed()
                    .thenComparingLong(e -> e.number));
    private long entries;
    private @Nullable Node interestingInQueue;

    private LimitedWalk(Nodes nodes, boolean firstParent) {
        this.nodes = nodes;
        this.firstParent = firstParent;
    }

    /**
     * Walks.
     *
     * @param starts the commits on the command line, in order
     * @param uninteresting those of them that are left out with their ancestors
     * @return newest first; some may have become uninteresting after they were listed
     */
    static List<Node> list(Nodes nodes, List<Node> starts, List<Node> uninteresting, boolean firstParent) {
        for (Node node : nodes.all()) {
            node.isSeen = false;
            node.isUninteresting = false;
        }
        for (Node node : uninteresting) {
            node.isUninteresting = true;
        }
        LimitedWalk walk = new LimitedWalk(nodes, firstParent);
        for (Node node : starts) {
            if (node.isUninteresting) {
                walk.markParents(node);
            }
            walk.enqueue(node);
        }
        return walk.list();
    }

    private List<Node> list() {
        List<Node> listed = new ArrayList<>();
        int slop = SLOP;
        long date = Long.MAX_VALUE;
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            Node node = entry.node;
            if (node == interestingInQueue) {
                interestingInQueue = null;
            }
            processParents(node);
            if (node.isUninteresting) {
                markParents(node);
                slop = stillInteresting(date, slop);
                if (slop == 0) {
                    break;
                }
            } else {
                date = node.date;
                listed.add(node);
            }
        }
        return listed;
    }

    private void processParents(Node node) {
        if (node.isUninteresting) {
            for (Node parent : node.parents) {
                parent.isUninteresting = true;
                if (nodes.tryParse(parent)) {
                    markParents(parent);
                    enqueue(parent);
                }
            }
            return;
        }
        for (Node parent : node.parents) {
            nodes.parse(parent);
            enqueue(parent);
            if (firstParent) {
                break;
            }
        }
    }

    private void enqueue(Node node) {
        if (!node.isSeen) {
            node.isSeen = true;
            queue.add(new Entry(node, entries++));
        }
    }

    private void markParents(Node node) {
        Deque<Node> pending = new ArrayDeque<>(List.of(nodes.knownParents(node)));
        for (Node next = pending.poll(); next != null; next = pending.poll()) {
            if (!next.isUninteresting) {
                next.isUninteresting = true;
                pending.addAll(List.of(nodes.knownParents(next)));
            }
        }
    }

    private int stillInteresting(long date, int slop) {
        Entry first = queue.peek();
        if (first == null) {
            return 0;
        }
        if (date <= first.node.date || hasInteresting()) {
            return SLOP;
        }
        return slop - 1;
    }

    private boolean hasInteresting() {
        if (interestingInQueue != null && !interestingInQueue.isUninteresting) {
            return true;
        }
        for (Entry entry : queue) {
            if (!entry.node.isUninteresting) {
                interestingInQueue = entry.node;
                return true;
            }
        }
        return false;
    }

    /** A commit in the queue; of equal dates the one that came first leaves first. */
    private record Entry(Node node, long number) {}
}
