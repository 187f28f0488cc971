package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * One step of a leaf-first revert, after which no reference dangles that does not in the end, as far as names tell.
 *
 * @param step its number, from 1
 * @param paths one file, or several that need each other and go together; ordered by bytes
 * @param commits the commits whose changes to these files are taken back, newest first
 */
public record RevertStep(int step, List<RepoPath> paths, List<CommitId> commits) {
    /** Copies the lists, so that the value is immutable. */
    public RevertStep {
        paths = List.copyOf(paths);
        commits = List.copyOf(commits);
    }
}
