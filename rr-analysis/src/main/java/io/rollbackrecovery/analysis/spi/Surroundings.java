package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;
import java.util.SortedSet;

/** What a {@link Linker} can see of a revision beside its own files. RR implements this; languages call it. */
public interface Surroundings {
    /**
     * Gives all paths of the revision, those of files in no analysed language too.
     *
     * @return ordered by bytes
     */
    SortedSet<RepoPath> paths();

    /**
     * Gives the facts of the files in a language.
     *
     * @param language the {@linkplain FactExtractor#language() name} of a language
     * @return ordered by path; empty if there are none, or RR does not read the language
     */
    SortedMap<RepoPath, FileFacts> facts(String language);
}
