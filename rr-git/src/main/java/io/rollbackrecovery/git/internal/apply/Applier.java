package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.CaptureMove;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.git.internal.capture.CaptureRequest;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.files.LockAttempt;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.journal.Pending;
import io.rollbackrecovery.git.internal.journal.RepositoryLock;
import io.rollbackrecovery.git.internal.merge.CommitObjects;
import io.rollbackrecovery.git.internal.merge.TreeMaterializer;
import io.rollbackrecovery.git.internal.objects.Leftovers;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import io.rollbackrecovery.git.internal.objects.ObjectWriter;
import io.rollbackrecovery.git.internal.refs.HeadFile;
import io.rollbackrecovery.git.internal.refs.RefChange;
import io.rollbackrecovery.git.internal.refs.RefProblem;
import io.rollbackrecovery.git.internal.refs.RefTransaction;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.PreparedFiles;
import io.rollbackrecovery.git.internal.worktree.StatCache;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Applies plans, one at a time for each repository, by the commit protocol of docs/format.md: (a) RR's lock, (b)
 * captures and objects, synced, (c) the pending file, (d) one atomic step for all refs and the journal, (e) HEAD, index
 * and work tree, (f) verification, (g) the pending file goes. Nothing in RR moves a ref by another road. Thread-safe.
 */
public final class Applier {
    private static final Duration PATIENCE_WITH_WRITERS = Duration.ofSeconds(20);
    private static final Duration PATIENCE_WITH_GIT = Duration.ofSeconds(2);

    private final RepositoryAccess repository;
    private final CaptureStore captures;
    private final OperationLog log;
    private final RefGuard guard;

    /** Applies plans to a repository. */
    public Applier(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
        this.log = new OperationLog(repository);
        this.guard = new RefGuard(repository);
    }

    /**
     * Applies a plan.
     *
     * @param plan the plan
     * @param options what the caller allows
     * @param context cancels up to the commit point
     */
    public ApplyOutcome apply(Plan plan, ApplyOptions options, RunContext context) {
        return underLock(options, context, applier -> plan);
    }

    /**
     * A plan for an operation that acts at once, and what the caller gets when it has happened.
     *
     * @param <T> what the operation makes
     * @param plan the plan
     * @param made what the operation makes
     */
    public record Now<T>(Plan plan, T made) {}

    /**
     * Plans under RR's lock and applies the plan at once: for operations that need no approval, so that nobody can make
     * the plan stale in between.
     *
     * @throws RrException if it cannot be applied, with the code of the outcome
     */
    public <T> T applyNow(Function<CaptureStore, Now<T>> planner) {
        List<T> made = new ArrayList<>(1);
        Outcomes.requireApplied(underLock(ApplyOptions.safe(), RunContext.none(), store -> {
            Now<T> now = planner.apply(store);
            made.add(now.made());
            return now.plan();
        }));
        return made.get(0);
    }

    private ApplyOutcome underLock(ApplyOptions options, RunContext context, Function<CaptureStore, Plan> planner) {
        context.throwIfCancelled();
        Optional<RepositoryLock> lock;
        try {
            lock = RepositoryLock.acquire(repository.layout().rrDir(), PATIENCE_WITH_WRITERS);
        } catch (IOException e) {
            throw Failures.of("take RR's lock", e);
        }
        if (lock.isEmpty()) {
            return ApplyOutcome.notApplied(
                    ApplyOutcome.Kind.LOCKED,
                    List.of(),
                    "another writer of RR is at work in this repository",
                    "Try again when it is done.");
        }
        try (RepositoryLock held = lock.get()) {
            held.requireHeld();
            new Recovery(repository, captures).recover();
            StoreFormat.requireWritable(repository);
            Plan plan = planner.apply(captures);
            if (!plan.isClean()) {
                return ApplyOutcome.notApplied(
                        ApplyOutcome.Kind.CONFLICT,
                        List.of(),
                        "the plan has " + plan.conflicts().size()
                                + (plan.conflicts().size() == 1 ? " conflict" : " conflicts"),
                        "Take back the commits that are in the way too, or resolve by hand.");
            }
            if (plan.isNoEffect()) {
                return ApplyOutcome.notApplied(
                        ApplyOutcome.Kind.NO_EFFECT, List.of(), "there is nothing to do: " + plan.summary(), "");
            }
            if (plan.refMoves().isEmpty()
                    && plan.headMove().isEmpty()
                    && plan.captureMove().isEmpty()) {
                throw new RrException(
                        ErrorCode.BAD_REQUEST,
                        "the plan was made for another revision than HEAD and names no branch to put its result on",
                        "Plan it with a new branch.");
            }
            return applyUnderLock(plan, options, context);
        } catch (Refusal refusal) {
            return refusal.outcome();
        } catch (IOException e) {
            throw Failures.of("apply the plan", e);
        }
    }

