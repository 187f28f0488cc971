package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import java.util.List;

/**
 * What taking back some commits on a revision touches: what they changed, what depends on it, what must go with it, what
 * would break, in which order to proceed and which tests tell. Immutable and thread-safe; equal requests on an equal
 * repository give equal answers in every list and order.
 *
 * <p>It is about files. Symbols add detail ({@link #willBreak()}, and which later files {@link #mustRevert()} pulls in)
 * and never make the set of {@link #dependents()} smaller; what they say is always a lower bound.
 */
public final class BlastRadius {
    private final CommitId on;
    private final List<CommitId> commits;
    private final List<ChangedFile> changed;
    private final List<ChangedSymbol> symbols;
    private final List<Dependent> dependents;
    private final List<FileToRevert> mustRevert;
    private final List<BrokenReference> willBreak;
    private final List<RevertStep> order;
    private final List<ReachingTest> tests;
    private final List<EntryPoint> entryPoints;
    private final List<UnreadFile> unread;
    private final List<Cause> causes;

    BlastRadius(
            CommitId on,
            List<CommitId> commits,
            List<ChangedFile> changed,
            List<ChangedSymbol> symbols,
            List<Dependent> dependents,
            List<FileToRevert> mustRevert,
            List<BrokenReference> willBreak,
            List<RevertStep> order,
            List<ReachingTest> tests,
            List<EntryPoint> entryPoints,
            List<UnreadFile> unread,
            List<Cause> causes) {
        this.on = on;
        this.commits = List.copyOf(commits);
        this.changed = List.copyOf(changed);
        this.symbols = List.copyOf(symbols);
        this.dependents = List.copyOf(dependents);
        this.mustRevert = List.copyOf(mustRevert);
        this.willBreak = List.copyOf(willBreak);
        this.order = List.copyOf(order);
        this.tests = List.copyOf(tests);
        this.entryPoints = List.copyOf(entryPoints);
        this.unread = List.copyOf(unread);
        this.causes = List.copyOf(causes);
    }

    /**
     * Gives the revision on which the commits would be taken back.
     *
     * @return its commit
     */
    public CommitId on() {
        return on;
    }

    /**
     * Gives the commits that would be taken back.
     *
     * @return newest first
     */
    public List<CommitId> commits() {
        return commits;
    }

    /**
     * Gives the files that the commits changed, all taken together; a file whose changes cancel out is not among them.
     *
     * @return ordered by path
     */
    public List<ChangedFile> changed() {
        return changed;
    }

    /**
     * Gives the declarations that the commits changed, as far as languages are read for them, with their known uses.
     * They add detail to {@link #changed()} and {@link #dependents()} and make neither smaller.
     *
     * @return ordered by path and line
     */
    public List<ChangedSymbol> symbols() {
        return symbols;
    }

    /**
     * Gives the files that depend on a changed file other than themselves. Changed files that exist in {@link #on()}
     * are looked up there; deleted and renamed ones in the revision before the commits.
     *
     * @return the nearest first, those of equal distance by path
     */
    public List<Dependent> dependents() {
        return dependents;
    }

    /**
     * Gives the least set of files to take back together: the changed ones and, with each, the files changed since by
     * other commits which refer to a declaration that goes away with it.
     *
     * @return ordered by path
     */
    public List<FileToRevert> mustRevert() {
        return mustRevert;
    }

    /**
     * Gives the references that would dangle once {@link #mustRevert()} is taken back, and do not now: they must be
     * changed by hand, or what they need taken back as well. A file that comes back to an older state is among them if
     * what it used then is gone.
     *
     * @return ordered by path, line and symbol
     */
    public List<BrokenReference> willBreak() {
        return willBreak;
    }

    /**
     * Gives the order in which to take {@link #mustRevert()} back: what nobody depends on first.
     *
     * @return the steps, the first to do first
     */
    public List<RevertStep> order() {
        return order;
    }

    /**
     * Gives the test files that reach a changed file, and those that were changed or added themselves.
     *
     * @return the nearest first, those of equal distance by path
     */
    public List<ReachingTest> tests() {
        return tests;
    }

    /**
     * Gives the files through which the code is entered and that reach a changed file: programs, requests, events and
     * the public faces of packages. They are known by customs of languages and frameworks, so there may be more.
     *
     * @return the nearest first, those of equal distance by path
     */
    public List<EntryPoint> entryPoints() {
        return entryPoints;
    }

    /**
     * Gives the files of an analysed language that were not read, or not to their end.
     *
     * @return ordered by path
     */
    public List<UnreadFile> unread() {
        return unread;
    }

    /**
     * Tells how far {@link #dependents()} can be trusted.
     *
     * @return {@link Certainty#LOWER_BOUND} exactly if there are {@link #causes()}
     */
    public Certainty certainty() {
        return causes.isEmpty() ? Certainty.COMPLETE_FOR_STATIC : Certainty.LOWER_BOUND;
    }

    /**
     * Gives why there may be more dependents.
     *
     * @return at most one cause of each kind, in the order of the kinds
     */
    public List<Cause> causes() {
        return causes;
    }

    @Override
    public String toString() {
        return "BlastRadius[" + commits.size() + " commits, " + changed.size() + " changed, " + dependents.size()
                + " dependents, " + mustRevert.size() + " to revert, " + willBreak.size() + " to break, "
                + certainty().word() + "]";
    }
}
