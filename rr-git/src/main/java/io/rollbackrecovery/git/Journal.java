package io.rollbackrecovery.git;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.journal.UndoPlanner;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.List;
import java.util.Optional;

/**
 * The operations that RR has carried out in a repository, and the plans that take them back. It reads the repository
 * and writes nothing: what it plans is applied by {@link GitRepository#apply}. Thread-safe.
 *
 * <p>Undo is itself an operation: undoing twice takes two operations back, and redo takes an undo back as long as
 * nothing else was done in between.
 */
public final class Journal {
    private final OperationLog log;
    private final UndoPlanner planner;

    Journal(RepositoryAccess repository) {
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
     * Plans to do again what the newest undo took back.
     *
     * @return the plan; empty if the newest operation is not an undo
     */
    public Optional<Plan> planRedo() {
        return planner.redoable().map(planner::redo);
    }
}
