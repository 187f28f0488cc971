package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.graph.EdgeKind;

/**
 * An import, not resolved.
 *
 * @param kind how the file refers to what it imports
 * @param module what is imported from, dotted; possibly empty for a relative import
 * @param name the one name taken from it; {@code *} for all; empty for the module itself
 * @param alias the name that it gets in this file; empty if it gets none
 * @param level how many folders up a relative import begins, 1 for the file's own; 0 if it is absolute
 * @param line the line, from 1
 */
public record ImportFact(EdgeKind kind, String module, String name, String alias, int level, int line) {
    /** The {@link #name()} of an import of everything. */
    public static final String ALL = "*";

    /**
     * Gives the import as one text, which identifies it within its file: {@code ..pkg.module:name}.
     *
     * @return dots for the level, the module, and the name after a colon if there is one
     */
    public String reference() {
        return level == 0 && name.isEmpty() ? module : ".".repeat(level) + module + (name.isEmpty() ? "" : ":" + name);
    }
}
