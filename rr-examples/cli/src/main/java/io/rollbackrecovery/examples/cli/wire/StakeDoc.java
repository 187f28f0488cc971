package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Stake;
import java.util.List;
import java.util.Optional;

/** What a plan keeps or loses; the lines are absent if they were not counted. */
public record StakeDoc(List<CommitId> commits, List<RepoPath> paths, Optional<Long> lines) {
    /** Writes a stake. */
    public static StakeDoc of(Stake stake) {
        return new StakeDoc(stake.commits(), stake.paths(), Optional.of(stake.lines()));
    }

    /** Writes a stake whose lines were counted apart, or not at all. */
    static StakeDoc of(Stake stake, Optional<Long> lines) {
        return new StakeDoc(stake.commits(), stake.paths(), lines);
    }
}
