package io.rollbackrecovery;

import io.rollbackrecovery.analysis.AnalysisOptions;
import io.rollbackrecovery.analysis.BisectRunner;
import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Planner;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.git.CheckpointService;
import io.rollbackrecovery.git.DiskCache;
import io.rollbackrecovery.git.GitRepository;
import io.rollbackrecovery.git.Journal;
import io.rollbackrecovery.git.SessionManager;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.playbook.Assessment;
import io.rollbackrecovery.playbook.Assessor;
import io.rollbackrecovery.playbook.ConsistentReverts;
import io.rollbackrecovery.playbook.MergeChecks;
import io.rollbackrecovery.playbook.RecoveryPlaybook;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/**
 * RR over one repository: the services, and the one way in which plans are applied and undone.
 *
 * <pre>{@code
 * try (RollbackRecovery rr = RollbackRecovery.open(Path.of("."))) {
 *     Session session = rr.sessions().begin(SessionRequest.named("oura sleep connector").agent("claude"));
 *     // ... the agent and the person commit ...
 *     Plan plan = rr.sessions().planRevert(session.id(), Keep.HUMAN_COMMITS);
 *     System.out.println(plan.describe());
 *     rr.apply(plan); // rr.undo() takes it back
 * }
 * }</pre>
 *
 * <p>Opening reads the repository and writes nothing. Thread-safe; values that come out of it stay valid after
 * {@link #close()}.
 */
public final class RollbackRecovery implements AutoCloseable {
    private final GitRepository repository;
    private final BlastRadiusAnalyzer blastRadius;
    private final InstantSource clock;
    private final Optional<DiskCache> cache;

    private RollbackRecovery(GitRepository repository, InstantSource clock, OpenOptions options) {
        this.repository = repository;
        this.clock = clock;
        this.cache = options.openCache(clock);
        AnalysisOptions analysis = AnalysisOptions.defaults();
        if (cache.isPresent()) {
            analysis = analysis.withCache(cache.get());
        }
        if (options.executor().isPresent()) {
            analysis = analysis.withExecutor(options.executor().get(), options.threads());
        }
        this.blastRadius = new BlastRadiusAnalyzer(repository.sources(), repository.commits(), analysis);
    }

    /**
     * Opens the repository that holds a place, isolated from the user's configuration and identity, and trusting no
     * program that it names.
     *
     * @param place a work tree or a folder in it, a linked work tree, a git directory, or a bare repository
     * @return RR over it
     * @throws RrException as {@link #open(Path, GitEnvironment)}
     */
    public static RollbackRecovery open(Path place) {
        return open(place, GitEnvironment.isolated());
    }

    /**
     * Opens the repository that holds a place.
     *
     * @param place a work tree or a folder in it, a linked work tree, a git directory, or a bare repository
     * @param environment what RR may know of its surroundings; {@link GitEnvironment#ofUser()} for the user's own
     * @return RR over it
     * @throws RrException {@code NOT_A_REPOSITORY}; {@code UNSUPPORTED_REPOSITORY} for SHA-256 objects, reftable refs
     *     or an unknown extension; {@code PERMISSION_DENIED}, {@code IO} or {@code CORRUPT} if it cannot be read
     */
    public static RollbackRecovery open(Path place, GitEnvironment environment) {
        return open(place, environment, OpenOptions.defaults());
    }

    /**
     * Opens the repository that holds a place, with a cache or helping threads.
     *
     * @param place a work tree or a folder in it, a linked work tree, a git directory, or a bare repository
     * @param environment what RR may know of its surroundings
     * @param options what RR may use beside the repository
     * @return RR over it; a cache is written at the latest when it is closed
     * @throws RrException as {@link #open(Path, GitEnvironment)}
     */
    public static RollbackRecovery open(Path place, GitEnvironment environment, OpenOptions options) {
        return new RollbackRecovery(GitRepository.open(place, environment), environment.clock(), options);
    }

