package io.rollbackrecovery.analysis;

import java.util.Locale;

/** Why an answer is a lower bound. More values may come. */
public enum CauseKind {
    /** Files were not read, or not to their end. */
    UNREAD,
    /** Files are in a language that is not analysed. */
    NOT_ANALYSED,
    /** Code loads other code by a name that is only known while it runs. */
    DYNAMIC,
    /** An import names something of this repository that is not there: generated code, or a broken import. */
    UNRESOLVED,
    /** A name could mean more files than are linked: hundreds that declare the same. */
    AMBIGUOUS,
    /** A change to a build, lock or configuration file could affect everything. */
    GLOBAL_INPUT;

    /**
     * Gives the word that documents use.
     *
     * @return for example {@code not-analysed}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
