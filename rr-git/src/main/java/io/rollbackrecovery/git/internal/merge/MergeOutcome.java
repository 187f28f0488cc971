package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.Warning;
import java.util.List;
import java.util.Optional;

/**
 * What came of a merge of trees.
 *
 * @param tree the merged tree, in memory where it is new; empty if there are conflicts
 * @param conflicts the conflicts, ordered by path
 * @param warnings what the reader should know, such as a limit that was reached
 * @param left paths that conflict and were left as ours has them, because the caller said so; ordered
 */
public record MergeOutcome(
        Optional<TreeId> tree, List<Conflict> conflicts, List<Warning> warnings, List<RepoPath> left) {
    /** Copies the lists, so that the value is immutable. */
    public MergeOutcome {
        conflicts = List.copyOf(conflicts);
        warnings = List.copyOf(warnings);
        left = List.copyOf(left);
    }

    /**
     * Tells whether there is a merged tree.
     *
     * @return true without conflicts
     */
    public boolean isClean() {
        return conflicts.isEmpty();
    }
}
