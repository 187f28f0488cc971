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
     * Takes a reference that names something of this repository which is not there.
     *
     * @param from the file that refers
     * @param line the line, from 1
     * @param reference the reference as the file writes it
     */
    void unresolved(RepoPath from, int line, String reference);
}
