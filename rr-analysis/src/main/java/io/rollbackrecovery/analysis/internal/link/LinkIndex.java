package io.rollbackrecovery.analysis.internal.link;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.id.RepoPath;

/**
 * What a linker knows of all files of a revision, and how links follow a change of it.
 *
 * <p>The links of a file depend on its own facts and on what it looks up of others. Each lookup has keys: words without
 * which the file could not ask. {@link #offers} says under which keys a file is found and with which answer, and
 * {@link #uses} by which keys a file asks. So if an offer comes, goes or has another answer, only files that use its key
 * need be linked again. Too many keys cost time; a key that is left out costs an edge.
 *
 * <p>For one thread at a time.
 */
public interface LinkIndex {
    /**
     * How many files one name is linked to. A repository in which more files declare the same name than that, and as many
     * use it, would have more links than fit into memory; what is left out is {@linkplain LinkSink#cut told}.
     */
    int MOST_CANDIDATES = 100;

    /** Links one file. All links go from it. */
    void link(RepoPath path, FileFacts facts, LinkSink sink);

    /** Names the keys by which a file asks for others. */
    void uses(RepoPath path, FileFacts facts, Keys keys);

    /**
     * Names the keys under which a file is found, with the answers. Where two revisions of a file have the same offers,
     * an index of the one serves for the other.
     */
    void offers(RepoPath path, FileFacts facts, Offers offers);

    /** Names the keys that ask whether there is a path, whatever it holds. */
    default void path(RepoPath path, Keys keys) {
        // by default only files of the language are asked for
    }

    /** As {@link #offers}, for files of other languages whose facts the linker looks at. */
    default void foreignOffers(String language, RepoPath path, FileFacts facts, Offers offers) {
        // by default none
    }

    /**
     * Names the keys whose answers differ between this index and that of the revision before, as far as they are made
     * of several files together. The keys of offers and paths that differ are there already.
     */
    default void differences(LinkIndex before, Keys keys) {
        // by default each answer is made of one file's offers
    }

    /** Whether an answer under one of some keys, ascending, may matter to all files, as what configuration names does. */
    default boolean touchesAll(int[] changed) {
        return false;
    }
}
