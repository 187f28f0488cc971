package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * A file through which the code is entered and that reaches a changed file, or is one.
 *
 * @param path the file
 * @param kind by what it is entered, as far as names, annotations and calls tell
 * @param distance the number of steps to the nearest changed file; 0 for a changed file
 * @param reaches the changed files that it reaches, ordered by path
 */
public record EntryPoint(RepoPath path, EntryPointKind kind, int distance, List<RepoPath> reaches) {
    /** Copies the list, so that the value is immutable. */
    public EntryPoint {
        reaches = List.copyOf(reaches);
    }
}
