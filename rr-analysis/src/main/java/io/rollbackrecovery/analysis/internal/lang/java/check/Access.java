package io.rollbackrecovery.analysis.internal.lang.java.check;

/** Who may use a member. */
enum Access {
    PRIVATE,
    PACKAGE,
    PROTECTED,
    PUBLIC
}
