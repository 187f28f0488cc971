package io.rollbackrecovery.core.solver;

import io.rollbackrecovery.core.solver.Closure.Because;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what must be undone together, for files, symbols and commits alike. First the least closure over the
 * requirements; it is unique, monotone and idempotent. Then, because requirements are cautious, the closure is shrunk
 * against a judge until no single member can be dropped.
 */
public final class ClosureSolver {
    private ClosureSolver() {}

    /**
     * Computes the least closure, breadth first. Asks for the requirements of each member once.
     *
     * @param <N> files, symbols or commits
     * @param <R> how reasons are told
     * @param asked what is to be undone
     * @param requirements what each thing needs
     * @return the least set that contains {@code asked} and what its members need
     */
    public static <N, R> Closure<N, R> closure(Collection<? extends N> asked, Requirements<N, R> requirements) {
        Map<N, Optional<Because<N, R>>> members = new LinkedHashMap<>();
        Deque<N> open = new ArrayDeque<>();
        for (N node : asked) {
            if (members.putIfAbsent(node, Optional.empty()) == null) {
                open.add(node);
            }
        }
        Set<N> begin = new LinkedHashSet<>(members.keySet());
        while (!open.isEmpty()) {
            N node = open.remove();
            for (Requirement<N, R> requirement : requirements.of(node)) {
                Because<N, R> because = new Because<>(node, requirement.reason());
                if (members.putIfAbsent(requirement.needed(), Optional.of(because)) == null) {
                    open.add(requirement.needed());
                }
            }
        }
        return new Closure<>(begin, members);
    }

    /**
     * Drops members that were not asked for, one at a time, as long as the judge accepts what is left. The result is
     * 1-minimal: the judge accepts it, and dropping any single member that was not asked for is not accepted. It need
     * not be the smallest set of all. The judge is asked at most {@code 1 + k * (k + 1) / 2} times for {@code k}
     * members that were not asked for.
     *
     * @param <N> files, symbols or commits
     * @param closure the set to shrink
     * @param dropFirst which members to try first; members it holds equal are tried in the closure's order
     * @param judge tells whether a set is consistent
     * @return what is left; not accepted and nothing dropped when the judge does not accept the whole closure
     */
    public static <N> Shrunk<N> shrink(Closure<N, ?> closure, Comparator<? super N> dropFirst, Judge<N> judge) {
        Set<N> kept = new LinkedHashSet<>(closure.members());
        Set<N> dropped = new LinkedHashSet<>();
        int judged = 1;
        if (!judge.accepts(Collections.unmodifiableSet(kept))) {
            return new Shrunk<>(false, kept, dropped, judged);
        }
        List<N> candidates = new ArrayList<>(kept);
        candidates.removeAll(closure.asked());
        candidates.sort(dropFirst);
        Deque<N> turn = new ArrayDeque<>(candidates);
        // Dropping one member can free another that was refused before, so each success gives all a new chance.
        int refusedInARow = 0;
        while (refusedInARow < turn.size()) {
            N candidate = turn.remove();
            Set<N> smaller = new LinkedHashSet<>(kept);
            smaller.remove(candidate);
            judged++;
            if (judge.accepts(Collections.unmodifiableSet(smaller))) {
                kept = smaller;
                dropped.add(candidate);
                refusedInARow = 0;
            } else {
                turn.add(candidate);
                refusedInARow++;
            }
        }
        return new Shrunk<>(true, kept, dropped, judged);
    }
}
