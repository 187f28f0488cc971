package io.rollbackrecovery.analysis.internal.bisect;

import io.rollbackrecovery.core.id.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Steps aside where the best commit is one that was skipped: {@code managed_skipped} of git's bisect.c to the letter,
 * with its pseudo random jump, which favours commits near the best one.
 *
 * @param rest what can be tested, the first one to be tested next
 * @param tried the skipped commits that were better than that, best first
 */
record Skips(List<Node> rest, List<Node> tried) {
    private static final int MODULO = 32768;

    static Skips manage(List<Node> sorted, Set<CommitId> skipped, CommitId bad) {
        if (sorted.isEmpty() || !skipped.contains(sorted.get(0).id)) {
            return new Skips(sorted, List.of());
        }
        List<Node> rest = new ArrayList<>();
        List<Node> tried = new ArrayList<>();
        for (Node node : sorted) {
            (skipped.contains(node.id) ? tried : rest).add(node);
        }
        int from = jump(rest, bad);
        return new Skips(rest.subList(from, rest.size()), tried);
    }

    private static int jump(List<Node> rest, CommitId bad) {
        int random = random(rest.size());
        int index = (rest.size() * random / MODULO) * squareRoot(random) / squareRoot(MODULO);
        if (index < 0 || index >= rest.size()) {
            return 0;
        }
        return rest.get(index).id.equals(bad) ? Math.max(0, index - 1) : index;
    }

    /** The generator of rand(3), its seed being the count. */
    private static int random(int count) {
        return ((count * 1103515245 + 12345) >>> 16) % MODULO;
    }

    /** Newton's root in single precision, as git computes it. */
    private static int squareRoot(int value) {
        if (value == 0) {
            return 0;
        }
        float x = value;
        float step;
        do {
            float y = (x + value / x) / 2;
            step = Math.abs(y - x);
            x = y;
        } while (step >= 0.5f);
        return (int) x;
    }
}
