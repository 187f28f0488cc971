package io.rollbackrecovery.analysis.spi;

/** What a declaration introduces. More kinds may come. */
public enum DeclarationKind {
    /** A class, interface, enum, record or annotation. */
    TYPE,
    /** A function that belongs to no type. */
    FUNCTION,
    /** A method or constructor. */
    METHOD,
    /** A field, attribute or enum constant. */
    FIELD,
    /** A variable that belongs to no type. */
    VARIABLE,
    /** A name that an import binds, so that others can take it from here. */
    IMPORTED
}
