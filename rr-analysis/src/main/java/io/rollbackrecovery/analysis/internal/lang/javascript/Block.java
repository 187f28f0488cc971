package io.rollbackrecovery.analysis.internal.lang.javascript;

/**
 * An open block whose content is of interest.
 *
 * @param sort what it is
 * @param name the declared name that it belongs to; empty if it has none
 * @param index the number of the declaration that ends with it; -1 if none does
 * @param depth how many braces are open within it
 * @param parens how many other brackets are
 */
record Block(Sort sort, String name, int index, int depth, int parens) {
    /** What braces enclose. */
    enum Sort {
        SPACE,
        CLASS,
        INTERFACE,
        OBJECT,
        ENUM,
        /** The object that a script hands out: its keys are the exported names. */
        EXPORTS
    }
}
