package io.rollbackrecovery.core.checkpoint;

import java.util.Locale;

/** A part of the repository's state that a checkpoint can hold. */
public enum Coverage {
    /** The commit that HEAD named. */
    COMMIT,
    /** The branch that HEAD was on. */
    BRANCH,
    /** The index, with all stages and flags. */
    INDEX,
    /** The bytes of tracked files that differed from the index. */
    UNCOMMITTED,
    /** The bytes of untracked files that are not ignored. */
    UNTRACKED,
    /** The bytes of ignored files. */
    IGNORED;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