    private ApplyOutcome applyUnderLock(Plan plan, ApplyOptions options, RunContext context)
            throws Refusal, IOException {
        guard.requireCommits(plan);
        guard.requireFresh(plan);
        guard.requireNothingInProgress(plan);
        guard.requireNoOtherWorkTree(plan);
        requireUnsigned(plan);
        if (!options.allowPublished()) {
            guard.requireUnpublished(plan);
        }
        context.report("writing objects", 0, 0);
        String token = log.nextId() + "-" + UUID.randomUUID().toString().substring(0, 8);
        try (ObjectWriter writer = repository
                .jgit()
                .getObjectDatabase()
                .newWriter(ObjectStore.Existing.ANYWHERE)
                .keeping(Leftovers.NOTE + token)) {
            writeObjects(plan, writer);
            if (plan.treeMove().isPresent() || plan.captureMove().isPresent()) {
                // The work tree is taken along by what the new tree says; else one flush does for all.
                writer.flush();
            }
            ApplyOutcome outcome;
            try {
                outcome = applyWritten(plan, options, context, writer, token);
            } catch (Refusal | IOException | RuntimeException failed) {
                tidy(writer).ifPresent(failed::addSuppressed);
                throw failed;
            }
            // What has happened stays so, though a file that nobody needs any more cannot be deleted.
            return tidy(writer)
                    .map(failed -> ApplyOutcome.applied(
                            outcome.operation().orElseThrow(),
                            outcome.paths(),
                            outcome.message() + "; " + untidy(failed)))
                    .orElse(outcome);
        }
    }

    private static String untidy(IOException failed) {
        return "the next operation tidies up, since that failed now: " + failed.getMessage();
    }

    /** Removes what only the operation under way needs. */
    private Optional<IOException> tidy(ObjectWriter writer) {
        Path rrDir = repository.layout().rrDir();
        try {
            writer.releaseKept();
            PreparedFiles.removeOthers(rrDir, Pending.find(rrDir).map(Pending::token));
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(failed);
        }
    }

    private ApplyOutcome applyWritten(
            Plan plan, ApplyOptions options, RunContext context, ObjectWriter writer, String token)
            throws Refusal, IOException {
        Optional<CaptureMove> captured = plan.captureMove();
        Optional<TreeMove> trees = treesOf(plan);
        Optional<WorkTree> workTree = trees.isPresent() && (plan.treeMove().isPresent() || captured.isPresent())
                ? WorkTrees.open(repository, captures, trees.get().to())
                : Optional.empty();
        try {
            return applyTo(workTree, trees, plan, options, context, writer, token);
        } finally {
            workTree.ifPresent(WorkTree::close);
        }
    }

