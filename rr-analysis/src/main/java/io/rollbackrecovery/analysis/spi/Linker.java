package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Set;
import java.util.SortedMap;

/**
 * The rules by which a language resolves references between files. Stateless and thread-safe.
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
}
