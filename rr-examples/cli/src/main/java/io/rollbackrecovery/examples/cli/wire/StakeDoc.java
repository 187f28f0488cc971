package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Stake;
import java.util.List;

/** What a plan keeps or loses. */
public record StakeDoc(List<CommitId> commits, List<RepoPath> paths, long lines) {
    /** Writes a stake. */
    public static StakeDoc of(Stake stake) {
        return new StakeDoc(stake.commits(), stake.paths(), stake.lines());
    }
}
