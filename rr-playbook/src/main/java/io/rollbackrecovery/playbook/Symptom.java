package io.rollbackrecovery.playbook;

import java.util.Locale;

/** How it was noticed that something is wrong. The words stand in case records for ever; new ones may be added. */
public enum Symptom {
    /** A check fails in code that an agent changed. */
    CI("CI"),
    /** What is deployed behaves in another way than before. */
    PRODUCTION("production incident"),
    /** A code review found an error of design. */
    REVIEW("PR review"),
    /** A security review found a violation. */
    SECURITY("security review");

    private final String source;

    Symptom(String source) {
        this.source = source;
    }

    /**
     * Gives the word that records and documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Gives what a post-mortem calls it.
     *
     * @return for example {@code production incident}
     */
    public String source() {
        return source;
    }

    /**
     * Reads a word.
     *
     * @param word what {@link #word()} gave
     * @return the symptom
     * @throws IllegalArgumentException if there is no such symptom
     */
    public static Symptom ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
