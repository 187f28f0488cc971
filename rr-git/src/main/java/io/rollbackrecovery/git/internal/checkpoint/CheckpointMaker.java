package io.rollbackrecovery.git.internal.checkpoint;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.CheckpointOptions;
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
import io.rollbackrecovery.git.internal.capture.CaptureRequest;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.StatCache;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import io.rollbackrecovery.git.internal.worktree.WorkTreeScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;

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
    public Checkpoint make(CheckpointName name, Optional<SessionId> session, CheckpointOptions options) {
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
            if (options.ignored()) {
                covers.add(Coverage.IGNORED);
            }
            try (WorkTree files = workTree.get()) {
                capture = capture(files, tree, options, skipped);
            }
        }
        return new Checkpoint(
                name, CheckpointStore.tag(name), head, branch, repository.now(), session, capture, covers, skipped);
    }

    private Optional<CommitId> capture(
            WorkTree workTree, TreeId tree, CheckpointOptions options, List<Skipped> skipped) {
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            IndexFile index = IndexFile.read(repository.layout().indexFile());
            StatCache cache = StatCache.load(repository.layout().statCache());
            WorkTreeScan.Result scan = WorkTreeScan.scan(
                    workTree,
                    index,
                    reader,
                    Ids.jgit(tree),
                    cache,
                    new WorkTreeScan.Request(WorkTrees.excludes(repository), options.ignored()));
            skipped.addAll(scan.skipped());
            List<RepoPath> paths = new ArrayList<>(scan.changed());
            paths.addAll(scan.untracked());
            paths.addAll(scan.ignored());
            if (paths.isEmpty()) {
                cache.save();
                return Optional.empty();
            }
            CaptureRequest request = new CaptureRequest(paths, options.largestFile(), options.budget(), false);
            CaptureStore.Capture capture = captures.capture(workTree, index, request, cache);
            cache.save();
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
