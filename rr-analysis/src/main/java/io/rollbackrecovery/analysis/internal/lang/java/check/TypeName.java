package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.List;

/**
 * A type as a file writes it.
 *
 * @param name dotted, without type arguments; empty if it is left to inference ({@code var}, lambda parameters)
 * @param arguments the type arguments of the last part; wildcards have an empty name
 * @param dimensions how many {@code []}
 */
record TypeName(String name, List<TypeName> arguments, int dimensions) {
    static final TypeName INFERRED = new TypeName("", List.of(), 0);

    static TypeName of(String name) {
        return new TypeName(name, List.of(), 0);
    }

    TypeName array(int more) {
        return more == 0 ? this : new TypeName(name, arguments, dimensions + more);
    }

    /** Without what is erased when the program runs. */
    String erased() {
        return name + "[]".repeat(dimensions);
    }
}
