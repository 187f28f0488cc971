package io.rollbackrecovery.core.session;

import java.util.Locale;

/** How the commits of a session are kept apart from the rest. */
public enum SessionStrategy {
    /** On a branch of their own, {@code feature/<slug>}. */
    BRANCH,
    /** On the base branch, squashed into one commit at the end. */
    ATOMIC,
    /** On the base branch, as they are, behind a checkpoint. */
    CHECKPOINT;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
