package io.rollbackrecovery.analysis;

import java.util.Locale;

/** By what code is entered. More values may come. */
public enum EntryPointKind {
    /** A program that is started. */
    PROGRAM,
    /** A request from a network. */
    WEB,
    /** A clock, a queue or another event. */
    EVENT,
    /** Other code: the public face of a package or module. */
    API;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
