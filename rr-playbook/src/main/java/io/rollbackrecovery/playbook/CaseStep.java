package io.rollbackrecovery.playbook;

import java.util.Locale;

/** The six steps of the playbook, in their order. A case is in the step that was done last. */
public enum CaseStep {
    /** Something is wrong: the case was opened, and nothing else is to be committed. */
    DETECT,
    /** What was changed, what depends on it, and what has to go together is known. */
    ASSESS,
    /** A strategy was chosen, and its plan can be looked at. */
    CHOOSE,
    /** The plan was applied. */
    EXECUTE,
    /** Everything that has to be verified passed, or was waived by name. */
    VERIFY,
    /** The case is closed, and its post-mortem can be written. */
    CLOSE;

    /**
     * Gives the word that records and documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word.
     *
     * @param word what {@link #word()} gave
     * @return the step
     * @throws IllegalArgumentException if there is no such step
     */
    public static CaseStep ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
