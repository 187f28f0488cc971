package io.rollbackrecovery.core.solver;

import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.solver.Closure.Because;
import java.util.ArrayDeque;
import java.util.Collection;
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
 *
 * <p>All methods are functions of what they are given, keep nothing, and call the requirements and the judge on the
 * caller's thread. Progress counts the things that were asked about, of an unknown total.
 */
public final class ClosureSolver {
    /** How many alternatives {@link #solve} gives at most. */
    public static final int MAX_ALTERNATIVES = 3;

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
        return closure(asked, requirements, RunContext.none());
    }

    /**
     * Computes the least closure as {@link #closure(Collection, Requirements)} does, and can be cancelled.
     *
     * @param <N> files, symbols or commits
     * @param <R> how reasons are told
     * @param asked what is to be undone
     * @param requirements what each thing needs
     * @param context hears of progress, cancels; looked at before each member
     * @return the least set that contains {@code asked} and what its members need
     * @throws io.rollbackrecovery.core.error.RrException {@code CANCELLED}
     */
    public static <N, R> Closure<N, R> closure(
            Collection<? extends N> asked, Requirements<N, R> requirements, RunContext context) {
        Map<N, Optional<Because<N, R>>> members = new LinkedHashMap<>();
        Deque<N> open = new ArrayDeque<>();
        for (N node : asked) {
            if (members.putIfAbsent(node, Optional.empty()) == null) {
                open.add(node);
            }
        }
        Set<N> begin = new LinkedHashSet<>(members.keySet());
        while (!open.isEmpty()) {
            context.throwIfCancelled();
            context.report("closing over requirements", members.size() - open.size(), 0);
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
        Shrinking<N> shrinking = new Shrinking<>(closure.asked(), dropFirst, judge, RunContext.none());
        Set<N> dropped = new LinkedHashSet<>();
        boolean accepted = shrinking.accepts(closure.members());
        Set<N> kept = accepted ? shrinking.shrink(closure.members(), dropped) : closure.members();
        return new Shrunk<>(accepted, kept, dropped, shrinking.judged());
    }

    /**
     * Finds the best set to undo together. If the judge accepts what was asked for, that is it. Otherwise the closure
     * is shrunk to a 1-minimal set; then others are looked for by leaving out, in turn, each member that a found set
     * has (the hitting-set tree of Reiter, 'A theory of diagnosis from first principles', 1987, section 4), and the
     * preference decides. Looking for others costs at most as much as 64 judgements or, if that is more, four for each
     * member of the closure.
     *
     * @param <N> files, symbols or commits
     * @param <R> how reasons are told
     * @param asked what is to be undone
     * @param requirements what each thing needs; not asked when the judge accepts {@code asked}
     * @param judge tells whether a set is consistent; asked about each set once
     * @param preference which set is better, which members are dropped first
     * @param context hears of progress, cancels; looked at before each judgement and each requirement
     * @return the best set, certified and 1-minimal if {@link Solution#certified()}
     * @throws io.rollbackrecovery.core.error.RrException {@code CANCELLED}
     */
    public static <N, R> Solution<N, R> solve(
            Collection<? extends N> asked,
            Requirements<N, R> requirements,
            Judge<N> judge,
            Preference<N> preference,
            RunContext context) {
        Set<N> begin = new LinkedHashSet<>(asked);
        Shrinking<N> shrinking = new Shrinking<>(begin, preference.dropFirst(), judge, context);
        if (shrinking.accepts(begin)) {
            return new Solution<>(true, begin, List.of(), Optional.empty(), true, shrinking.judged());
        }
        Closure<N, R> closure = closure(begin, requirements, context);
        if (!shrinking.accepts(closure.members())) {
            return new Solution<>(false, closure.members(), List.of(), Optional.of(closure), true, shrinking.judged());
        }
        return new AlternativeSearch<>(closure, shrinking, preference).run();
    }
}
