package io.rollbackrecovery.core.source;

import java.util.Locale;

/** How a path differs between two trees. */
public enum ChangeKind {
    /** It is only in the second. */
    ADD,
    /** Its content differs; its mode may too. */
    MODIFY,
    /** It is only in the first. */
    DELETE,
    /** It is another kind of thing: a file became a link, or a submodule. */
    TYPE,
    /** Only its permission to be executed differs. */
    MODE,
    /** It has another name, and the same or nearly the same content. */
    RENAME;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
