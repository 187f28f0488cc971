package io.rollbackrecovery.analysis.internal.link;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A linker that first makes an index of all files and then links one file after the other, each for itself. After a
 * change only some files need be linked again: see {@link LinkIndex}.
 */
public interface IndexedLinker extends Linker {
    /**
     * Makes the index of a revision.
     *
     * @param files all files of the languages with this linker
     * @param around the rest of the revision
     */
    LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around);

    /** Whether its indexes have {@linkplain LinkIndex#foreignOffers offers} of files of other languages. */
    default boolean readsOtherLanguages() {
        return false;
    }

    @Override
    default void link(SortedMap<RepoPath, FileFacts> files, LinkSink sink) {
        link(files, files.keySet(), sink);
    }

    @Override
    default void link(SortedMap<RepoPath, FileFacts> files, Set<RepoPath> paths, LinkSink sink) {
        SortedSet<RepoPath> sorted = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
        Surroundings around = new Surroundings() {
            @Override
            public SortedSet<RepoPath> paths() {
                return sorted;
            }

            @Override
            public SortedMap<RepoPath, FileFacts> facts(String language) {
                return new TreeMap<>();
            }
        };
        link(files, around, sink);
    }

    @Override
    default void link(SortedMap<RepoPath, FileFacts> files, Surroundings around, LinkSink sink) {
        LinkIndex index = index(files, around);
        files.forEach((path, facts) -> index.link(path, facts, sink));
    }
}
