package io.rollbackrecovery.core.session;

import java.util.Locale;

/** Where a session is in its life. */
public enum SessionState {
    /** Work goes on. */
    OPEN,
    /** Its work was taken over into the base branch. */
    FINISHED,
    /** Its work was left; it can be brought back. */
    ABANDONED,
    /** Its work was taken over and taken back later. */
    REVERTED;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
