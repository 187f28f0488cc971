package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.merge.GitTreePlanner;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How commits are taken back.
 *
 * @param mainline which parent of a commit is the mainline, counted from 1
 * @param leave which paths bind no commits together, and are left as they are where they conflict
 * @param only the files and folders that are taken back; empty for all
 */
record Rules(Function<CommitId, OptionalInt> mainline, Predicate<RepoPath> leave, List<RepoPath> only) {
    /** Whether a path binds no commits together. */
    boolean isFree(RepoPath path) {
        return leave.test(path)
                || !only.isEmpty() && only.stream().noneMatch(place -> path.equals(place) || path.startsWith(place));
    }

    /** The commit that taking a commit back goes back to; empty for a root commit. */
    Optional<CommitId> parent(Commit commit) {
        return GitTreePlanner.parent(commit, mainline.apply(commit.id()));
    }
}
