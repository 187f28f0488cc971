package io.rollbackrecovery.core.solver;

import io.rollbackrecovery.core.run.RunContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops members one at a time against a judge, and remembers what the judge said. */
final class Shrinking<N> {
    private final Set<N> asked;
    private final Comparator<? super N> dropFirst;
    private final Judge<N> judge;
    private final RunContext context;
    private final Map<Set<N>, Boolean> verdicts = new HashMap<>();

    Shrinking(Set<N> asked, Comparator<? super N> dropFirst, Judge<N> judge, RunContext context) {
        this.asked = asked;
        this.dropFirst = dropFirst;
        this.judge = judge;
        this.context = context;
    }

    int judged() {
        return verdicts.size();
    }

    boolean accepts(Set<N> members) {
        Boolean known = verdicts.get(members);
        if (known != null) {
            return known;
        }
        context.throwIfCancelled();
        context.report("judging sets", verdicts.size(), 0);
        Set<N> judgedSet = Collections.unmodifiableSet(new LinkedHashSet<>(members));
        boolean accepted = judge.accepts(judgedSet);
        verdicts.put(judgedSet, accepted);
        return accepted;
    }

    /** What was not asked for, the first to be dropped first. */
    List<N> droppable(Collection<N> members) {
        List<N> candidates = new ArrayList<>(members);
        candidates.removeAll(asked);
        candidates.sort(dropFirst);
        return candidates;
    }

    /** Shrinks a set that the judge accepts. */
    Set<N> shrink(Set<N> accepted, Collection<N> dropped) {
        Set<N> kept = accepted;
        Deque<N> turn = new ArrayDeque<>(droppable(accepted));
        // Dropping one member can free another that was refused before, so each success gives all a new chance.
        int refusedInARow = 0;
        while (refusedInARow < turn.size()) {
            N candidate = turn.remove();
            Set<N> smaller = new LinkedHashSet<>(kept);
            smaller.remove(candidate);
            if (accepts(smaller)) {
                kept = smaller;
                dropped.add(candidate);
                refusedInARow = 0;
            } else {
                turn.add(candidate);
                refusedInARow++;
            }
        }
        return kept;
    }
}
