package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Finds uses that a change leaves without what they need, beyond what links between names tell: members, parameters,
 * results, overrides. A language that knows no more than its {@link Linker} has none. Stateless and thread-safe.
 */
public interface ReferenceChecker {
    /** The files of the language in one revision. */
    interface State {
        /**
         * Gives the facts of all files of the language.
         *
         * @return by path; unmodifiable
         */
        SortedMap<RepoPath, FileFacts> facts();

        /**
         * Gives the content that a path has.
         *
         * @param path a path
         * @return its blob; empty if there is no such file
         */
        Optional<BlobId> content(RepoPath path);

        /**
         * Reads a file.
         *
         * @param path a path
         * @return its bytes; empty if there is no such file or it is not read, as {@link #facts()} has it
         */
        Optional<byte[]> bytes(RepoPath path);
    }

    /**
     * Compares two revisions.
     *
     * @param before the revision that is taken to be right
     * @param after the revision to judge
     * @param changed the paths that differ
     * @return what dangles in {@code after} and did not in {@code before}; what cannot be told is left out
     */
    List<Dangling> check(State before, State after, Set<RepoPath> changed);
}
