package io.rollbackrecovery.git.internal.checkpoint;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.Coverage;
import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.git.internal.apply.WorkTrees;
import io.rollbackrecovery.git.internal.capture.CaptureLimits;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import io.rollbackrecovery.git.internal.worktree.WorkTreeScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes checkpoint values: captures what is not committed, and says what is covered. Called under RR's lock. */
public final class CheckpointMaker {
    private final RepositoryAccess repository;
    private final CaptureStore captures;

    /** Makes checkpoints of a repository. */
    public CheckpointMaker(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
    }

    /**
     * Makes a checkpoint of what HEAD, index and work tree are now. Writes to RR's store only.
     *
     * @throws RrException {@code UNBORN_BRANCH} if there is no commit to return to; {@code BAD_REQUEST} if the work
     *     tree is a home folder or the root of a file system
     */
    public Checkpoint make(CheckpointName name, Optional<SessionId> session) {
        CommitId head = repository.requireHeadCommit();
        Optional<RefName> branch =
                repository.head() instanceof Head.OnBranch on ? Optional.of(on.branch()) : Optional.empty();
        TreeId tree = repository.commits().commit(head).tree();
        List<Coverage> covers = new ArrayList<>(List.of(Coverage.COMMIT));
        branch.ifPresent(on -> covers.add(Coverage.BRANCH));
        List<Skipped> skipped = new ArrayList<>();
        Optional<WorkTree> workTree = WorkTrees.open(repository, captures, tree);
        Optional<CommitId> capture = Optional.empty();
        if (workTree.isPresent()) {
            refuseHome(workTree.get().root());
            covers.addAll(List.of(Coverage.INDEX, Coverage.UNCOMMITTED, Coverage.UNTRACKED));
            capture = capture(workTree.get(), tree, skipped);
        }
        return new Checkpoint(
                name, CheckpointStore.tag(name), head, branch, repository.now(), session, capture, covers, skipped);
    }

    private Optional<CommitId> capture(WorkTree workTree, TreeId tree, List<Skipped> skipped) {
        try {
            IndexFile index = IndexFile.read(repository.layout().indexFile());
            WorkTreeScan.Result scan = WorkTreeScan.scan(
                    workTree, index, repository.sources().files(tree), WorkTrees.excludes(repository));
            skipped.addAll(scan.skipped());
            if (scan.isClean()) {
                return Optional.empty();
            }
            SortedSet<RepoPath> paths = new TreeSet<>(scan.changed());
            paths.addAll(scan.untracked());
            CaptureStore.Capture capture = captures.capture(workTree, index, paths, CaptureLimits.DEFAULT, false);
            skipped.addAll(capture.manifest().skipped());
            return Optional.of(capture.id());
        } catch (IOException e) {
            throw Failures.of("look for uncommitted work", e);
        }
    }

    /** Whoever has a repository in the home folder does not want all of it captured (opencode, codex: 100 GB and more). */
    private void refuseHome(Path root) {
        if (root.getParent() == null
                || repository.environment().home().filter(root::equals).isPresent()) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "the work tree is " + root + ", a home folder or the root of a file system",
                    "Run RR in the repository of one project.");
        }
    }
}
