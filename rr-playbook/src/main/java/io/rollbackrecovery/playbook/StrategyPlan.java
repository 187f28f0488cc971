package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.reference.DanglingReference;
import java.util.List;
import java.util.Optional;

/**
 * A way to recover, and what it would do. The plan says whether it is clean, what it keeps and what it loses.
 *
 * @param strategy the way
 * @param plan the plan; nothing has been applied
 * @param willBreak references that dangle once it is applied and did not before, as far as RR can see; empty if it was
 *     not looked, because the plan reverts nothing or has conflicts, or because an object is missing
 */
public record StrategyPlan(Strategy strategy, Plan plan, Optional<List<DanglingReference>> willBreak) {
    /** Copies the list, so that the value is immutable. */
    public StrategyPlan {
        willBreak = willBreak.map(List::copyOf);
    }
}
