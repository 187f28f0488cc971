package io.rollbackrecovery.examples.cli.output;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.plan.ApplyOutcome;

/** The exit codes, and what leads to them: the one place that decides. */
public final class ExitCodes {
    /** It was done. */
    public static final int DONE = 0;
    /** A negative answer: a conflict, no culprit, nothing to undo. */
    public static final int NEGATIVE = 1;
    /** Wrong usage or bad input. */
    public static final int USAGE = 2;
    /** Applying would not be safe. */
    public static final int REFUSED = 3;
    /** The environment failed, or RR has a defect. */
    public static final int FAILED = 4;
    /** It was cancelled. */
    public static final int CANCELLED = 130;

    private ExitCodes() {}

    /** Gives the exit code of an error. */
    public static int of(ErrorCode code) {
        return switch (code.category()) {
            case USAGE -> USAGE;
            case REFUSED -> REFUSED;
            case ENVIRONMENT -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }

    /** Gives the exit code of an outcome. */
    public static int of(ApplyOutcome.Kind kind) {
        return switch (kind) {
            case APPLIED -> DONE;
            case NO_EFFECT, CONFLICT, NOTHING_TO_DO -> NEGATIVE;
            case STALE, IN_THE_WAY, LOCKED, PUBLISHED, MOVED_ON, OPERATION_IN_PROGRESS, UNSAFE_PATH, NOT_TRUSTED ->
                REFUSED;
        };
    }
}
