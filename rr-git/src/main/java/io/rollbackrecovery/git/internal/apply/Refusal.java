package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.PathResult;
import java.util.List;

/** Ends an application before anything was changed; caught by {@link Applier}, never seen by callers. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ApplyOutcome outcome;

    Refusal(ApplyOutcome.Kind kind, String message, String hint) {
        this(kind, List.of(), message, hint);
    }

    Refusal(ApplyOutcome.Kind kind, List<PathResult> paths, String message, String hint) {
        super(message);
        this.outcome = ApplyOutcome.notApplied(kind, paths, message, hint);
    }

    ApplyOutcome outcome() {
        return outcome;
    }
}
