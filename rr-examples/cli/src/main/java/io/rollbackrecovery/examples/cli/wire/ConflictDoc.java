package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.LineRange;
import java.util.List;

/** A path that cannot be merged. */
public record ConflictDoc(RepoPath path, String kind, List<CommitId> blockedBy, List<HunkDoc> hunks) {
    /** Lines that both sides changed: first and last of each side, counted from 1. */
    public record HunkDoc(List<Integer> base, List<Integer> ours, List<Integer> theirs) {}

    /** Writes conflicts. */
    public static List<ConflictDoc> of(List<Conflict> conflicts) {
        return conflicts.stream()
                .map(conflict -> new ConflictDoc(
                        conflict.path(),
                        conflict.kind().word(),
                        conflict.blockedBy(),
                        conflict.hunks().stream()
                                .map(hunk -> new HunkDoc(lines(hunk.base()), lines(hunk.ours()), lines(hunk.theirs())))
                                .toList()))
                .toList();
    }

    static List<Integer> lines(LineRange lines) {
        return List.of(lines.first(), lines.last());
    }
}
