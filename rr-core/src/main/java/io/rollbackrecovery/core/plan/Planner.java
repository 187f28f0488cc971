package io.rollbackrecovery.core.plan;

/**
 * A port: turns a request into a plan. It reads the repository and writes nothing.
 *
 * @param <R> the request
 */
@FunctionalInterface
public interface Planner<R> {
    /**
     * Computes a plan.
     *
     * @param request what is asked for
     * @return the plan; with conflicts, if there are any
     */
    Plan plan(R request);
}
