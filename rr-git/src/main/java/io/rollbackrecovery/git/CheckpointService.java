package io.rollbackrecovery.git;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.CheckpointOptions;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.internal.apply.Applier;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointFiles;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointMaker;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.checkpoint.RestorePlanner;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.retention.CapturesInUse;
import io.rollbackrecovery.git.internal.session.SessionIds;
import io.rollbackrecovery.git.internal.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * States of the repository to which one can return: the commit, the branch, the index, and uncommitted and untracked
 * work. A checkpoint is an annotated tag {@code checkpoint/<name>}, visible to git, and a capture in a store of RR's
 * own that nothing pushes. Thread-safe.
 *
 * <p>{@link #create} acts at once, since it only adds a way back. Restoring and pruning are planned here and applied by
 * {@link GitRepository#apply}.
 */
public final class CheckpointService {
    private final RepositoryAccess repository;
    private final Applier applier;
    private final CheckpointStore store;
    private final PlanParts parts;

    CheckpointService(RepositoryAccess repository, Applier applier) {
        this.repository = repository;
        this.applier = applier;
        this.store = new CheckpointStore(repository);
        this.parts = new PlanParts(repository);
    }

    /** How a checkpoint is restored. */
    public enum RestoreMode {
        /** By a new commit with the checkpoint's tree: history is kept. */
        NEW_COMMIT,
        /** By moving the branch back to the checkpoint's commit: later commits leave the branch. */
        RESET
    }

    /**
     * Creates a checkpoint now. It touches neither HEAD, index, stash nor any file of the work tree.
     *
     * @param name its name
     * @return the checkpoint, with what it covers and what it had to skip
     * @throws RrException {@code NAME_TAKEN}; {@code UNBORN_BRANCH} if there is no commit yet; {@code BAD_REQUEST} if
     *     the work tree is a home folder or a root; {@code LOCKED} if another process holds a lock for long
     */
    public Checkpoint create(CheckpointName name) {
        return create(name, CheckpointOptions.standard());
    }

    /**
     * Creates a checkpoint now, as {@link #create(CheckpointName)}.
     *
     * @param name its name
     * @param options whether ignored files are captured too, and how much of the disk it may take
     * @return the checkpoint, with what it covers and what it had to skip
     * @throws RrException as {@link #create(CheckpointName)}
     */
    public Checkpoint create(CheckpointName name, CheckpointOptions options) {
        return applier.applyNow(captures -> {
            Checkpoint checkpoint = new CheckpointMaker(repository, captures).make(name, Optional.empty(), options);
            return new Applier.Now<>(createPlan(checkpoint), checkpoint);
        });
    }

    private Plan createPlan(Checkpoint checkpoint) {
        PlanBuilder plan = Plan.builder(
                OperationKind.CHECKPOINT_CREATE, "create checkpoint " + checkpoint.name(), repository.now());
        store.create(plan, parts, checkpoint);
        return plan.build();
    }

    /**
     * Creates a checkpoint now, under a name made of the time: {@code yyyyMMdd-HHmm-checkpoint}.
     *
     * @return the checkpoint
     * @throws RrException as {@link #create(CheckpointName)}
     */
    public Checkpoint create() {
        return create(CheckpointOptions.standard());
    }

    /**
     * Creates a checkpoint now, as {@link #create()}.
     *
     * @param options whether ignored files are captured too, and how much of the disk it may take
     * @return the checkpoint
     * @throws RrException as {@link #create(CheckpointName)}
     */
    public Checkpoint create(CheckpointOptions options) {
        SessionId id = SessionIds.distinct(
                SessionIds.of(repository.now(), "checkpoint"),
                taken -> store.find(new CheckpointName(taken.value())).isPresent());
        return create(new CheckpointName(id.value()), options);
    }

    /**
     * Lists the checkpoints, those made by hand included ({@code git tag checkpoint/...}). One whose record is damaged is
     * listed with its commit alone, and with the record itself as {@code skipped}, for the reason {@code damaged-record}.
     *
     * @return the checkpoints, newest first; those of the same second in the order in which they were made
     */
    public List<Checkpoint> list() {
        return store.list();
    }

    /**
     * Finds a checkpoint.
     *
     * @param name its name, without {@code checkpoint/}
     * @return the checkpoint; empty if there is none of that name
     */
    public Optional<Checkpoint> find(CheckpointName name) {
        return store.find(name);
    }

    /**
     * Finds a checkpoint that must be there.
     *
     * @param name its name, without {@code checkpoint/}
     * @return the checkpoint
     * @throws RrException {@code UNKNOWN_NAME} if there is none of that name
     */
    public Checkpoint get(CheckpointName name) {
        return store.find(name)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME,
                        "there is no checkpoint '" + name + "'",
                        "List them with: rr checkpoint list"));
    }

    /**
     * Compares two checkpoints: the files of their commits, with the uncommitted and untracked work on top.
     *
     * @param before a checkpoint
     * @param after a checkpoint
     * @return the paths that differ, ordered by path
     * @throws RrException {@code UNKNOWN_NAME} if RR's store does not hold the uncommitted work of one of them
     */
    public List<PathChange> diff(Checkpoint before, Checkpoint after) {
        try (CaptureStore captures = captures()) {
            return new CheckpointFiles(repository, captures).diff(before, after);
        }
    }

    /**
     * Plans to restore a checkpoint: its tree, and then its uncommitted and untracked work as it was. Files that were
     * created later and are not tracked stay.
     *
     * @param name the checkpoint
     * @param mode by a new commit, or by moving the branch back
     * @return the plan; without effect if everything is as it was
     * @throws RrException {@code UNKNOWN_NAME} if there is none of that name; {@code UNBORN_BRANCH}
     */
    public Plan planRestore(CheckpointName name, RestoreMode mode) {
        RestorePlanner planner = new RestorePlanner(repository, captures());
        Checkpoint checkpoint = get(name);
        return mode == RestoreMode.RESET
                ? planner.reset(checkpoint, hasOwnBranch(checkpoint))
                : planner.commit(checkpoint);
    }

    /**
     * Plans to restore some paths of a checkpoint: as its commit has them, by a new commit, and then the uncommitted and
     * untracked work that it has of them.
     *
     * @param name the checkpoint
     * @param paths files or folders
     * @return the plan; without effect if those paths are as they were
     * @throws RrException {@code UNKNOWN_NAME} if there is none of that name; {@code BAD_REQUEST} if no path is given,
     *     or one is neither in the checkpoint nor in HEAD
     */
    public Plan planRestorePaths(CheckpointName name, List<RepoPath> paths) {
        return new RestorePlanner(repository, captures()).paths(get(name), paths);
    }

    private CaptureStore captures() {
        return new CaptureStore(repository);
    }

    private boolean hasOwnBranch(Checkpoint checkpoint) {
        return checkpoint
                .session()
                .flatMap(session -> new SessionStore(repository).find(session))
                .flatMap(Session::branch)
                .isPresent();
    }

    /**
     * Plans to remove checkpoints. Those of open sessions are kept. What they captured stays in RR's store as long as
     * the journal can undo the removal.
     *
     * @param olderThan remove those that are older; empty for any age
     * @param keep keep at least this many, the newest ones
     * @return the plan; without effect if there is nothing to remove
     * @throws RrException {@code BAD_REQUEST} if {@code keep} is negative
     */
    public PrunePlan planPrune(Optional<Duration> olderThan, int keep) {
        if (keep < 0) {
            throw new RrException(ErrorCode.BAD_REQUEST, "cannot keep " + keep + " checkpoints", "Name 0 or more.");
        }
        Set<CheckpointName> needed = new HashSet<>();
        for (Session session : new SessionStore(repository).list()) {
            if (session.state() == SessionState.OPEN) {
                session.checkpoint().ifPresent(needed::add);
            }
        }
        Optional<Instant> before = olderThan.map(age -> repository.now().minus(age));
        List<Checkpoint> all = list();
        List<Checkpoint> removed = new ArrayList<>();
        for (Checkpoint checkpoint : all.subList(Math.min(keep, all.size()), all.size())) {
            boolean isOld =
                    before.map(limit -> checkpoint.time().isBefore(limit)).orElse(true);
            if (isOld && !needed.contains(checkpoint.name())) {
                removed.add(checkpoint);
            }
        }
        PlanBuilder plan = Plan.builder(
                OperationKind.CHECKPOINT_PRUNE, "remove " + removed.size() + " checkpoints", repository.now());
        removed.forEach(checkpoint -> store.remove(plan, parts, checkpoint.name()));
        if (removed.stream().anyMatch(Checkpoint::dirty)) {
            plan.warn(
                    "captures-stay",
                    "what they captured stays in RR's store as long as this can be undone; rr journal prune frees it");
        }
        return new PrunePlan(plan.build(), removed, freed(removed));
    }

    private long freed(List<Checkpoint> removed) {
        if (removed.stream().noneMatch(Checkpoint::dirty)) {
            return 0;
        }
        Set<CheckpointName> names = new HashSet<>();
        removed.forEach(checkpoint -> names.add(checkpoint.name()));
        try (CaptureStore captures = captures()) {
            CapturesInUse use = new CapturesInUse(repository, captures);
            return captures.freedByKeeping(use.byCheckpoints(names))
                    - captures.freedByKeeping(use.byCheckpoints(Set.of()));
        }
    }

    /**
     * A plan to remove checkpoints.
     *
     * @param plan the plan
     * @param removed the checkpoints that it removes, newest first
     * @param freed the bytes of RR's store that only these checkpoints need; {@link Journal#prune} gives them back when
     *     the removal is not to be undone any more
     */
    public record PrunePlan(Plan plan, List<Checkpoint> removed, long freed) {
        /** Copies the list, so that the value is immutable. */
        public PrunePlan {
            removed = List.copyOf(removed);
        }
    }
}
