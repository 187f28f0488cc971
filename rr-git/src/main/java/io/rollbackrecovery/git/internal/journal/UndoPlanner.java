package io.rollbackrecovery.git.internal.journal;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.CaptureMove;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.HeadMove;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Plans to take operations back, and to do them again. Reads only. */
public final class UndoPlanner {
    private final RepositoryAccess repository;
    private final OperationLog log;

    /** Plans for a repository. */
    public UndoPlanner(RepositoryAccess repository) {
        this.repository = repository;
        this.log = new OperationLog(repository);
    }

    /** The newest operation that is in effect and fits. */
    public Optional<Operation> undoable(Predicate<Operation> fits) {
        return history().done.stream().filter(fits).findFirst();
    }

    /** The undo after which nothing but undos was done, if there is one. */
    public Optional<Operation> redoable() {
        return Optional.ofNullable(history().undone.peek());
    }

    /** Operations in effect, newest first, and the undos that can be done again, newest first. */
    private record History(Deque<Operation> done, Deque<Operation> undone) {}

    private History history() {
        List<Operation> operations = new ArrayList<>(log.list(Integer.MAX_VALUE));
        Collections.reverse(operations);
        Map<OperationId, Operation> byId = new HashMap<>();
        Deque<Operation> done = new ArrayDeque<>();
        Deque<Operation> undone = new ArrayDeque<>();
        for (Operation operation : operations) {
            byId.put(operation.id(), operation);
            Optional<Operation> target = operation.undoes().map(byId::get);
            if (operation.kind() == OperationKind.UNDO && target.isPresent()) {
                done.remove(target.get());
                undone.push(operation);
            } else if (operation.kind() == OperationKind.REDO && target.isPresent()) {
                undone.remove(target.get());
                target.get().undoes().map(byId::get).ifPresent(done::push);
            } else if (!isAboutOperations(operation)) {
                done.push(operation);
                undone.clear();
            }
        }
        return new History(done, undone);
    }

    /** The pruning of the journal, and undos of operations that were pruned: there is no way back from those. */
    private static boolean isAboutOperations(Operation operation) {
        return switch (operation.kind()) {
            case UNDO, REDO, JOURNAL_PRUNE -> true;
            default -> false;
        };
    }

    /** Tells which operations can be taken back now: those in effect. */
    public List<Operation> undoable() {
        return List.copyOf(history().done);
    }

    /** Plans to take an operation back. */
    public Plan undo(Operation operation) {
        if (operation.kind() == OperationKind.JOURNAL_PRUNE) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "operation " + operation.id() + " dropped operations from the journal, which cannot be undone",
                    "Undo another operation; see rr ops.");
        }
        if (operation.kind() == OperationKind.UNDO || operation.kind() == OperationKind.REDO) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "operation " + operation.id() + " is itself an "
                            + operation.kind().word(),
                    "Use redo to take an undo back, or name the operation that it was about.");
        }
        if (undoable(operation::equals).isEmpty()) {
            throw new RrException(
                    ErrorCode.WRONG_STATE, "operation " + operation.id() + " has been undone already", "Use redo.");
        }
        return inverse(OperationKind.UNDO, "undo " + operation.id() + ": " + operation.summary(), operation);
    }

    /** Plans to do again what an undo took back. */
    public Plan redo(Operation undo) {
        return inverse(
                OperationKind.REDO,
                "redo " + undo.undoes().map(OperationId::value).orElse("") + ": "
                        + undo.summary().replaceFirst("^undo [0-9]+: ", ""),
                undo);
    }

    private Plan inverse(OperationKind kind, String summary, Operation operation) {
        PlanBuilder plan = Plan.builder(kind, summary, repository.now()).undoes(operation.id());
        operation.session().ifPresent(plan::session);
        List<RefMove> moves =
                operation.refMoves().stream().map(RefMove::inverse).toList();
        moves.forEach(plan::move);
        Optional<HeadMove> headMove = operation.headMove().map(HeadMove::inverse);
        headMove.ifPresent(plan::head);
        operation.captureMove().map(CaptureMove::inverse).ifPresent(plan::uncommitted);
        Head head = repository.head();
        Optional<CommitId> now = repository.headCommit();
        TreeId from = treeOf(now);
        // Asked once: whoever commits meanwhile must not look like a part of this plan.
        boolean movesHead =
                headMove.isPresent() || moves.stream().anyMatch(move -> head.equals(new Head.OnBranch(move.ref())));
        TreeId to = movesHead ? treeOf(commitAfter(headMove.map(HeadMove::to).orElse(head), moves)) : from;
        plan.tree(to);
        if (!from.equals(to) && repository.layout().workTree().isPresent()) {
            plan.workTree(new TreeMove(from, to)).changes(repository.sources().diff(from, to));
        }
        return plan.build();
    }

    private Optional<CommitId> commitAfter(Head head, List<RefMove> moves) {
        if (head instanceof Head.Detached detached) {
            return Optional.of(detached.commit());
        }
        Head.OnBranch on = (Head.OnBranch) head;
        for (RefMove move : moves) {
            if (move.ref().equals(on.branch())) {
                Optional<GitId> to = move.to();
                return to.filter(CommitId.class::isInstance).map(CommitId.class::cast);
            }
        }
        return repository.commitAt(on.branch());
    }

    private TreeId treeOf(Optional<CommitId> commit) {
        return commit.map(id -> repository.commits().commit(id).tree()).orElse(GitSourceReader.EMPTY_TREE);
    }
}
