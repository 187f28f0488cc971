package io.rollbackrecovery.core.solver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for other 1-minimal sets: a set that differs from a found one lacks a member of it, so each member in turn is
 * left out of the closure, and of what that leads to, and so on, breadth first.
 */
final class AlternativeSearch<N, R> {
    private static final int LEAST_JUDGEMENTS = 64;

    private final Closure<N, R> closure;
    private final Shrinking<N> shrinking;
    private final Preference<N> preference;
    private final Set<Set<N>> found = new LinkedHashSet<>();

    AlternativeSearch(Closure<N, R> closure, Shrinking<N> shrinking, Preference<N> preference) {
        this.closure = closure;
        this.shrinking = shrinking;
        this.preference = preference;
    }

    /** To be called when the judge accepts the closure. */
    Solution<N, R> run() {
        Set<N> first = shrinking.shrink(closure.members(), new ArrayList<>());
        found.add(first);
        int limit = shrinking.judged()
                + Math.max(LEAST_JUDGEMENTS, 4 * closure.members().size());
        Set<Set<N>> seen = new HashSet<>();
        Deque<Branch<N>> open = new ArrayDeque<>();
        open.add(new Branch<>(Set.of(), first));
        boolean exhausted = true;
        while (!open.isEmpty() && exhausted) {
            Branch<N> branch = open.remove();
            for (N leftOut : shrinking.droppable(branch.members)) {
                Set<N> without = new HashSet<>(branch.without);
                without.add(leftOut);
                if (!seen.add(without)) {
                    continue;
                }
                if (shrinking.judged() >= limit) {
                    exhausted = false;
                    break;
                }
                setWithout(without).ifPresent(members -> open.add(new Branch<>(without, members)));
            }
        }
        List<Set<N>> ranked = found.stream().sorted(preference.better()).toList();
        List<Set<N>> others = ranked.subList(1, Math.min(ranked.size(), 1 + ClosureSolver.MAX_ALTERNATIVES));
        return new Solution<>(true, ranked.get(0), others, Optional.of(closure), exhausted, shrinking.judged());
    }

    private Optional<Set<N>> setWithout(Set<N> without) {
        for (Set<N> known : found) {
            if (Collections.disjoint(known, without)) {
                return Optional.of(known);
            }
        }
        Set<N> rest = new LinkedHashSet<>(closure.members());
        rest.removeAll(without);
        if (!shrinking.accepts(rest)) {
            return Optional.empty();
        }
        Set<N> members = shrinking.shrink(rest, new ArrayList<>());
        found.add(members);
        return Optional.of(members);
    }

    private record Branch<N>(Set<N> without, Set<N> members) {}
}
