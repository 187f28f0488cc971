package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.id.CommitId;
import java.util.List;
import java.util.Objects;

/**
 * What to search: between which commits, and with which check. Immutable; the methods that change a request return a
 * new one.
 */
public final class BisectRequest {
    private final List<CommitId> good;
    private final CommitId bad;
    private final Check check;
    private final List<CommitId> skip;
    private final boolean firstParent;

    private BisectRequest(List<CommitId> good, CommitId bad, Check check, List<CommitId> skip, boolean firstParent) {
        this.good = good;
        this.bad = Objects.requireNonNull(bad);
        this.check = Objects.requireNonNull(check);
        this.skip = skip;
        this.firstParent = firstParent;
    }

    /**
     * Asks which commit made a good revision bad.
     *
     * @param good a commit that is known to be good
     * @param bad a commit that is known to be bad
     * @param check tells good from bad
     * @return the request: no commit is skipped, all parents are followed
     */
    public static BisectRequest of(CommitId good, CommitId bad, Check check) {
        return of(List.of(good), bad, check);
    }

    /**
     * Asks which commit made revisions that were good bad.
     *
     * @param good commits that are known to be good, in any order
     * @param bad a commit that is known to be bad
     * @param check tells good from bad
     * @return the request: no commit is skipped, all parents are followed
     * @throws IllegalArgumentException if there is no good commit
     */
    public static BisectRequest of(List<CommitId> good, CommitId bad, Check check) {
        List<CommitId> distinct = good.stream().distinct().toList();
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("no good commit");
        }
        return new BisectRequest(distinct, bad, check, List.of(), false);
    }

    /**
     * Leaves commits untested, as {@code git bisect skip} does.
     *
     * @param commits the commits, in place of those that were skipped before; commits outside the range do no harm
     * @return the changed request
     */
    public BisectRequest skipping(List<CommitId> commits) {
        return new BisectRequest(good, bad, check, commits.stream().distinct().toList(), firstParent);
    }

    /**
     * Follows the first parent of merges only, so that a merged branch counts as one change.
     *
     * @return the changed request
     */
    public BisectRequest alongFirstParents() {
        return new BisectRequest(good, bad, check, skip, true);
    }

    /**
     * Gives the good commits.
     *
     * @return the commits, without duplicates; one at least
     */
    public List<CommitId> good() {
        return good;
    }

    /**
     * Gives the bad commit.
     *
     * @return the commit
     */
    public CommitId bad() {
        return bad;
    }

    /**
     * Gives the check.
     *
     * @return what tells good from bad
     */
    public Check check() {
        return check;
    }

    /**
     * Gives the commits that are not tested.
     *
     * @return the commits, without duplicates
     */
    public List<CommitId> skip() {
        return skip;
    }

    /**
     * Tells which parents are followed.
     *
     * @return true if only the first parent of a merge is
     */
    public boolean firstParent() {
        return firstParent;
    }
}
