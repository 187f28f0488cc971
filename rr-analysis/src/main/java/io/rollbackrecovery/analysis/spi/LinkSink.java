package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.RepoPath;

/** Takes what a {@link Linker} finds. RR implements this; languages call it. */
public interface LinkSink {
    /**
     * Takes a reference that was resolved.
     *
     * @param link the link
     */
    void link(Link link);

    /**
     * Takes what a reference means behind the file that it names, such as the declaration that an index file hands on.
     * It counts when references are searched that break, and is no edge of the graph, where a path leads there anyway.
     * Left out by default.
     *
     * @param link the link, of which a path of other links leads from one file to the other
     */
    default void indirect(Link link) {}

    /**
     * Takes a reference that could mean more files than are linked: some of them are left out. It makes the answer a lower
     * bound. Left out by default.
     *
     * @param from the file that refers
     * @param reference the reference as the facts of {@code from} have it
     */
    default void cut(RepoPath from, String reference) {}

    /**
     * Takes a reference that names something of this repository which is not there.
     *
     * @param from the file that refers
     * @param line the line, from 1
     * @param reference the reference as the file writes it
     */
    void unresolved(RepoPath from, int line, String reference);
}
