package io.rollbackrecovery.core.solver;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be undone together, as far as {@link ClosureSolver#solve} came. Immutable, safe for any number of threads
 * when its members are.
 *
 * @param <N> files, symbols or commits
 * @param <R> how reasons are told
 */
public final class Solution<N, R> {
    private final boolean certified;
    private final Set<N> members;
    private final List<Set<N>> alternatives;
    private final Optional<Closure<N, R>> closure;
    private final boolean exhausted;
    private final int judged;

    Solution(
            boolean certified,
            Set<N> members,
            List<Set<N>> alternatives,
            Optional<Closure<N, R>> closure,
            boolean exhausted,
            int judged) {
        this.certified = certified;
        this.members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
        this.alternatives = List.copyOf(alternatives);
        this.closure = closure;
        this.exhausted = exhausted;
        this.judged = judged;
    }

    /**
     * Tells whether the judge accepted {@link #members()}. If so, the set is also 1-minimal: the judge was asked about
     * every set with one member less and accepted none.
     *
     * @return false when the judge accepts neither what was asked for nor its closure
     */
    public boolean certified() {
        return certified;
    }

    /**
     * Gives the best set that was found.
     *
     * @return what was asked for first, then the rest in the order of the closure; the whole closure when nothing is
     *     certified; unmodifiable
     */
    public Set<N> members() {
        return members;
    }

    /**
     * Gives other sets that the judge accepted, each 1-minimal too and no two of them equal.
     *
     * @return at most {@value ClosureSolver#MAX_ALTERNATIVES}, the better first; unmodifiable
     */
    public List<Set<N>> alternatives() {
        return alternatives;
    }

    /**
     * Gives the closure that the set was shrunk from, which knows why each member is in it.
     *
     * @return empty when it was not computed, because the judge accepts what was asked for as it is
     */
    public Optional<Closure<N, R>> closure() {
        return closure;
    }

    /**
     * Tells whether the search for other sets came to its end. If the judge is monotone (it accepts each larger part of
     * the closure where it accepts a smaller one), every 1-minimal set was then compared and {@link #members()} is the
     * best of them; if not, others may exist that no search by leaving out finds.
     *
     * @return false when the search was cut off, so that a better set may exist
     */
    public boolean exhausted() {
        return exhausted;
    }

    /**
     * Tells how often the judge was asked; equal sets count once.
     *
     * @return 1 or more
     */
    public int judged() {
        return judged;
    }

    @Override
    public String toString() {
        return "Solution[" + (certified ? "" : "not ") + "certified, " + members + ", " + alternatives.size()
                + " alternatives, judged " + judged + "]";
    }
}
