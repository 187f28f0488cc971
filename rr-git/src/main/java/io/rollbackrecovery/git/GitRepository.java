package io.rollbackrecovery.git;

import io.rollbackrecovery.core.check.CheckRunner;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.CommitDependencies;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.LineCount;
import io.rollbackrecovery.core.plan.MergePreview;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.Planner;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.SameChanges;
import io.rollbackrecovery.core.plan.TreePlanner;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.SourceReader;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.apply.Applier;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.dependents.DependenciesReader;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.merge.MemoryObjects;
import io.rollbackrecovery.git.internal.merge.TreeMaterializer;
import io.rollbackrecovery.git.internal.plan.MergePreviews;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.revert.RevertPlanner;
import io.rollbackrecovery.git.internal.revert.SameChangeSearch;
import io.rollbackrecovery.git.internal.scratch.ScratchCheckRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * An open repository: the ports through which it is read, the services that plan, and the one way in which plans are
 * applied.
 *
 * <p>Opening reads and writes nothing but what it must read: no program is run, no file is written, and neither the home
 * folder nor the environment is looked at beyond the given {@link GitEnvironment}. Every question is answered from the
 * disk as it is then. Thread-safe; values that come out of it stay valid after {@link #close()}.
 */
public final class GitRepository implements AutoCloseable {
    private final RepositoryAccess access;
    private final CaptureStore captures;
    private final Applier applier;
    private final ScratchCheckRunner checks;

    private GitRepository(RepositoryAccess access) {
        this.access = access;
        this.captures = new CaptureStore(access);
        this.applier = new Applier(access, captures);
        this.checks = new ScratchCheckRunner(
                access, Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    /**
     * Opens the repository that holds a place, as git finds it from there.
     *
     * @param place a work tree or a folder in it, a linked work tree, a git directory, or a bare repository
     * @param environment what RR may know of its surroundings
     * @return the open repository
     * @throws io.rollbackrecovery.core.error.RrException {@code NOT_A_REPOSITORY}; {@code UNSUPPORTED_REPOSITORY} for
     *     SHA-256 objects, reftable refs or an unknown extension; {@code PERMISSION_DENIED}, {@code IO} or
     *     {@code CORRUPT} if it cannot be read
     */
    public static GitRepository open(Path place, GitEnvironment environment) {
        return new GitRepository(RepositoryAccess.open(place, environment));
    }

    /**
     * Gives the work tree.
     *
     * @return its top folder; empty if the repository is bare
     */
    public Optional<Path> workTree() {
        return access.layout().workTree();
    }

    /**
     * Gives the git directory that all work trees share.
     *
     * @return its folder
     */
    public Path commonDirectory() {
        return access.layout().commonDir();
    }

    /**
     * Tells where HEAD points.
     *
     * @return a branch, which may have no commit yet, or a commit
     */
    public Head head() {
        return access.head();
    }

    /**
     * Tells which commit HEAD names.
     *
     * @return the commit; empty if HEAD's branch has none yet
     */
    public Optional<CommitId> headCommit() {
        return access.headCommit();
    }

    /**
     * Tells which commit a revision names.
     *
     * @param revision as in git: an id, a branch, a tag, {@code HEAD~3}
     * @return the commit
     * @throws io.rollbackrecovery.core.error.RrException {@code UNKNOWN_REVISION} if it names none;
     *     {@code AMBIGUOUS_REVISION}
     */
    public CommitId require(String revision) {
        return access.require(revision);
    }

    /**
     * Tells whether the repository lacks objects that its history names, because it is a shallow or partial clone.
     *
     * @return true if history is cut off, or objects may be missing
     */
    public boolean isIncomplete() {
        return access.isIncomplete();
    }

    /**
     * Gives the commits.
     *
     * @return the port; thread-safe, reads only
     */
    public CommitGraph commits() {
        return access.commits();
    }

    /**
     * Gives the files of any revision.
     *
     * @return the port; thread-safe, reads only
     */
    public SourceReader sources() {
        return access.sources();
    }

    /**
     * Reads files as they would be once a plan is applied, without applying it: the trees of the plan are made in
     * memory.
     *
     * @param plan a plan of this repository
     * @param reading what is to be done with the reader, which sees the repository and the plan's trees; it must not
     *     keep the reader, and use it in one thread only
     * @param <T> what it gives
     * @return what it gave
     * @throws io.rollbackrecovery.core.error.RrException {@code STALE} if the plan's trees come out otherwise now; {@code MISSING_OBJECT}
     */
    public <T> T readPlanned(Plan plan, Function<SourceReader, T> reading) {
        return read(plan.steps(), reading);
    }

    /**
     * Merges two commits in memory, as git would with its first merge base, and writes nothing.
     *
     * @param ours the commit that is merged into
     * @param theirs the commit that is merged
     * @return the merged tree, or the conflicts
     * @throws io.rollbackrecovery.core.error.RrException {@code BAD_REQUEST} if they have no common history;
     *     {@code MISSING_OBJECT}
     */
    public MergePreview previewMerge(CommitId ours, CommitId theirs) {
        return new MergePreviews(access).preview(ours, theirs);
    }

    /**
     * Reads files as they would be once a merge is made, without making it.
     *
     * @param preview a merge of this repository
     * @param reading what is to be done with the reader, which sees the repository and the merged tree; it must not keep
     *     the reader, and use it in one thread only
     * @param <T> what it gives
     * @return what it gave
     * @throws io.rollbackrecovery.core.error.RrException {@code STALE} if the merged tree comes out otherwise now;
     *     {@code MISSING_OBJECT}
     */
    public <T> T readMerged(MergePreview preview, Function<SourceReader, T> reading) {
        return read(preview.steps(), reading);
    }

    private <T> T read(List<TreeStep> steps, Function<SourceReader, T> reading) {
        try (ObjectReader reader = access.jgit().newObjectReader()) {
            MemoryObjects memory = new TreeMaterializer(access.mergeSettings()).compute(steps, reader);
            return reading.apply(new GitSourceReader(memory::newReader));
        }
    }

    /**
     * Computes reverts on trees, in memory.
     *
     * @return the port; thread-safe, reads only
     */
    public TreePlanner trees() {
        return access.trees();
    }

    /**
     * Plans reverts of commits.
     *
     * @return the planner; thread-safe, reads only. Its plans have conflicts where git would stop; it throws
     *     {@code MAINLINE} for a merge commit without mainline, {@code NAME_TAKEN} for a branch that exists,
     *     {@code UNBORN_BRANCH} without HEAD commit, {@code MISSING_OBJECT}
     */
    public Planner<RevertRequest> reverts() {
        return new RevertPlanner(access);
    }

    /**
     * Counts the lines that a plan changes, in the first thousand of its paths: the diffstat of its preview. The files
     * are read and merged again for it, which planning alone does not need.
     *
     * @param plan a plan of this repository
     * @return a count for each of its changes, in their order
     * @throws io.rollbackrecovery.core.error.RrException {@code STALE} if attributes or merge settings were changed since
     *     it was made; {@code MISSING_OBJECT}
     */
    public List<LineCount> lineCounts(Plan plan) {
        return new PlanParts(access).lineCounts(plan);
    }

    /**
     * Finds where else the changes of some commits were made: on which branches these commits are, and which other
     * commits make the same change, as cherry-picks do (by the patch id that {@code git patch-id --stable} prints). So a
     * revert can be planned for each of the branches.
     *
     * @param commits the commits; merges are found as themselves only
     * @param most how many commits to look at, the last committed of all branches first; reading one costs some tens of
     *     microseconds
     * @return what was found, and whether all commits of all branches were looked at; reads only
     * @throws io.rollbackrecovery.core.error.RrException {@code MISSING_OBJECT}
     */
    public SameChanges sameChanges(List<CommitId> commits, int most) {
        return new SameChangeSearch(access).search(commits, most);
    }

    /**
     * Reads which of some commits build on which, by lines and paths: which can be taken back alone, which only together.
     *
     * @param commits the commits, newest first
     * @param tip the commit up to which they are looked at, mostly the newest of them
     * @return the dependencies; reads only
     * @throws io.rollbackrecovery.core.error.RrException {@code MISSING_OBJECT} where history is cut off or damaged
     */
    public CommitDependencies dependencies(List<CommitId> commits, CommitId tip) {
        return new DependenciesReader(access).read(commits, tip);
    }

    /**
     * Runs checks over commits and plans, in scratch work trees outside the repository.
     *
     * @return the port; thread-safe, several runs may be under way at once. It writes nothing to the repository
     */
    public CheckRunner checks() {
        return checks;
    }

    /**
     * Gives the sessions.
     *
     * @return the service
     */
    public SessionManager sessions() {
        return new SessionManager(access, applier);
    }

    /**
     * Gives the checkpoints.
     *
     * @return the service
     */
    public CheckpointService checkpoints() {
        return new CheckpointService(access, applier);
    }

    /**
     * Gives the journal.
     *
     * @return the operations, and plans to undo them
     */
    public Journal journal() {
        return new Journal(access, captures);
    }

    /**
     * Gives what a crash left, and finishes it.
     *
     * @return the service
     */
    public Doctor doctor() {
        return new Doctor(access, captures);
    }

    /**
     * Gives the recovery cases that the repository keeps.
     *
     * @return their records; reads only, writing is planned
     */
    public CaseRecords cases() {
        return new CaseRecords(access);
    }

    /**
     * Plans to write a file in a new commit on HEAD, for example a report.
     *
     * @param kind what the operation is
     * @param files path to text, UTF-8; an existing file is replaced
     * @param message the message of the commit
     * @return the plan; without effect if HEAD has those files already
     * @throws io.rollbackrecovery.core.error.RrException {@code UNBORN_BRANCH}
     */
    public Plan planFiles(OperationKind kind, Map<String, String> files, String message) {
        PlanParts parts = new PlanParts(access);
        CommitId head = access.requireHeadCommit();
        TreeStep.Edit edit = parts.edit(access.commits().commit(head).tree(), files);
        String subject = message.lines().findFirst().orElse("");
        PlanBuilder plan =
                Plan.builder(kind, "commit \"" + subject + "\"", access.now()).tree(edit.result());
        if (edit.result().equals(edit.from())) {
            return plan.build();
        }
        PlannedCommit commit = parts.commit(edit.result(), List.of(head), message);
        plan.step(edit).commit(commit).changes(parts.changes(edit.from(), edit.result(), List.of(edit)));
        parts.moveHead(plan, head, commit.id(), edit.result());
        return plan.build();
    }

    /**
     * Applies a plan: moves all its refs in one step, takes index and work tree along, and writes one operation into the
     * journal. Local edits and untracked files are never overwritten, unless the options allow that they are captured
     * first. Hooks are not run.
     *
     * @param plan the plan, of this or another instance, process or day
     * @param options what is allowed
     * @param context cancelling it takes effect up to the commit point; after that the call completes and says so
     * @return what came of it; anything but {@code APPLIED} means that nothing was changed
     * @throws io.rollbackrecovery.core.error.RrException {@code BAD_REQUEST} if the plan moves nothing because it was
     *     made for another revision; {@code IO} and the like if the environment is broken; {@code CANCELLED}
     */
    public ApplyOutcome apply(Plan plan, ApplyOptions options, RunContext context) {
        return applier.apply(plan, options, context);
    }

    /**
     * Applies a plan, refusing rather than overwriting or dropping anything.
     *
     * @param plan the plan
     * @return what came of it
     * @throws io.rollbackrecovery.core.error.RrException as {@link #apply(Plan, ApplyOptions, RunContext)}
     */
    public ApplyOutcome apply(Plan plan) {
        return apply(plan, ApplyOptions.safe(), RunContext.none());
    }

    /**
     * Tells whether a branch, tag or other ref exists.
     *
     * @param ref its full name
     * @return true if it does
     */
    public boolean hasRef(RefName ref) {
        return access.ref(ref).isPresent();
    }

    /** Gives up all file handles and removes scratch folders. Idempotent; later calls throw IllegalStateException. */
    @Override
    public void close() {
        checks.close();
        captures.close();
        access.close();
    }
}
