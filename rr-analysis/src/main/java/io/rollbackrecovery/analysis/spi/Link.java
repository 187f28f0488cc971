package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;

/**
 * A reference that was resolved to a file.
 *
 * @param from the file that refers
 * @param to the file that it refers to
 * @param kind how
 * @param reference the reference as the facts of {@code from} have it: {@link ImportFact#reference()} or
 *     {@link Mention#text()}; empty if no text of the file makes it, as between a type and its methods elsewhere
 * @param symbol the {@linkplain Declaration#name() declaration} in {@code to} that is meant; {@link #WHOLE_FILE} if the
 *     file itself is; empty if it is not known what in the file is meant
 * @param line the line of the reference, from 1
 */
public record Link(RepoPath from, RepoPath to, EdgeKind kind, String reference, String symbol, int line) {
    /** The {@link #symbol()} of a reference to a file as such, for example to a module. */
    public static final String WHOLE_FILE = ".";
}
