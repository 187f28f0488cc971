package io.rollbackrecovery.git.internal.retention;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which captures somebody may still ask for: those of checkpoints, and those that undoing and redoing need. */
public final class CapturesInUse {
    private final CheckpointStore checkpoints;

    /** Looks through a repository. */
    public CapturesInUse(RepositoryAccess repository) {
        this.checkpoints = new CheckpointStore(repository);
    }

    /** Gives the captures of the checkpoints that there are, without some. */
    public Set<CommitId> byCheckpoints(Set<CheckpointName> without) {
        Set<CommitId> captures = new HashSet<>();
        for (Checkpoint checkpoint : checkpoints.list()) {
            if (!without.contains(checkpoint.name())) {
                checkpoint.capture().ifPresent(captures::add);
            }
        }
        return captures;
    }

    /** Gives the captures that operations need to be undone or done again. */
    public Set<CommitId> byOperations(Collection<Operation> operations) {
        Set<CommitId> captures = new HashSet<>();
        for (Operation operation : operations) {
            operation.captureMove().ifPresent(move -> {
                move.from().ifPresent(captures::add);
                move.to().ifPresent(captures::add);
            });
            for (RefMove move : operation.refMoves()) {
                if (CheckpointStore.isRecord(move.ref())) {
                    captureOf(move.from()).ifPresent(captures::add);
                    captureOf(move.to()).ifPresent(captures::add);
                }
            }
        }
        return captures;
    }

    private Optional<CommitId> captureOf(Optional<GitId> record) {
        return record.filter(CommitId.class::isInstance)
                .map(CommitId.class::cast)
                .flatMap(checkpoints::read)
                .flatMap(Checkpoint::capture);
    }
}
