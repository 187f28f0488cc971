package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.OperationId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of applying a plan. Anything but {@link Kind#APPLIED} means that nothing was changed.
 *
 * <p>Immutable and thread-safe.
 */
public final class ApplyOutcome {
    private final Kind kind;
    private final Optional<OperationId> operation;
    private final List<PathResult> paths;
    private final String message;
    private final String hint;

    private ApplyOutcome(
            Kind kind, Optional<OperationId> operation, List<PathResult> paths, String message, String hint) {
        this.kind = Objects.requireNonNull(kind);
        this.operation = operation;
        this.paths = List.copyOf(paths);
        this.message = message;
        this.hint = hint;
    }

    /**
     * Makes the outcome of a plan that was applied.
     *
     * @param operation the operation in the journal
     * @param paths what became of the paths
     * @param message one sentence for people
     * @return the outcome
     */
    public static ApplyOutcome applied(OperationId operation, List<PathResult> paths, String message) {
        return new ApplyOutcome(Kind.APPLIED, Optional.of(operation), paths, message, "");
    }

    /**
     * Makes the outcome of a plan that was not applied.
     *
     * @param kind why
     * @param paths the paths that it is about; empty if it is not about paths
     * @param message one sentence that says what stands against it
     * @param hint what the caller can do
     * @return the outcome
     */
    public static ApplyOutcome notApplied(Kind kind, List<PathResult> paths, String message, String hint) {
        return new ApplyOutcome(kind, Optional.empty(), paths, message, hint);
    }

    /**
     * Gives what came of it.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Tells whether the plan was applied.
     *
     * @return true for {@link Kind#APPLIED}
     */
    public boolean isApplied() {
        return kind == Kind.APPLIED;
    }

    /**
     * Gives the operation that the journal holds now.
     *
     * @return the operation; empty if the plan was not applied
     */
    public Optional<OperationId> operation() {
        return operation;
    }

    /**
     * Gives what became of the paths: every path of the work tree that was written, removed or left, or those that
     * stand in the way.
     *
     * @return the paths, ordered by path
     */
    public List<PathResult> paths() {
        return paths;
    }

    /**
     * Says what came of it.
     *
     * @return one sentence for people
     */
    public String message() {
        return message;
    }

    /**
     * Says what the caller can do.
     *
     * @return a sentence; empty if there is nothing to do
     */
    public String hint() {
        return hint;
    }

    @Override
    public String toString() {
        return kind + ": " + message;
    }

    /** What came of applying a plan. New kinds may be added. */
    public enum Kind {
        /** It was applied. */
        APPLIED(false),
        /** There was nothing to do. */
        NO_EFFECT(false),
        /** The plan has conflicts. */
        CONFLICT(false),
        /** A ref, HEAD or a tree is not what the plan was computed from: plan again. */
        STALE(false),
        /** Local edits or untracked files would be overwritten. */
        IN_THE_WAY(false),
        /** Someone else holds a lock: trying again helps. */
        LOCKED(true),
        /** Commits that a remote-tracking ref contains would be dropped. */
        PUBLISHED(false),
        /** Others have moved on since the operation that is to be undone. */
        MOVED_ON(false),
        /** There is no operation to undo or to do again. */
        NOTHING_TO_DO(false),
        /** A merge, rebase, cherry-pick, revert or bisect of Git's own is in progress. */
        OPERATION_IN_PROGRESS(false),
        /** A path must not be written to a disk. */
        UNSAFE_PATH(false),
        /** A path needs a filter or driver that this environment does not trust or RR does not run. */
        NOT_TRUSTED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /**
         * Tells whether the same call may succeed later.
         *
         * @return true if trying again helps
         */
        public boolean isRetryable() {
            return retryable;
        }
    }
}
