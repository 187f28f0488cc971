package io.rollbackrecovery.core.plan;

/** Why a path cannot be merged, in the words of git's merge. New kinds may be added. */
public enum ConflictKind {
    /** Both sides changed the same or touching lines. */
    CONTENT("content"),
    /** One side changed the path, the other deleted it. */
    MODIFY_DELETE("modify/delete"),
    /** One side renamed the path, the other deleted it. */
    RENAME_DELETE("rename/delete"),
    /** Both sides renamed the path, or two paths to one. */
    RENAME_RENAME("rename/rename"),
    /** Both sides added the path with different content. */
    ADD_ADD("add/add"),
    /** One side has a file where the other has a folder. */
    FILE_DIRECTORY("file/directory"),
    /** A path was added to a folder that the other side renamed. */
    FILE_LOCATION("file-location"),
    /** The two sides made different kinds of thing of the path. */
    DISTINCT_MODES("distinct-modes"),
    /** Both sides changed a file that is not merged line by line. */
    BINARY("binary"),
    /** Both sides moved a submodule. */
    SUBMODULE("submodule"),
    /** The path's merge driver is a command that may not be run here. */
    DRIVER("driver");

    private final String word;

    ConflictKind(String word) {
        this.word = word;
    }

    /**
     * Gives the word that documents use.
     *
     * @return git's name for it
     */
    public String word() {
        return word;
    }

    /**
     * Reads a word.
     *
     * @param word what {@link #word()} gave
     * @return the kind
     * @throws IllegalArgumentException if there is no such kind
     */
    public static ConflictKind ofWord(String word) {
        for (ConflictKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such kind of conflict: " + word);
    }
}
