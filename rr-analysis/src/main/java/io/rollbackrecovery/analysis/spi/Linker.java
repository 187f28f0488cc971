package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Set;
import java.util.SortedMap;

/**
 * The rules by which a language resolves references between files. Stateless and thread-safe. Languages that give the
 * same linker are linked together, so that their files can refer to each other. Methods may be added to this interface
 * with a default body only.
 */
@FunctionalInterface
public interface Linker {
    /**
     * Resolves the references of some files among each other. What could mean several files gives a link to each of
     * them, of kind {@code AMBIGUOUS}; what is not found and belongs to no file here (a library) gives none.
     *
     * @param files all files of the language in one revision, with their facts
     * @param sink takes the links, in any order, duplicates and links of a file to itself included
     */
    void link(SortedMap<RepoPath, FileFacts> files, LinkSink sink);

    /**
     * Resolves the references of some files among each other, and to files that are not of the language, such as data
     * and pictures that are imported. By default these are left out.
     *
     * @param files all files of the language in one revision, with their facts
     * @param paths all paths of the revision, those of other languages too
     * @param sink takes the links
     */
    default void link(SortedMap<RepoPath, FileFacts> files, Set<RepoPath> paths, LinkSink sink) {
        link(files, sink);
    }

    /**
     * Resolves the references of some files among each other and to other files of the revision. This is what RR calls;
     * without a body of its own it is
     * {@link #link(SortedMap, Set, LinkSink)}.
     *
     * @param files all files of the languages with this linker in one revision, with their facts
     * @param around the rest of the revision
     * @param sink takes the links, as above
     */
    default void link(SortedMap<RepoPath, FileFacts> files, Surroundings around, LinkSink sink) {
        link(files, around.paths(), sink);
    }
}
