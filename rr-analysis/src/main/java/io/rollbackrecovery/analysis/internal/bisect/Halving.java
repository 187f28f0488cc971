package io.rollbackrecovery.analysis.internal.bisect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the commit that halves the rest. It is {@code find_bisection} of git's bisect.c to the letter: the weight of
 * a commit is how many candidates it reaches, and of the commits that are equally near to half of all, git's order of
 * looking decides.
 */
final class Halving {
    private static final int ONE_PARENT = -1;
    private static final int MERGE = -2;

    private final List<Node> oldestFirst;
    private final boolean firstParent;

    private Halving(List<Node> oldestFirst, boolean firstParent) {
        this.oldestFirst = oldestFirst;
        this.firstParent = firstParent;
    }

    /**
     * Chooses.
     *
     * @param candidates the rest, newest first
     * @param all whether all are wanted, the best one first, or the best one only
     * @return none if there is no candidate
     */
    static List<Node> choose(List<Node> candidates, boolean all, boolean firstParent) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<Node> oldestFirst = new ArrayList<>(candidates);
        Collections.reverse(oldestFirst);
        Halving halving = new Halving(oldestFirst, firstParent);
        return all ? halving.sorted() : List.of(halving.best());
    }

    private List<Node> sorted() {
        weigh(false);
        List<Node> sorted = new ArrayList<>(oldestFirst);
        sorted.sort(Comparator.comparingInt(this::distance).reversed().thenComparing(node -> node.id));
        return sorted;
    }

    private Node best() {
        Optional<Node> halfway = weigh(true);
        if (halfway.isPresent()) {
            return halfway.get();
        }
        Node best = oldestFirst.get(0);
        int bestDistance = -1;
        for (Node node : oldestFirst) {
            int distance = distance(node);
            if (distance > bestDistance) {
                best = node;
                bestDistance = distance;
            }
        }
        return best;
    }

    private int distance(Node node) {
        return Math.min(node.weight, oldestFirst.size() - node.weight);
    }

    /** Weighs all, or until one turns out to be half-way; answers that one. */
    private Optional<Node> weigh(boolean untilHalfway) {
        int unknown = oldestFirst.size();
        for (Node node : oldestFirst) {
            switch (interestingParents(node)) {
                case 0 -> {
                    node.weight = 1;
                    unknown--;
                }
                case 1 -> node.weight = ONE_PARENT;
                default -> node.weight = MERGE;
            }
        }
        List<Node> merges =
                oldestFirst.stream().filter(node -> node.weight == MERGE).toList();
        if (!merges.isEmpty()) {
            ReachCounts counts = ReachCounts.of(oldestFirst);
            for (Node node : merges) {
                node.weight = counts.of(node);
                unknown--;
                if (untilHalfway && isHalfway(node)) {
                    return Optional.of(node);
                }
            }
        }
        // parents stand before their children unless dates are skewed; then it takes another round
        while (unknown > 0) {
            for (Node node : oldestFirst) {
                if (node.weight >= 0) {
                    continue;
                }
                int known = weightOfParent(node);
                if (known < 0) {
                    continue;
                }
                node.weight = known + 1;
                unknown--;
                if (untilHalfway && isHalfway(node)) {
                    return Optional.of(node);
                }
            }
        }
        return Optional.empty();
    }

    private int interestingParents(Node node) {
        int count = 0;
        for (Node parent : node.parents) {
            count += parent.isUninteresting ? 0 : 1;
            if (firstParent) {
                break;
            }
        }
        return count;
    }

    private int weightOfParent(Node node) {
        for (Node parent : node.parents) {
            if (!parent.isUninteresting && parent.weight >= 0) {
                return parent.weight;
            }
            if (firstParent) {
                break;
            }
        }
        return -1;
    }

    /** Half-way is what is nearest to half of a few, and within about 0.1 % of it for many. */
    private boolean isHalfway(Node node) {
        int all = oldestFirst.size();
        int difference = Math.abs(2 * node.weight - all);
        return difference <= 1 || difference < all / 1024;
    }
}
