package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.ChangeKind;
import java.util.List;
import java.util.Optional;

/**
 * A file that the commits in question changed, all of them taken together.
 *
 * @param path the file; for a rename the new path
 * @param kind how it differs between before the first of them and after the last; a rename is found only where the
 *     content stayed the same byte for byte
 * @param from the old path, for a rename alone
 * @param commits those of the commits that touched it, newest first
 */
public record ChangedFile(RepoPath path, ChangeKind kind, Optional<RepoPath> from, List<CommitId> commits) {
    /** Copies the list, so that the value is immutable. */
    public ChangedFile {
        commits = List.copyOf(commits);
    }
}
