package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.plan.Plan;

/**
 * A way to recover, and what it would do. The plan says whether it is clean, what it keeps and what it loses.
 *
 * @param strategy the way
 * @param plan the plan; nothing has been applied
 */
public record StrategyPlan(Strategy strategy, Plan plan) {}
