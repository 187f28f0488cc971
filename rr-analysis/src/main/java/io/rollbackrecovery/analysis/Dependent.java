package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.graph.GraphPath;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * A file that depends on a changed file, directly or through others.
 *
 * @param path the file
 * @param distance the number of steps to the nearest changed file other than itself, from 1
 * @param changedToo whether it is one of the changed files
 * @param later whether it began to depend on the next file of {@link #via()} after the commits in question: it had no
 *     such reference then
 * @param via one shortest path as the reason: each edge begins where the one before ends, the first at this file, the
 *     last at the changed file
 */
public record Dependent(RepoPath path, int distance, boolean changedToo, boolean later, List<Edge<RepoPath>> via) {
    /** Copies the list unless it is immutable, so that the value is. */
    public Dependent {
        via = via instanceof GraphPath<RepoPath> fixed ? fixed : List.copyOf(via);
    }
}
