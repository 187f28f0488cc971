package io.rollbackrecovery.core.check;

/** What a check says of a revision. */
public enum Verdict {
    /** The revision is good. */
    GOOD,
    /** The revision is bad. */
    BAD,
    /** The revision cannot be judged, for example because it does not build. */
    SKIP,
    /** The check itself is broken; a search that meets this stops. */
    ABORT;

    /**
     * Reads the exit code of a command as {@code git bisect run} does: 0 is good, 125 is skip, 1 to 127 is bad, and
     * anything else, such as death by a signal, aborts.
     *
     * @param exitCode the exit code
     * @return the verdict
     */
    public static Verdict ofExitCode(int exitCode) {
        if (exitCode == 0) {
            return GOOD;
        }
        if (exitCode == 125) {
            return SKIP;
        }
        return exitCode > 0 && exitCode < 128 ? BAD : ABORT;
    }
}
