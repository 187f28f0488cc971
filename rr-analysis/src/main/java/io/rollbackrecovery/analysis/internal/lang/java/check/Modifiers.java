package io.rollbackrecovery.analysis.internal.lang.java.check;

/** What stands before a declaration. */
record Modifiers(
        Access access, boolean isStatic, boolean isAbstract, boolean isFinal, boolean hasBody, boolean overrides) {}
