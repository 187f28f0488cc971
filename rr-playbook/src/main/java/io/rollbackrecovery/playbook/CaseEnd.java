package io.rollbackrecovery.playbook;

import java.util.Locale;

/** How a case ended. */
public enum CaseEnd {
    /** Everything that has to be verified passed. */
    RECOVERED,
    /** Something was waived by name, with a reason; the rest passed. */
    CLOSED_UNVERIFIED,
    /** The case was given up. */
    ABANDONED;

    /**
     * Gives the word that records and documents use.
     *
     * @return the lower-case name with hyphens
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @param word what {@link #word()} gave
     * @return the end
     * @throws IllegalArgumentException if there is no such end
     */
    public static CaseEnd ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