    private ApplyOutcome applyTo(
            Optional<WorkTree> workTree,
            Optional<TreeMove> trees,
            Plan plan,
            ApplyOptions options,
            RunContext context,
            ObjectWriter writer,
            String token)
            throws Refusal, IOException {
        Optional<CaptureMove> captured = plan.captureMove();
        List<PathStep> steps = List.of();
        Optional<WorkTreeMover> mover = Optional.empty();
        if (workTree.isPresent() && trees.isPresent()) {
            steps = steps(trees.get(), captured);
            mover = Optional.of(mover(workTree.get(), token));
            mover.get().requireWritable(steps);
            if (repository.config().flag("core", "ignoreCase", false)) {
                IndexFile index = IndexFile.read(repository.layout().indexFile());
                mover.get().requireDistinctNames(steps, index.index());
            }
            Optional<CaptureMove> widened =
                    captureWhatIsInTheWay(mover.get(), workTree.get(), steps, captured, options);
            if (!widened.equals(captured)) {
                captured = widened;
                steps = steps(trees.get(), captured);
            }
            StagedBlobs.restore(captured.flatMap(captures::to), repository, captures, writer);
            workTree.get().use(PreparedFiles.of(repository.layout().rrDir(), token));
            List<PathResult> changed = mover.get()
                    .prepare(steps, IndexFile.read(repository.layout().indexFile()));
            if (!changed.isEmpty()) {
                throw inTheWay(changed);
            }
        }
        Operation operation = new Operation(
                log.nextId(),
                plan.kind(),
                plan.summary(),
                repository.now(),
                repository.committer(),
                plan.session(),
                plan.refMoves(),
                plan.headMove(),
                workTree.isPresent() ? trees : Optional.empty(),
                captured,
                plan.undoes());
        CommitId commit = log.write(operation, writer);
        List<RefChange> changes = changes(plan, commit, writer);
        writer.flush();

        RefTransaction refs = RefTransaction.plan(repository.refStore(), token, changes);
        List<Path> lockPaths = new ArrayList<>(refs.locks());
        HeadFile headFile = HeadFile.of(repository.layout());
        if (guard.movesHead(plan)) {
            lockPaths.add(headFile.lock());
        }
        if (!steps.isEmpty()) {
            lockPaths.add(HeldLocks.lockOf(repository.layout().indexFile()));
        }
        context.throwIfCancelled();
        Path rrDir = repository.layout().rrDir();
        Pending pending =
                new Pending(operation, commit, token, repository.layout().gitDir(), lockPaths);
        pending.write(rrDir);
        try {
            LockAttempt attempt = HeldLocks.acquire(rrDir.resolve("locks"), token, lockPaths, PATIENCE_WITH_GIT);
            if (attempt.held().isEmpty()) {
                throw new Refusal(
                        ApplyOutcome.Kind.LOCKED,
                        "another process holds "
                                + attempt.foreign().map(Object::toString).orElse("a lock"),
                        "Try again when it is done; if no git process runs any more, remove that file.");
            }
            try (HeldLocks locks = attempt.held().get()) {
                requireStillFree(mover, steps, plan);
                prepare(refs, locks);
                refs.commit();
                List<PathResult> results = new Completion(repository).complete(pending, locks, mover, steps);
                // First the locks, then the file that names them: the other way round a kill would leave them for ever.
                locks.release();
                pending.delete(rrDir);
                return ApplyOutcome.applied(operation.id(), results, message(plan, results));
            }
        } catch (IOException | RrException e) {
            if (!refs.isCommitted()) {
                throw e;
            }
            throw new RrException(
                    e instanceof RrException known ? known.code() : ErrorCode.IO,
                    "operation " + operation.id() + " has happened, but its last steps failed: " + e.getMessage(),
                    "Remove the cause; the next operation, or rr doctor --apply, finishes it.",
                    e);
        } finally {
            // Even a commit that failed may have moved the refs: then only going forward is right.
            if (!refs.isCommitted()) {
                new Recovery(repository, captures).rollBack(pending);
            }
        }
    }

