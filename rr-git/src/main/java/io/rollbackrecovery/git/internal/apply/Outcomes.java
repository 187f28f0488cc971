package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.plan.ApplyOutcome;

/** For operations that act at once and answer with what they made: a refusal is an exception there. */
final class Outcomes {
    private Outcomes() {}

    /** Passes an outcome that was applied; throws for all others, with the code of the same meaning. */
    static ApplyOutcome requireApplied(ApplyOutcome outcome) {
        if (outcome.isApplied()) {
            return outcome;
        }
        throw new RrException(code(outcome.kind()), outcome.message(), outcome.hint());
    }

    private static ErrorCode code(ApplyOutcome.Kind kind) {
        return switch (kind) {
            case STALE -> ErrorCode.STALE;
            case IN_THE_WAY -> ErrorCode.IN_THE_WAY;
            case LOCKED -> ErrorCode.LOCKED;
            case PUBLISHED -> ErrorCode.PUBLISHED;
            case MOVED_ON -> ErrorCode.MOVED_ON;
            case OPERATION_IN_PROGRESS -> ErrorCode.OPERATION_IN_PROGRESS;
            case UNSAFE_PATH -> ErrorCode.UNSAFE_PATH;
            case NOT_TRUSTED -> ErrorCode.NOT_TRUSTED;
            case NO_EFFECT, CONFLICT, NOTHING_TO_DO -> ErrorCode.WRONG_STATE;
            case APPLIED -> ErrorCode.INTERNAL;
        };
    }
}
