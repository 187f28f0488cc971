package io.rollbackrecovery.git.internal.retention;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which captures somebody may still ask for: those of checkpoints, and those that undoing and redoing need. Where a
 * record cannot be read nobody knows which one it names: then all are in use.
 */
public final class CapturesInUse {
    private final CheckpointStore checkpoints;
    private final CaptureStore captures;

    /** Looks through a repository. */
    public CapturesInUse(RepositoryAccess repository, CaptureStore captures) {
        this.checkpoints = new CheckpointStore(repository);
        this.captures = captures;
    }

    /** Gives the captures of the checkpoints that there are, without some. */
    public Set<CommitId> byCheckpoints(Set<CheckpointName> without) {
        Set<CommitId> used = new HashSet<>();
        for (Checkpoint checkpoint : checkpoints.list()) {
            if (CheckpointStore.isDamaged(checkpoint)) {
                used.addAll(captures.list());
            } else if (!without.contains(checkpoint.name())) {
                checkpoint.capture().ifPresent(used::add);
            }
        }
        return used;
    }

    /** Gives the captures that operations need to be undone or done again. */
    public Set<CommitId> byOperations(Collection<Operation> operations) {
        Set<CommitId> used = new HashSet<>();
        for (Operation operation : operations) {
            operation.captureMove().ifPresent(move -> {
                move.from().ifPresent(used::add);
                move.to().ifPresent(used::add);
            });
            for (RefMove move : operation.refMoves()) {
                if (CheckpointStore.isRecord(move.ref())) {
                    used.addAll(capturesOf(move.from()));
                    used.addAll(capturesOf(move.to()));
                }
            }
        }
        return used;
    }

    private Set<CommitId> capturesOf(Optional<GitId> record) {
        try {
            return record.filter(CommitId.class::isInstance)
                    .map(CommitId.class::cast)
                    .flatMap(checkpoints::read)
                    .flatMap(Checkpoint::capture)
                    .map(Set::of)
                    .orElse(Set.of());
        } catch (RrException unreadable) {
            if (!CheckpointStore.isDamage(unreadable)) {
                throw unreadable;
            }
            return captures.list();
        }
    }
}
