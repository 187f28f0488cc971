package io.rollbackrecovery.analysis.internal.code;

import java.util.List;

/**
 * A place where a program decides.
 *
 * @param kind how it is written
 * @param name the name of the annotation that it is written in; empty for others
 * @param line the line where it begins, from 1
 * @param tokens what is decided by
 * @param body what happens if it holds, as far as it was looked at; possibly nothing
 * @param shown how it is written
 */
public record Condition(Kind kind, String name, int line, List<Token> tokens, List<Token> body, String shown) {
    /** How conditions are written. */
    public enum Kind {
        /** {@code if}, {@code while} and the like. */
        BRANCH,
        /** {@code unless}: what it guards happens if it does not hold. */
        UNLESS,
        /** What a function answers. */
        RESULT,
        /** What a variable is set to. */
        VALUE,
        /** What must hold for the program to go on: {@code assert}, {@code require}, an annotation. */
        DEMAND
    }

    /** The tokens, to compare by. */
    public String key() {
        StringBuilder key = new StringBuilder(name);
        for (Token token : tokens) {
            key.append(' ').append(token.key());
        }
        return key.toString();
    }
}
