package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.journal.Pending;
import io.rollbackrecovery.git.internal.refs.HeadFile;
import io.rollbackrecovery.git.internal.refs.Reflog;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * What follows the commit point of an operation: HEAD, reflogs, work tree, index. Every part can be repeated, so that
 * recovery does the same from the pending file.
 */
final class Completion {
    private final RepositoryAccess repository;

    Completion(RepositoryAccess repository) {
        this.repository = repository;
    }

    List<PathResult> complete(Pending pending, HeldLocks locks, Optional<WorkTreeMover> mover, List<PathStep> steps)
            throws IOException {
        Operation operation = pending.operation();
        appendReflogs(operation);
        if (operation.headMove().isPresent()
                && repository.head().equals(operation.headMove().get().from())) {
            moveHead(operation, locks, pending.token());
        }
        return mover.isPresent() && isWhereItLeftHead(operation) ? mover.get().move(steps) : List.of();
    }

    /**
     * After a crash somebody may have switched or committed before the recovery came. Then index and work tree belong to
     * what HEAD names now, and are left as they are.
     */
    private boolean isWhereItLeftHead(Operation operation) {
        Optional<CommitId> head = repository.headCommit();
        return head.isPresent()
                && operation.treeMove().isPresent()
                && repository
                        .commits()
                        .commit(head.get())
                        .tree()
                        .equals(operation.treeMove().get().to());
    }

    private void moveHead(Operation operation, HeldLocks locks, String token) throws IOException {
        Head to = operation.headMove().orElseThrow().to();
        io.rollbackrecovery.git.internal.refs.Head head = to instanceof Head.OnBranch on
                ? io.rollbackrecovery.git.internal.refs.Head.on(on.branch().value())
                : io.rollbackrecovery.git.internal.refs.Head.at(Ids.jgit(((Head.Detached) to).commit()));
        HeadFile.of(repository.layout()).write(head, locks, token);
    }

    private void appendReflogs(Operation operation) throws IOException {
        Reflog reflog = repository.jgit().reflog();
        PersonIdent who = Ids.person(operation.who());
        String why = "rr: " + operation.kind().word() + " " + operation.id();
        Head head = operation.headMove().map(move -> move.from()).orElseGet(repository::head);
        for (RefMove move : operation.refMoves()) {
            Optional<ObjectId> from = move.from().map(Ids::jgit);
            if (!move.ref().isBranch()) {
                continue;
            }
            if (move.to().isEmpty()) {
                reflog.delete(move.ref().value());
                continue;
            }
            ObjectId to = Ids.jgit(move.to().get());
            reflog.append(move.ref().value(), from, to, who, why);
            boolean isHead = operation.headMove().isEmpty() && head.equals(new Head.OnBranch(move.ref()));
            if (isHead) {
                reflog.append("HEAD", from, to, who, why);
            }
        }
        if (operation.headMove().isPresent()) {
            Optional<CommitId> from =
                    commitOf(operation, operation.headMove().get().from(), true);
            Optional<CommitId> to =
                    commitOf(operation, operation.headMove().get().to(), false);
            if (to.isPresent()) {
                reflog.append("HEAD", from.map(Ids::jgit), Ids.jgit(to.get()), who, why);
            }
        }
    }

    /** The commit that a HEAD names before or after an operation. */
    private Optional<CommitId> commitOf(Operation operation, Head head, boolean before) {
        if (head instanceof Head.Detached detached) {
            return Optional.of(detached.commit());
        }
        Head.OnBranch on = (Head.OnBranch) head;
        for (RefMove move : operation.refMoves()) {
            if (move.ref().equals(on.branch())) {
                Optional<GitId> id = before ? move.from() : move.to();
                return id.filter(CommitId.class::isInstance).map(CommitId.class::cast);
            }
        }
        return repository.commitAt(on.branch());
    }
}
