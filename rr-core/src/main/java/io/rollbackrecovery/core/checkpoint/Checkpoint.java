package io.rollbackrecovery.core.checkpoint;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A state of the repository to which one can return. Immutable.
 *
 * @param name its name
 * @param tag the annotated tag, {@code refs/tags/checkpoint/<name>}
 * @param commit the commit that HEAD named
 * @param branch the branch that HEAD was on; empty if it was detached, or if the tag was not made by RR
 * @param time when it was made
 * @param session the session before which it was made
 * @param capture the uncommitted and untracked work, a commit of RR's store; empty if there was none
 * @param covers what it holds
 * @param skipped what it does not hold
 */
public record Checkpoint(
        CheckpointName name,
        RefName tag,
        CommitId commit,
        Optional<RefName> branch,
        Instant time,
        Optional<SessionId> session,
        Optional<CommitId> capture,
        List<Coverage> covers,
        List<Skipped> skipped) {
    /** Copies the lists, so that the value is immutable. */
    public Checkpoint {
        covers = List.copyOf(covers);
        skipped = List.copyOf(skipped);
    }

    /**
     * Tells whether there was uncommitted or untracked work.
     *
     * @return true if the checkpoint holds any
     */
    public boolean dirty() {
        return capture.isPresent();
    }
}
