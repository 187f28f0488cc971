package io.rollbackrecovery.core.id;

/**
 * The id of a tree.
 *
 * @param hex the whole id, lower-case hex
 */
public record TreeId(String hex) implements GitId, Comparable<TreeId> {
    /**
     * Makes an id.
     *
     * @throws IllegalArgumentException if {@code hex} is not a whole id in lower-case hex
     */
    public TreeId {
        GitId.requireHex(hex);
    }

    @Override
    public int compareTo(TreeId other) {
        return hex.compareTo(other.hex);
    }

    /** Gives the whole id, so that it can be pasted into a git command. */
    @Override
    public String toString() {
        return hex;
    }
}
