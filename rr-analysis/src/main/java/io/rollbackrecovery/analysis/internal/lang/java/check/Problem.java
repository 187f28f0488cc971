package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * Something in a file that a compiler would not accept.
 *
 * @param kind what sort of thing it is
 * @param symbol what it is about, so that the same problem has the same symbol in another state of the file
 * @param line where, from 1
 * @param target the file that should have what is missing
 */
record Problem(Kind kind, String symbol, int line, RepoPath target) {
    enum Kind {
        /** No such method or constructor, or none that takes these arguments. */
        METHOD,
        /** No such field, or it may not be used here. */
        FIELD,
        /** A name that means nothing. */
        NAME,
        /** A type that is not imported, or imported and not there. */
        TYPE,
        /** A value of a type that does not fit. */
        VALUE,
        /** An exception that nobody takes, or that is taken where it cannot come. */
        EXCEPTION,
        /** A method says that it overrides one, and does not, or may not in this form. */
        OVERRIDE,
        /** A class leaves a method without body that it must have. */
        ABSTRACT,
        /** The same thing is declared twice. */
        DUPLICATE
    }

    /** The same for the same problem in two states of a file. */
    String key() {
        return kind + " " + symbol;
    }
}
