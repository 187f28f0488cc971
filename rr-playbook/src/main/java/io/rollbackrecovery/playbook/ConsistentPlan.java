package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.reference.DanglingReference;
import java.util.List;

/**
 * A plan of reverts whose references were looked at.
 *
 * @param plan the plan: what was asked for, and what has to come along; with conflicts if there is no clean one
 * @param willBreak references that dangle once it is applied and did not before; what RR cannot see is not among them
 * @param kept commits that belong together with those that were asked for and were not allowed to come along
 * @param complete whether the search came to its end; if not, what is left in {@code willBreak} may have a remedy
 */
public record ConsistentPlan(Plan plan, List<DanglingReference> willBreak, List<CommitId> kept, boolean complete) {
    /** Copies the lists, so that the value is immutable. */
    public ConsistentPlan {
        willBreak = List.copyOf(willBreak);
        kept = List.copyOf(kept);
    }

    /**
     * Tells whether the plan is clean and was seen to leave no reference dangling. That is no proof that the result
     * compiles.
     *
     * @return true if so
     */
    public boolean isConsistent() {
        return plan.isClean() && willBreak.isEmpty();
    }
}
