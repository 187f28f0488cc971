package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * A path that a plan cannot merge.
 *
 * @param path the path at which git reports the conflict; after a rename the sides may lie elsewhere
 * @param kind why
 * @param base the entry in the common ancestor, if it is there
 * @param ours the entry on the side that the plan starts from, if it is there
 * @param theirs the entry on the other side, if it is there
 * @param hunks the lines in conflict; empty if it is not about lines
 * @param blockedBy the later commits that touched the path, newest first, as far as they were looked for
 */
public record Conflict(
        RepoPath path,
        ConflictKind kind,
        Optional<SourceFile> base,
        Optional<SourceFile> ours,
        Optional<SourceFile> theirs,
        List<Hunk> hunks,
        List<CommitId> blockedBy) {
    /** Copies the lists, so that the value is immutable. */
    public Conflict {
        hunks = List.copyOf(hunks);
        blockedBy = List.copyOf(blockedBy);
    }

    /**
     * Lines that both sides changed.
     *
     * @param base the lines in the common ancestor
     * @param ours the lines on the side that the plan starts from
     * @param theirs the lines on the other side
     */
    public record Hunk(LineRange base, LineRange ours, LineRange theirs) {}
}
