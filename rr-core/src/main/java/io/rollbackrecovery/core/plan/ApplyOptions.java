package io.rollbackrecovery.core.plan;

/**
 * What a caller allows when a plan is applied. Immutable.
 *
 * @param captureInTheWay local edits and untracked files that stand in the way are captured and overwritten; otherwise
 *     they make the plan be refused
 * @param allowPublished commits that a remote-tracking ref contains may be dropped from a branch
 */
public record ApplyOptions(boolean captureInTheWay, boolean allowPublished) {
    private static final ApplyOptions SAFE = new ApplyOptions(false, false);

    /**
     * Gives the default: refuse rather than overwrite or drop.
     *
     * @return neither is allowed
     */
    public static ApplyOptions safe() {
        return SAFE;
    }

    /**
     * Allows to overwrite local edits after they have been captured.
     *
     * @return options that allow it
     */
    public ApplyOptions capturingWhatIsInTheWay() {
        return new ApplyOptions(true, allowPublished);
    }

    /**
     * Allows to drop published commits.
     *
     * @return options that allow it
     */
    public ApplyOptions allowingPublished() {
        return new ApplyOptions(captureInTheWay, true);
    }
}
