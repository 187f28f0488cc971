package io.rollbackrecovery.core.id;

/**
 * The id of a commit.
 *
 * @param hex the whole id, lower-case hex
 */
public record CommitId(String hex) implements GitId, Comparable<CommitId> {
    /**
     * Makes an id.
     *
     * @throws IllegalArgumentException if {@code hex} is not a whole id in lower-case hex
     */
    public CommitId {
        GitId.requireHex(hex);
    }

    @Override
    public int compareTo(CommitId other) {
        return hex.compareTo(other.hex);
    }

    /** Gives the whole id, so that it can be pasted into a git command. */
    @Override
    public String toString() {
        return hex;
    }
}
