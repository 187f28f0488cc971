package io.rollbackrecovery.git;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.git.internal.apply.Recovery;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.journal.RepositoryLock;
import io.rollbackrecovery.git.internal.journal.UndoPlanner;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.retention.JournalPruner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The operations that RR has carried out in a repository, and the plans that take them back. It reads the repository
 * and writes nothing, but for {@link #prune}: what it plans is applied by {@link GitRepository#apply}. Thread-safe.
 *
 * <p>Undo is itself an operation: undoing twice takes two operations back, and redo takes an undo back as long as
 * nothing else was done in between.
 */
public final class Journal {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RepositoryAccess repository;
    private final CaptureStore captures;
    private final OperationLog log;
    private final UndoPlanner planner;

    Journal(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
        this.log = new OperationLog(repository);
        this.planner = new UndoPlanner(repository);
    }

    /**
     * Lists the operations.
     *
     * @param limit how many at most, at least 0
     * @return the operations, newest first; empty if RR has never written to the repository
     * @throws RrException {@code CORRUPT} if the journal cannot be read
     */
    public List<Operation> operations(int limit) {
        return log.list(limit);
    }

    /**
     * Finds an operation.
     *
     * @param id its id
     * @return the operation; empty if the journal has none of that id
     */
    public Optional<Operation> find(OperationId id) {
        return log.find(id);
    }

    /**
     * Plans to undo the newest operation that is in effect, whoever made it.
     *
     * @return the plan; empty if there is nothing to undo
     */
    public Optional<Plan> planUndo() {
        return planner.undoable(operation -> true).map(planner::undo);
    }

    /**
     * Plans to undo the newest operation of a session that is in effect, and never one of another session.
     *
     * @param session the session
     * @return the plan; empty if there is nothing to undo
     */
    public Optional<Plan> planUndoLastOf(SessionId session) {
        return planner.undoable(operation -> operation.session().equals(Optional.of(session)))
                .map(planner::undo);
    }

    /**
     * Plans to undo one operation. Where others have moved on since, applying the plan is refused with
     * {@code MOVED_ON}.
     *
     * @param id the operation
     * @return the plan
     * @throws RrException {@code UNKNOWN_NAME} if there is none of that id; {@code WRONG_STATE} if it has been undone
     *     already; {@code BAD_REQUEST} if it is an undo or a redo
     */
    public Plan planUndo(OperationId id) {
        Operation operation = log.find(id)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME, "there is no operation " + id, "List them with: rr ops"));
        return planner.undo(operation);
    }

    /**
     * Plans to drop the oldest operations for good. Operations of open sessions, and all later ones, are kept.
     *
     * @param olderThan drop those that are older; empty for any age
     * @param keep keep at least this many, the newest ones
     * @return what would be dropped, what could not be undone any more, and what it would give back
     * @throws RrException {@code BAD_REQUEST} if {@code keep} is negative
     */
    public Pruning planPrune(Optional<Duration> olderThan, int keep) {
        if (keep < 0) {
            throw new RrException(ErrorCode.BAD_REQUEST, "cannot keep " + keep + " operations", "Name 0 or more.");
        }
        JournalPruner pruner = new JournalPruner(repository, captures);
        List<Operation> dropped =
                pruner.droppable(olderThan.map(age -> repository.now().minus(age)), keep);
        List<Operation> lost =
                planner.undoable().stream().filter(dropped::contains).toList();
        return new Pruning(dropped, lost, pruner.freedBy(dropped));
    }

    /**
     * Drops operations for good, and the captures that only they needed. The journal gets an operation that says so.
     *
     * @param pruning what {@link #planPrune} gave
     * @return the operation; empty if there was nothing to drop
     * @throws RrException {@code STALE} if the journal was pruned since; {@code LOCKED} if another writer is at work for
     *     long
     */
    public Optional<OperationId> prune(Pruning pruning) {
        if (pruning.dropped().isEmpty() && pruning.freed() == 0) {
            return Optional.empty();
        }
        try (RepositoryLock lock = RepositoryLock.acquire(repository.layout().rrDir(), PATIENCE)
                .orElseThrow(() -> new RrException(
                        ErrorCode.LOCKED,
                        "another writer of RR is at work in this repository",
                        "Try again when it is done."))) {
            lock.requireHeld();
            new Recovery(repository, captures).recover();
            JournalPruner pruner = new JournalPruner(repository, captures);
            if (pruning.dropped().isEmpty()) {
                // An earlier pruning was interrupted when it had dropped its operations.
                pruner.collect();
                return Optional.empty();
            }
            return Optional.of(pruner.drop(pruning.dropped()));
        } catch (IOException e) {
            throw Failures.of("prune the journal", e);
        }
    }

    /**
     * What pruning the journal drops.
     *
     * @param dropped the operations, newest first
     * @param lost those of them that can be undone now and could not any more, newest first
     * @param freed the bytes of RR's store that nothing would need any more
     */
    public record Pruning(List<Operation> dropped, List<Operation> lost, long freed) {
        /** Copies the lists, so that the value is immutable. */
        public Pruning {
            dropped = List.copyOf(dropped);
            lost = List.copyOf(lost);
        }
    }

    /**
     * Plans to do again what the newest undo took back.
     *
     * @return the plan; empty if the newest operation is not an undo
     */
    public Optional<Plan> planRedo() {
        return planner.redoable().map(planner::redo);
    }
}
