package io.rollbackrecovery.core.id;

/**
 * The id of a blob: the bytes of a file, or the target of a symbolic link.
 *
 * @param hex the whole id, lower-case hex
 */
public record BlobId(String hex) implements GitId, Comparable<BlobId> {
    /**
     * Makes an id.
     *
     * @throws IllegalArgumentException if {@code hex} is not a whole id in lower-case hex
     */
    public BlobId {
        GitId.requireHex(hex);
    }

    @Override
    public int compareTo(BlobId other) {
        return hex.compareTo(other.hex);
    }

    /** Gives the whole id, so that it can be pasted into a git command. */
    @Override
    public String toString() {
        return hex;
    }
}
