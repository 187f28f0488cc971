package io.rollbackrecovery.playbook;

import java.util.List;
import java.util.Locale;

/**
 * One thing that was verified, or was not.
 *
 * @param name what it is, see {@link #REQUIRED}; others may be added by name
 * @param result what came of it
 * @param detail the command and how it ended, or who confirmed or waived it and why
 */
public record Verification(String name, Result result, String detail) {
    /** The whole test suite. */
    public static final String TESTS = "tests";

    /** The linter. */
    public static final String LINTER = "linter";

    /** The scanner for secrets and other violations. */
    public static final String SECRETS = "secrets";

    /** A person's look at what was broken. */
    public static final String PERSON = "person";

    /** What the guide asks for before a recovery is complete, in its order. */
    public static final List<String> REQUIRED = List.of(TESTS, LINTER, SECRETS, PERSON);

    /** What came of a verification. */
    public enum Result {
        /** It is as it should be. */
        PASSED,
        /** It is not. */
        FAILED,
        /** Nobody has looked, or the check could not tell. */
        NOT_VERIFIED,
        /** Somebody decided by name, with a reason, that it is not needed. */
        WAIVED;

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
         * @return the result
         * @throws IllegalArgumentException if there is no such result
         */
        public static Result ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
