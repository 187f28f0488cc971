package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.journal.Pending;
import io.rollbackrecovery.git.internal.objects.Leftovers;
import io.rollbackrecovery.git.internal.refs.HeadFile;
import io.rollbackrecovery.git.internal.refs.RefTransaction;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.PreparedFiles;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finishes or takes back what a killed process left. Only who holds RR's lock may recover: the process that wrote the
 * pending file is dead then.
 */
public final class Recovery {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RepositoryAccess repository;
    private final CaptureStore captures;

    /** Recovers a repository. */
    public Recovery(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
    }

    /**
     * What was done about an operation that had been interrupted.
     *
     * @param operation the operation
     * @param happened whether it has happened and was finished; else it was taken back
     * @param paths what became of the paths of the work tree
     */
    public record Recovered(Operation operation, boolean happened, List<PathResult> paths) {}

    /** Finds an interrupted operation without doing anything about it. Reads only. */
    public Optional<Pending> find() throws IOException {
        return Pending.find(repository.layout().rrDir());
    }

    /** Finishes or takes back what is pending. The caller holds RR's lock. */
    public Optional<Recovered> recover() throws IOException {
        Leftovers.remove(repository.layout().objectDir());
        captures.removeLeftovers();
        Leftovers.remove(captures.folder().resolve("objects"));
        Pending.removeUnfinished(repository.layout().rrDir());
        Optional<Pending> found = find();
        PreparedFiles.removeOthers(repository.layout().rrDir(), found.map(Pending::token));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Pending pending = found.get();
        boolean happened = hasHappened(pending.commit());
        if (!happened) {
            rollBack(pending);
            return Optional.of(new Recovered(pending.operation(), false, List.of()));
        }
        return Optional.of(new Recovered(pending.operation(), true, rollForward(pending)));
    }

    private boolean hasHappened(CommitId commit) {
        return new OperationLog(repository).tip().equals(Optional.of(commit));
    }

    /** Takes an operation back that has not reached its commit point: no ref, file or index has changed yet. */
    void rollBack(Pending pending) throws IOException {
        releaseLocks(pending);
        RefTransaction.removeLeftovers(repository.refStore(), pending.token());
        HeadFile.of(repository.layout()).removeLeftovers(pending.token());
        PreparedFiles.removeOthers(repository.layout().rrDir(), Optional.empty());
        pending.delete(repository.layout().rrDir());
    }

    private List<PathResult> rollForward(Pending pending) throws IOException {
        releaseLocks(pending);
        RefTransaction.removeLeftovers(repository.refStore(), pending.token());
        if (!Files.isDirectory(pending.gitDir())) {
            // The work tree it was applied from has been removed since: there is nothing left to take along.
            pending.delete(repository.layout().rrDir());
            PreparedFiles.removeOthers(repository.layout().rrDir(), Optional.empty());
            return List.of();
        }
        try (RepositoryAccess owner = ownerOf(pending)) {
            HeadFile.of(owner.layout()).removeLeftovers(pending.token());
            Operation operation = pending.operation();
            Optional<WorkTree> workTree =
                    operation.treeMove().flatMap(move -> WorkTrees.open(owner, captures, move.to()));
            try {
                return rollForward(pending, owner, workTree);
            } finally {
                workTree.ifPresent(WorkTree::close);
            }
        }
    }

    private List<PathResult> rollForward(Pending pending, RepositoryAccess owner, Optional<WorkTree> workTree)
            throws IOException {
        Operation operation = pending.operation();
        Path rrDir = owner.layout().rrDir();
        List<PathStep> steps = List.of();
        Optional<WorkTreeMover> mover = Optional.empty();
        if (workTree.isPresent()) {
            workTree.get().use(PreparedFiles.of(rrDir, pending.token()));
            steps = Transition.steps(
                    owner.sources(),
                    operation.treeMove().orElseThrow(),
                    operation.captureMove().flatMap(captures::from),
                    operation.captureMove().flatMap(captures::to));
            WorkTreeMover found =
                    new WorkTreeMover(workTree.get(), owner.layout().indexFile(), pending.token());
            found.removeLeftovers(steps);
            mover = Optional.of(found);
        }
        HeldLocks locks = HeldLocks.acquire(rrDir.resolve("locks"), pending.token(), workTreeLocks(owner), PATIENCE)
                .orThrow();
        try {
            List<PathResult> results = new Completion(owner).complete(pending, locks, mover, steps);
            locks.release();
            pending.delete(rrDir);
            PreparedFiles.removeOthers(rrDir, Optional.empty());
            return results;
        } finally {
            locks.release();
        }
    }

    private static List<Path> workTreeLocks(RepositoryAccess owner) {
        return List.of(
                HeadFile.of(owner.layout()).lock(),
                HeldLocks.lockOf(owner.layout().indexFile()));
    }

    /** The operation may have been applied from another work tree of the same repository. */
    private RepositoryAccess ownerOf(Pending pending) {
        return RepositoryAccess.reopen(repository, pending.gitDir());
    }

    private void releaseLocks(Pending pending) throws IOException {
        // Locks of others are not ours to remove; whoever needs one next is told its path and age then.
        HeldLocks.releaseLeftovers(repository.layout().rrDir().resolve("locks"), pending.token(), pending.locks());
    }
}
