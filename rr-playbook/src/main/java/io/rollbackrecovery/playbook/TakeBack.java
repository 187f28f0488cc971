package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.GitRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Plans the ways in which a target can be taken back. What cannot be planned becomes a warning. */
final class TakeBack {
    private static final int MOST_REVERTED = 300;

    private final GitRepository repository;
    private final BlastRadiusAnalyzer analyzer;
    private final List<Warning> warnings;

    TakeBack(GitRepository repository, BlastRadiusAnalyzer analyzer, List<Warning> warnings) {
        this.repository = repository;
        this.analyzer = analyzer;
        this.warnings = warnings;
    }

    /** The commits by which a session stands in history: its own, or the one that it was squashed or merged into. */
    List<CommitId> onHistory(Session session) {
        Optional<CommitId> squash = session.result().filter(result -> isSquash(session, result));
        return squash.map(List::of)
                .orElseGet(() -> repository.commits().range(List.of(session.base()), session.head()).stream()
                        .filter(id -> repository.commits().commit(id).parents().size() < 2)
                        .toList());
    }

    Optional<BlastRadius> blast(List<CommitId> commits, Optional<Session> session) {
        Optional<CommitId> head = repository.headCommit();
        if (head.isEmpty()) {
            return Optional.empty();
        }
        CommitId on = session.filter(this::isUnmerged).map(Session::head).orElse(head.get());
        return Assessor.attempt(
                warnings,
                "blast-not-computed",
                "the blast radius was not computed",
                () -> analyzer.analyze(BlastRequest.ofCommits(commits).on(on)));
    }

    /** The situation of the guide's table that a session is in decides which way comes first. */
    List<StrategyPlan> sessionPlans(Session session, List<AttributedCommit> commits) {
        List<StrategyPlan> plans = new ArrayList<>();
        boolean isOver = session.state() == SessionState.ABANDONED || session.state() == SessionState.REVERTED;
        if (isOver) {
            warnings.add(new Warning(
                    "taken-back", "this session was " + session.state().word() + " already"));
            return plans;
        }
        if (commits.size() > MOST_REVERTED) {
            warnings.add(new Warning(
                    "not-planned",
                    "it has " + commits.size() + " commits: reverts of more than " + MOST_REVERTED
                            + " are planned when they are asked for"));
        }
        if (isUnmerged(session)) {
            add(plans, Strategy.DELETE_BRANCH, () -> repository.sessions().planAbandon(session.id()));
        } else {
            reverts(plans, session, commits);
        }
        session.checkpoint()
                .filter(name -> repository.checkpoints().find(name).isPresent())
                .filter(name -> !isUnmerged(session))
                .ifPresent(name -> add(
                        plans,
                        Strategy.RESTORE,
                        () -> repository.checkpoints().planRestore(name, RestoreMode.NEW_COMMIT)));
        return plans;
    }

    private void reverts(List<StrategyPlan> plans, Session session, List<AttributedCommit> commits) {
        Optional<Commit> result = session.result()
                .filter(id -> !id.equals(session.head()))
                .map(id -> repository.commits().commit(id));
        boolean isMixed = commits.stream().anyMatch(TakeBack::isMachine)
                && !commits.stream().allMatch(commit -> isMachine(commit) || isMerge(commit));
        Supplier<Plan> whole = () -> repository.sessions().planRevert(session, Keep.NOTHING);
        if (result.isPresent()) {
            boolean isMerge = result.get().parents().size() > 1;
            add(plans, isMerge ? Strategy.REVERT_MERGE : Strategy.REVERT_SQUASH, whole);
        }
        if (commits.size() > MOST_REVERTED) {
            return;
        }
        if (isMixed) {
            add(plans, Strategy.REVERT_COMMITS, () -> repository.sessions().planRevert(session, Keep.HUMAN_COMMITS));
        }
        if (result.isEmpty()) {
            add(plans, Strategy.REVERT_COMMITS, whole);
        }
    }

    List<StrategyPlan> commitPlans(List<AttributedCommit> commits) {
        List<StrategyPlan> plans = new ArrayList<>();
        if (commits.size() == 1 && isMerge(commits.get(0))) {
            CommitId merge = commits.get(0).commit().id();
            add(
                    plans,
                    Strategy.REVERT_MERGE,
                    () -> repository
                            .reverts()
                            .plan(RevertRequest.of(List.of(merge)).mainline(1)));
            return plans;
        }
        List<CommitId> ids = commits.stream()
                .filter(commit -> !isMerge(commit))
                .map(commit -> commit.commit().id())
                .toList();
        if (ids.size() < commits.size()) {
            warnings.add(new Warning(
                    "merges-stay",
                    (commits.size() - ids.size()) + " merge commits have no change of their own to revert"));
        }
        if (ids.size() > MOST_REVERTED) {
            warnings.add(new Warning(
                    "not-planned",
                    "there are " + ids.size() + " commits: reverts of more than " + MOST_REVERTED
                            + " are planned when they are asked for"));
        } else if (!ids.isEmpty()) {
            add(plans, Strategy.REVERT_COMMITS, () -> repository.reverts().plan(RevertRequest.of(ids)));
        }
        return plans;
    }

    /** Plans one way; where it cannot be planned for a reason that lies in the repository, a warning says so. */
    private void add(List<StrategyPlan> plans, Strategy strategy, Supplier<Plan> planner) {
        try {
            plans.add(judged(strategy, planner.get()));
        } catch (RrException e) {
            boolean isBroken = e.code().category() == ErrorCode.Category.ENVIRONMENT
                    && e.code() != ErrorCode.MISSING_OBJECT
                    && e.code() != ErrorCode.LIMIT;
            if (isBroken || e.code().category() == ErrorCode.Category.CANCELLED) {
                throw e;
            }
            warnings.add(new Warning("not-planned", strategy.word() + " was not planned: " + e.getMessage()));
        }
    }

    /** Looks what a plan of reverts leaves dangling, so that a plan which is clean as text does not look better than it is. */
    private StrategyPlan judged(Strategy strategy, Plan plan) {
        if (!plan.isClean() || plan.reverted().isEmpty() || strategy == Strategy.DELETE_BRANCH) {
            return new StrategyPlan(strategy, plan, Optional.empty());
        }
        return Assessor.attempt(
                        warnings,
                        "references-not-judged",
                        "it was not looked what " + strategy.word() + " leaves dangling",
                        () -> new ConsistentReverts(repository, analyzer.judge()).judge(plan))
                .map(found -> new StrategyPlan(strategy, found.plan(), Optional.of(found.willBreak())))
                .orElseGet(() -> new StrategyPlan(strategy, plan, Optional.empty()));
    }

    /** Whether a session is still on a branch of its own, and not in its base branch. */
    boolean isUnmerged(Session session) {
        if (session.inferred()
                || session.state() != SessionState.OPEN
                || session.branch().isEmpty()) {
            return false;
        }
        Optional<CommitId> base =
                session.baseRef().filter(repository::hasRef).map(ref -> repository.require(ref.value()));
        return base.isEmpty() || !repository.commits().isAncestor(session.head(), base.get());
    }

    private boolean isSquash(Session session, CommitId result) {
        return !result.equals(session.head())
                && repository.commits().commit(result).parents().size() < 2;
    }

    private static boolean isMerge(AttributedCommit commit) {
        return commit.commit().parents().size() > 1;
    }

    static boolean isMachine(AttributedCommit commit) {
        return commit.attribution() == Attribution.AGENT || commit.attribution() == Attribution.AUTOMATION;
    }
}
