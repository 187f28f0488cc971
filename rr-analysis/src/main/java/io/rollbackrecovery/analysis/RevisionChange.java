package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Set;

/**
 * Two revisions and what may differ.
 *
 * @param before the one
 * @param now the other
 * @param paths the paths of which facts, or whether they are there, may differ
 */
record RevisionChange(Revision before, Revision now, Set<RepoPath> paths) {
    /** The paths that only one of the two has. */
    List<RepoPath> cameOrWent() {
        return paths.stream()
                .filter(path -> before.paths().contains(path) != now.paths().contains(path))
                .toList();
    }
}
