package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.run.RunContext;

/**
 * A port: turns a request into a plan. It reads the repository and writes nothing. Implementations are thread-safe.
 *
 * @param <R> the request
 */
@FunctionalInterface
public interface Planner<R> {
    /**
     * Computes a plan.
     *
     * @param request what is asked for
     * @param context who hears of progress, and what cancels; looked at between steps
     * @return the plan; with conflicts, if there are any
     * @throws RrException {@code CANCELLED} if the context is cancelled or over its limit; else as the request says
     */
    Plan plan(R request, RunContext context);

    /**
     * Computes a plan, however long it takes.
     *
     * @param request what is asked for
     * @return the plan; with conflicts, if there are any
     * @throws RrException as the request says
     */
    default Plan plan(R request) {
        return plan(request, RunContext.none());
    }
}
