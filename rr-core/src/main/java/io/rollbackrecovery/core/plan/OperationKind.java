package io.rollbackrecovery.core.plan;

import java.util.Locale;

/** What an operation does. The words stand in journals for ever; new kinds may be added. */
public enum OperationKind {
    /** A checkpoint was created. */
    CHECKPOINT_CREATE,
    /** A checkpoint was restored. */
    CHECKPOINT_RESTORE,
    /** Checkpoints were removed. */
    CHECKPOINT_PRUNE,
    /** A session began. */
    SESSION_BEGIN,
    /** A session was finished. */
    SESSION_FINISH,
    /** A finished session was taken back. */
    SESSION_REVERT,
    /** A session was abandoned. */
    SESSION_ABANDON,
    /** An abandoned session was brought back. */
    SESSION_RESTORE,
    /** Commits were reverted. */
    REVERT,
    /** A recovery case was opened, or went a step further. */
    CASE,
    /** A report was committed. */
    REPORT,
    /** Old operations were dropped from the journal. */
    JOURNAL_PRUNE,
    /** An operation was undone. */
    UNDO,
    /** An undone operation was done again. */
    REDO;

    /**
     * Gives the word that journals and documents use.
     *
     * @return the lower-case name with hyphens, for example {@code session-begin}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @param word what {@link #word()} gave
     * @return the kind
     * @throws IllegalArgumentException if there is no such kind
     */
    public static OperationKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
