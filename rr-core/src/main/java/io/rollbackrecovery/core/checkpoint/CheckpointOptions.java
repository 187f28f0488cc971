package io.rollbackrecovery.core.checkpoint;

/**
 * What a checkpoint takes in, and how much of the disk it may take. The sizes are looked at before a byte is read; what
 * is over a limit is left out and listed, and costs nothing else. Where the budget does not suffice for all, changed
 * tracked files go first, then untracked ones, then ignored ones. Immutable.
 *
 * @param ignored whether ignored files are captured too
 * @param largestFile the largest file that is captured, in bytes, at least 0
 * @param budget the bytes that all files of one checkpoint may have together, at least 0
 */
public record CheckpointOptions(boolean ignored, long largestFile, long budget) {
    private static final CheckpointOptions STANDARD = new CheckpointOptions(false, 256L << 20, 4L << 30);

    /** Checks the sizes. */
    public CheckpointOptions {
        if (largestFile < 0 || budget < 0) {
            throw new IllegalArgumentException("a limit in bytes is at least 0");
        }
    }

    /**
     * Gives the options that are used where none are named: no ignored files, 256 MiB a file, 4 GiB in all.
     *
     * @return the options
     */
    public static CheckpointOptions standard() {
        return STANDARD;
    }

    /**
     * Gives these options with ignored files taken in.
     *
     * @return the options
     */
    public CheckpointOptions withIgnored() {
        return new CheckpointOptions(true, largestFile, budget);
    }

    /**
     * Gives these options with other limits.
     *
     * @param newLargestFile the largest file, in bytes
     * @param newBudget all files together, in bytes
     * @return the options
     * @throws IllegalArgumentException if one is negative
     */
    public CheckpointOptions within(long newLargestFile, long newBudget) {
        return new CheckpointOptions(ignored, newLargestFile, newBudget);
    }
}
