package io.rollbackrecovery.git.internal.checkpoint;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.CaptureMove;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.Stake;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.merge.Trees;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectReader;

/** Plans to return to a checkpoint. Reads only. */
public final class RestorePlanner {
    private final RepositoryAccess repository;
    private final CheckpointFiles files;
    private final PlanParts parts;

    /** Plans restores in a repository. */
    public RestorePlanner(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.files = new CheckpointFiles(repository, captures);
        this.parts = new PlanParts(repository);
    }

    /** Plans a new commit with the checkpoint's tree, then its uncommitted work as it was. */
    public Plan commit(Checkpoint checkpoint) {
        CommitId head = repository.requireHeadCommit();
        TreeId from = repository.commits().commit(head).tree();
        TreeId to = repository.commits().commit(checkpoint.commit()).tree();
        PlanBuilder plan = begin(checkpoint, "by a new commit").tree(to);
        if (!from.equals(to)) {
            PlannedCommit commit = parts.commit(
                    to,
                    List.of(head),
                    "Restore checkpoint " + checkpoint.name() + "\n\nThis restores the tree of commit "
                            + checkpoint.commit() + ".\n");
            plan.commit(commit);
            parts.moveHead(plan, head, commit.id(), to);
        }
        plan.changes(files.diff(from, checkpoint, path -> true));
        return withUncommitted(plan, checkpoint).build();
    }

    /** Plans to move what HEAD names back to the checkpoint's commit, then its uncommitted work as it was. */
    public Plan reset(Checkpoint checkpoint, boolean sessionHasOwnBranch) {
        CommitId head = repository.requireHeadCommit();
        TreeId from = repository.commits().commit(head).tree();
        TreeId to = repository.commits().commit(checkpoint.commit()).tree();
        PlanBuilder plan = begin(checkpoint, "by reset").tree(to);
        if (!head.equals(checkpoint.commit())) {
            parts.moveHead(plan, head, checkpoint.commit(), to);
            List<CommitId> dropped = repository.commits().range(List.of(checkpoint.commit()), head);
            List<PathChange> changes = repository.sources().diff(from, to);
            plan.loses(new Stake(dropped, changes.stream().map(PathChange::path).toList(), 0));
            plan.warn("drops-commits", dropped.size() + " commits leave the branch; the journal keeps them");
        }
        if (sessionHasOwnBranch) {
            plan.warn(
                    "own-branch",
                    "the session has a branch of its own: abandoning it loses nothing of the branch you are on");
        }
        plan.changes(files.diff(from, checkpoint, path -> true));
        return withUncommitted(plan, checkpoint).build();
    }

    /** Plans a new commit in which some paths are as the checkpoint's commit has them, then its uncommitted work there. */
    public Plan paths(Checkpoint checkpoint, List<RepoPath> paths) {
        if (paths.isEmpty()) {
            throw new RrException(ErrorCode.BAD_REQUEST, "no path to restore was named", "Name files or folders.");
        }
        CommitId head = repository.requireHeadCommit();
        TreeId from = repository.commits().commit(head).tree();
        TreeId to = files.tree(checkpoint);
        Set<RepoPath> captured = files.captured(checkpoint).keySet();
        for (RepoPath path : paths) {
            if (!has(to, path) && !has(from, path) && captured.stream().noneMatch(one -> one.startsWith(path))) {
                throw new RrException(
                        ErrorCode.BAD_REQUEST,
                        "'" + path + "' is neither in checkpoint " + checkpoint.name() + " nor in HEAD",
                        "Paths are relative to the top of the repository.");
            }
        }
        Predicate<RepoPath> wanted = path -> paths.stream().anyMatch(path::startsWith);
        List<PathChange> committed = repository.sources().diff(from, to).stream()
                .filter(change -> wanted.test(change.path()))
                .toList();
        PlanBuilder plan = begin(checkpoint, paths.size() == 1 ? "at " + paths.get(0) : "at " + paths.size() + " paths")
                .changes(files.diff(from, checkpoint, wanted));
        boolean isDirty = captured.stream().anyMatch(wanted);
        if (isDirty && repository.layout().workTree().isPresent()) {
            plan.uncommitted(new CaptureMove(Optional.empty(), checkpoint.capture(), paths));
        }
        if (committed.isEmpty()) {
            return plan.tree(from).build();
        }
        TreeStep.Edit edit = edit(from, committed);
        PlannedCommit commit = parts.commit(
                edit.result(),
                List.of(head),
                "Restore " + committed.size() + " paths of checkpoint " + checkpoint.name()
                        + "\n\nThis restores them as of commit " + checkpoint.commit() + ".\n");
        plan.tree(edit.result()).step(edit).commit(commit);
        parts.moveHead(plan, head, commit.id(), edit.result());
        return plan.build();
    }

    private TreeStep.Edit edit(TreeId from, List<PathChange> changes) {
        List<TreeStep.FileEdit> edits = new ArrayList<>();
        for (PathChange change : changes) {
            Optional<SourceFile> after = change.after();
            if (after.isPresent() && after.get().mode() == FileMode.GITLINK) {
                throw new RrException(
                        ErrorCode.BAD_REQUEST,
                        "'" + change.path() + "' is a submodule, which cannot be restored as a path",
                        "Restore the whole checkpoint, or set the submodule with git.");
            }
            FileMode mode = after.or(change::before).orElseThrow().mode();
            edits.add(new TreeStep.FileEdit(change.path(), mode, after.map(file -> read(file.blob()))));
        }
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            return Trees.plan(reader, from, edits);
        }
    }

    private Bytes read(BlobId blob) {
        return Bytes.of(repository
                .sources()
                .read(blob, Long.MAX_VALUE)
                .bytes()
                .orElseThrow(() -> new RrException(ErrorCode.LIMIT, "blob " + blob + " is too large", "")));
    }

    private boolean has(TreeId tree, RepoPath path) {
        return repository.sources().files(tree).stream()
                .anyMatch(file -> file.path().startsWith(path));
    }

    private PlanBuilder begin(Checkpoint checkpoint, String how) {
        PlanBuilder plan = Plan.builder(
                OperationKind.CHECKPOINT_RESTORE,
                "restore checkpoint " + checkpoint.name() + " " + how,
                repository.now());
        checkpoint.session().ifPresent(plan::session);
        if (!checkpoint.skipped().isEmpty()) {
            plan.warn(
                    "incomplete",
                    checkpoint.skipped().size() + " paths could not be captured and cannot be restored: "
                            + checkpoint.skipped().get(0).path() + " ("
                            + checkpoint.skipped().get(0).reason() + ")");
        }
        return plan;
    }

    private PlanBuilder withUncommitted(PlanBuilder plan, Checkpoint checkpoint) {
        if (checkpoint.capture().isPresent() && repository.layout().workTree().isPresent()) {
            plan.uncommitted(new CaptureMove(Optional.empty(), checkpoint.capture()));
        }
        return plan;
    }
}
