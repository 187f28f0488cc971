package io.rollbackrecovery.analysis.internal.code;

/**
 * One token of a file.
 *
 * @param kind what it is
 * @param text its text: of a text literal what is between the quotes; of an operator the form that all languages share
 * @param line the line where it begins, from 1
 * @param column where it begins in its line, in characters from 0
 * @param first whether nothing but space stands before it in its line
 * @param start where it begins in the file, in characters
 * @param end where it ends
 */
public record Token(Kind kind, String text, int line, int column, boolean first, int start, int end) {
    /** Kinds of tokens. */
    public enum Kind {
        NAME,
        NUMBER,
        TEXT,
        OPERATOR
    }

    /** The token as it is compared: a text literal keeps a quote before it, so that it is no name. */
    public String key() {
        return kind == Kind.TEXT ? "\"" + text : text;
    }

    /** Whether it is this operator or name. */
    public boolean is(String wanted) {
        return kind != Kind.TEXT && text.equals(wanted);
    }

    public boolean isName() {
        return kind == Kind.NAME;
    }
}
