package io.rollbackrecovery.analysis;

import java.util.Locale;

/** How a declaration changed. More values may come. */
public enum SymbolChange {
    /** It was not there before. */
    ADDED,
    /** It is gone. */
    REMOVED,
    /** Its head is another: name, parameters, result, modifiers, supertypes; its body may be too. */
    SIGNATURE,
    /** Only what it does or holds is another. */
    BODY;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