    private void prepare(RefTransaction refs, HeldLocks locks) throws Refusal, IOException {
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            Optional<RefProblem> problem = refs.prepare(locks, reader);
            if (problem.isPresent()) {
                throw new Refusal(ApplyOutcome.Kind.STALE, problem.get().describe(), "Plan again.");
            }
        }
    }

    private String message(Plan plan, List<PathResult> results) {
        long left = results.stream()
                .filter(result -> result.state() == PathResult.State.SKIPPED)
                .count();
        List<String> hooks = SkippedHooks.of(plan, repository);
        return plan.summary()
                + (left == 0 ? "" : "; " + left + " paths were left as they are")
                + (hooks.isEmpty() ? "" : "; hooks were not run: " + String.join(", ", hooks));
    }

    private void writeObjects(Plan plan, ObjectWriter writer) throws IOException {
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            new TreeMaterializer(repository.mergeSettings()).write(plan.steps(), reader, writer);
        }
        for (PlannedCommit commit : plan.commits()) {
            if (commit.tree().equals(GitSourceReader.EMPTY_TREE)) {
                writer.insert(Constants.OBJ_TREE, new byte[0]);
            }
            CommitObjects.write(commit, writer);
        }
        for (PlannedTag tag : plan.tags()) {
            CommitObjects.write(tag, writer);
        }
        if (plan.undoes().isPresent()) {
            Optional<Operation> undone = log.find(plan.undoes().get());
            if (undone.isPresent()) {
                log.restoreTags(undone.get(), writer);
            }
        }
    }

    /** The move of the tree; if only uncommitted work moves, from HEAD's tree to itself. */
    private Optional<TreeMove> treesOf(Plan plan) {
        if (plan.treeMove().isPresent()) {
            return plan.treeMove();
        }
        return plan.captureMove().map(move -> {
            TreeId tree = repository
                    .headCommit()
                    .map(head -> repository.commits().commit(head).tree())
                    .orElse(GitSourceReader.EMPTY_TREE);
            return new TreeMove(tree, tree);
        });
    }

    private List<PathStep> steps(TreeMove trees, Optional<CaptureMove> captured) {
        return Transition.steps(
                repository.sources(), trees, captured.flatMap(captures::from), captured.flatMap(captures::to));
    }

    private WorkTreeMover mover(WorkTree workTree, String token) {
        return new WorkTreeMover(workTree, repository.layout().indexFile(), token);
    }

    private Optional<CaptureMove> captureWhatIsInTheWay(
            WorkTreeMover mover,
            WorkTree workTree,
            List<PathStep> steps,
            Optional<CaptureMove> planned,
            ApplyOptions options)
            throws Refusal, IOException {
        IndexFile index = IndexFile.read(repository.layout().indexFile());
        List<PathResult> inTheWay = mover.inTheWay(steps, index);
        boolean fromIsKnown = planned.flatMap(CaptureMove::from).isPresent();
        List<RepoPath> captured = new ArrayList<>(fromIsKnown ? List.of() : mover.alreadyThere(steps, index));
        if (inTheWay.isEmpty() && captured.isEmpty()) {
            return planned;
        }
        boolean capturable = inTheWay.stream().noneMatch(path -> path.detail().contains("folder"));
        if (!inTheWay.isEmpty() && (!options.captureInTheWay() || !capturable || fromIsKnown)) {
            throw inTheWay(inTheWay);
        }
        inTheWay.forEach(path -> captured.add(path.path()));
        CaptureRequest request = CaptureRequest.whole(captured);
        CommitId capture =
                captures.capture(workTree, index, request, StatCache.none()).id();
        return Optional.of(new CaptureMove(
                Optional.of(capture),
                planned.flatMap(CaptureMove::to),
                planned.map(CaptureMove::only).orElse(List.of())));
    }

    private static Refusal inTheWay(List<PathResult> paths) {
        PathResult first = paths.get(0);
        return new Refusal(
                ApplyOutcome.Kind.IN_THE_WAY,
                paths,
                paths.size() + (paths.size() == 1 ? " path is" : " paths are") + " in the way: " + first.path() + " "
                        + first.detail(),
                "Commit, stash or move them away, or allow that they are captured first (--capture).");
    }

    /** Between the first look and the locks somebody may have edited a file; this is the last look. */
    private void requireStillFree(Optional<WorkTreeMover> mover, List<PathStep> steps, Plan plan)
            throws Refusal, IOException {
        guard.requireFresh(plan);
        if (mover.isPresent()) {
            List<PathResult> inTheWay = mover.get()
                    .inTheWay(steps, IndexFile.read(repository.layout().indexFile()));
            if (!inTheWay.isEmpty()) {
                throw inTheWay(inTheWay);
            }
        }
    }

    private List<RefChange> changes(Plan plan, CommitId operation, ObjectWriter writer) throws IOException {
        List<RefChange> changes = new ArrayList<>();
        for (RefMove move : plan.refMoves()) {
            changes.add(new RefChange(
                    move.ref().value(), move.from().map(Ids::jgit), move.to().map(Ids::jgit)));
        }
        RefName journal = OperationLog.JOURNAL;
        changes.add(new RefChange(journal.value(), log.tip().map(Ids::jgit), Optional.of(Ids.jgit(operation))));
        StoreFormat.firstRecord(repository, writer).ifPresent(changes::add);
        return changes;
    }

    /** A repository that wants its commits signed must not get unsigned ones without a word. */
    private void requireUnsigned(Plan plan) throws Refusal {
        boolean makesCommits = plan.commits().stream()
                .anyMatch(commit -> plan.refMoves().stream()
                        .anyMatch(move -> move.ref().isBranch() && move.to().equals(Optional.of(commit.id()))));
        if (makesCommits && repository.config().flag("commit", "gpgSign", false)) {
            throw new Refusal(
                    ApplyOutcome.Kind.NOT_TRUSTED,
                    "commit.gpgSign asks for signed commits, and RR does not sign",
                    "Set commit.gpgSign to false for this repository, or make the commit with git.");
        }
    }
}
