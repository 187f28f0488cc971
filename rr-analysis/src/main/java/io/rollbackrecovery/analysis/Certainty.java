package io.rollbackrecovery.analysis;

import java.util.Locale;

/** How far an answer about dependencies can be trusted. More values may come. */
public enum Certainty {
    /** There may be more than was found; the {@linkplain Cause causes} say why. */
    LOWER_BOUND,
    /**
     * Every file that could matter was read whole, and every reference that its language resolves before the program
     * runs was resolved. Says nothing about what only happens while it runs.
     */
    COMPLETE_FOR_STATIC;

    /**
     * Gives the word that documents use.
     *
     * @return for example {@code lower-bound}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
