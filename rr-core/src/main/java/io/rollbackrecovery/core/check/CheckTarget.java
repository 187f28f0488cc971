package io.rollbackrecovery.core.check;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;

/** What is checked out for a check. */
public sealed interface CheckTarget {
    /**
     * A commit of the repository.
     *
     * @param commit the commit
     */
    record OfCommit(CommitId commit) implements CheckTarget {}

    /**
     * The tree that a plan ends in, which need not exist in the repository: the check runs before anything moves.
     *
     * @param plan a clean plan that has a tree
     */
    record OfPlan(Plan plan) implements CheckTarget {}
}