    /**
     * Opens the repository that the caller has open with JGit. JGit's handle is only asked where the repository lies; it
     * is not used otherwise, and never closed here.
     *
     * @param repository a repository on a file system
     * @param environment what RR may know of its surroundings
     * @return RR over it
     * @throws RrException {@code BAD_REQUEST} if the repository is not on a file system; else as
     *     {@link #open(Path, GitEnvironment)}
     */
    public static RollbackRecovery open(Repository repository, GitEnvironment environment) {
        if (repository.getDirectory() == null) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "the repository " + repository.getIdentifier() + " is not on a file system",
                    "RR works on repositories in folders.");
        }
        Path place = repository.isBare()
                ? repository.getDirectory().toPath()
                : repository.getWorkTree().toPath();
        return open(place, environment);
    }

    /**
     * Gives the sessions.
     *
     * @return begin, list, finish, abandon, revert
     */
    public SessionManager sessions() {
        return repository.sessions();
    }

    /**
     * Gives the checkpoints.
     *
     * @return create, list, restore, prune
     */
    public CheckpointService checkpoints() {
        return repository.checkpoints();
    }

    /**
     * Gives the blast radius of changes.
     *
     * @return what depends on what changed, and what has to go together. It keeps what it read of files, bounded
     */
    public BlastRadiusAnalyzer blastRadius() {
        return blastRadius;
    }

    /**
     * Gives the search for the commit that broke a check.
     *
     * @return a search that runs checks in scratch work trees
     */
    public BisectRunner bisect() {
        return new BisectRunner(repository.commits(), repository.checks());
    }

    /**
     * Gives the recovery cases.
     *
     * @return detect, assess, choose, execute, verify, post-mortem
     */
    public RecoveryPlaybook playbook() {
        return new RecoveryPlaybook(repository, blastRadius, clock);
    }

    /**
     * Takes a first look: what happened last, what undoing it would take, and what it would break. Reads only.
     *
     * @return the assessment of the newest session; without one of the last commit
     * @throws RrException as {@link Assessor#assess()}
     */
    public Assessment assess() {
        return new Assessor(repository, blastRadius).assess();
    }

    /**
     * Assesses a session, a commit or a range. Reads only.
     *
     * @param revisionRangeOrSession a session's id, a revision as git names it, or a range {@code A..B}
     * @return the assessment
     * @throws RrException as {@link Assessor#assess(String)}
     */
    public Assessment assess(String revisionRangeOrSession) {
        return new Assessor(repository, blastRadius).assess(revisionRangeOrSession);
    }

    /**
     * Plans reverts of commits.
     *
     * @return the planner, see {@link GitRepository#reverts()}
     */
    public Planner<RevertRequest> reverts() {
        return repository.reverts();
    }

    /**
     * Plans reverts that leave no reference dangling.
     *
     * @return the planner, which takes in the later commits that the others cannot do without
     */
    public ConsistentReverts consistentReverts() {
        return new ConsistentReverts(repository, blastRadius.judge());
    }

    /**
     * Looks at merges before they are made.
     *
     * @return what finds references that would dangle once two branches come together
     */
    public MergeChecks mergeChecks() {
        return new MergeChecks(repository, blastRadius);
    }

    /**
     * Gives what RR has done in this repository.
     *
     * @return the operations, and plans to undo them
     */
    public Journal journal() {
        return repository.journal();
    }

    /**
     * Gives the open repository: the ports, for those who build services of their own.
     *
     * @return the repository; it is closed with this
     */
    public GitRepository repository() {
        return repository;
    }

    /**
     * Applies a plan, refusing rather than overwriting or dropping anything.
     *
     * @param plan the plan
     * @return what came of it; anything but {@code APPLIED} means that nothing was changed
     * @throws RrException as {@link GitRepository#apply(Plan, ApplyOptions, RunContext)}
     */
    public ApplyOutcome apply(Plan plan) {
        return repository.apply(plan);
    }

    /**
     * Applies a plan.
     *
     * @param plan the plan
     * @param options what is allowed
     * @param context who hears of progress and can cancel
     * @return what came of it; anything but {@code APPLIED} means that nothing was changed
     * @throws RrException as {@link GitRepository#apply(Plan, ApplyOptions, RunContext)}
     */
    public ApplyOutcome apply(Plan plan, ApplyOptions options, RunContext context) {
        return repository.apply(plan, options, context);
    }

    /**
     * Takes the newest operation back that is in effect, at once.
     *
     * @return what came of it; {@code NOTHING_TO_DO} if there is none, {@code MOVED_ON} if others have moved on since
     * @throws RrException as {@link GitRepository#apply(Plan, ApplyOptions, RunContext)}
     */
    public ApplyOutcome undo() {
        return applyOrNothing(repository.journal().planUndo(), "there is no operation to undo");
    }

    /**
     * Does again what the newest undo took back, at once.
     *
     * @return what came of it; {@code NOTHING_TO_DO} if the newest operation is not an undo
     * @throws RrException as {@link GitRepository#apply(Plan, ApplyOptions, RunContext)}
     */
    public ApplyOutcome redo() {
        return applyOrNothing(repository.journal().planRedo(), "there is no undone operation to do again");
    }

    private ApplyOutcome applyOrNothing(Optional<Plan> plan, String nothing) {
        return plan.map(repository::apply)
                .orElseGet(() ->
                        ApplyOutcome.notApplied(ApplyOutcome.Kind.NOTHING_TO_DO, List.of(), nothing, "See: rr ops"));
    }

    /**
     * Writes what is new in the cache, gives up all file handles and removes scratch folders. Idempotent; later calls
     * throw IllegalStateException.
     */
    @Override
    public void close() {
        cache.ifPresent(DiskCache::close);
        repository.close();
    }
}
