package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * A file that must be taken back together with the others of its set.
 *
 * @param path the file
 * @param commits the commits whose changes to it are to be taken back, newest first
 * @param reason why, one sentence for people
 */
public record FileToRevert(RepoPath path, List<CommitId> commits, String reason) {
    /** Copies the list, so that the value is immutable. */
    public FileToRevert {
        commits = List.copyOf(commits);
    }
}
