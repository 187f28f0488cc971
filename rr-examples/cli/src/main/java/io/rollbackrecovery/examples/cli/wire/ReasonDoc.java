package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a commit that was not asked for is part of a plan. */
public record ReasonDoc(
        CommitId commit, CommitId because, Optional<RepoPath> path, Optional<List<Integer>> lines, String kind) {
    /** Writes reasons. */
    public static List<ReasonDoc> of(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> new ReasonDoc(
                        reason.commit(),
                        reason.because(),
                        reason.path(),
                        reason.lines().map(ConflictDoc::lines),
                        reason.kind().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
