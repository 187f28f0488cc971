package io.rollbackrecovery.core.id;

/**
 * The id of an annotated tag object.
 *
 * @param hex the whole id, lower-case hex
 */
public record TagId(String hex) implements GitId, Comparable<TagId> {
    /**
     * Makes an id.
     *
     * @throws IllegalArgumentException if {@code hex} is not a whole id in lower-case hex
     */
    public TagId {
        GitId.requireHex(hex);
    }

    @Override
    public int compareTo(TagId other) {
        return hex.compareTo(other.hex);
    }

    /** Gives the whole id, so that it can be pasted into a git command. */
    @Override
    public String toString() {
        return hex;
    }
}
