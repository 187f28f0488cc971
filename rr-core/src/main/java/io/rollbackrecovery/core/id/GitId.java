package io.rollbackrecovery.core.id;

/**
 * The id of a Git object, with the kind of object in its type, so that a tree cannot be passed where a commit is
 * meant. An id is lower-case hex of even length; RR assumes no particular hash, so no particular length.
 */
public sealed interface GitId permits CommitId, TreeId, BlobId, TagId {
    /**
     * Gives the whole id.
     *
     * @return lower-case hex digits
     */
    String hex();

    /**
     * Gives a short form for people. It is not guaranteed to be unique.
     *
     * @return the first ten digits
     */
    default String abbreviated() {
        return hex().substring(0, Math.min(10, hex().length()));
    }

    /**
     * Checks that a text is a whole object id.
     *
     * @param hex the text
     * @return the same text
     * @throws IllegalArgumentException if it is not 40 to 128 lower-case hex digits, an even number of them
     */
    static String requireHex(String hex) {
        if (!Digits.WHOLE.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a whole object id in lower-case hex: '" + hex + "'");
        }
        return hex;
    }
}
