package io.rollbackrecovery.analysis.internal.lang.java.check;

/** A field, an enum constant or a record component. */
record JavaField(JavaType owner, String name, TypeName type, Access access, boolean isStatic, int line) {}
