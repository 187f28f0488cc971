package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BisectRequest;
import io.rollbackrecovery.analysis.BisectResult;
import io.rollbackrecovery.analysis.BisectRunner;
import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.git.GitRepository;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The guide's table of five situations, and the plan that each asks for. */
final class StrategyChooser {
    private final GitRepository repository;
    private final BlastRadiusAnalyzer analyzer;

    StrategyChooser(GitRepository repository, BlastRadiusAnalyzer analyzer) {
        this.repository = repository;
        this.analyzer = analyzer;
    }

    /** Fills in the strategy, its reason and its plan. */
    void choose(Case.Builder value, Choice choice, RunContext context) {
        Assessor assessor = new Assessor(repository, analyzer);
        String name = value.target.orElseThrow();
        Assessment assessment = assessor.assess(name);
        Optional<Strategy> asked = choice.strategy();
        boolean seeksCulprit = choice.check().isPresent() || choice.culprit().isPresent();
        if (asked.isPresent() ? asked.get() == Strategy.REVERT_CULPRIT : seeksCulprit) {
            culprit(value, choice, assessor, assessment, context);
            return;
        }
        Strategy strategy = asked.orElseGet(() -> byTable(assessment));
        value.strategy = Optional.of(strategy);
        value.reason = asked.isPresent() ? choice.reason() : reasonOf(strategy, assessment);
        if (strategy.isPlanned()) {
            value.plan = Optional.of(planOf(strategy, assessment));
        }
    }

    private Strategy byTable(Assessment assessment) {
        if (assessment.target().kind() == Target.Kind.RANGE && sessionsTouched(assessment) > 1) {
            return Strategy.GOVERNANCE;
        }
        return assessment.plans().stream()
                .findFirst()
                .map(StrategyPlan::strategy)
                .orElseThrow(() -> new RrException(
                        ErrorCode.WRONG_STATE,
                        "there is nothing to take back in "
                                + assessment.target().name() + notes(assessment),
                        "Name what the case is about, or choose fix-forward with a reason."));
    }

    private static long sessionsTouched(Assessment assessment) {
        List<CommitId> commits = ids(assessment);
        return assessment.sessions().stream()
                .filter(session ->
                        commits.contains(session.result().orElse(session.head())) || commits.contains(session.head()))
                .count();
    }

    private static List<CommitId> ids(Assessment assessment) {
        return assessment.commits().stream().map(each -> each.commit().id()).toList();
    }

    private static String notes(Assessment assessment) {
        return assessment.warnings().stream()
                .map(warning -> "; " + warning.message())
                .reduce("", String::concat);
    }

    private static String reasonOf(Strategy strategy, Assessment assessment) {
        Optional<Session> session = assessment.target().session();
        return switch (strategy) {
            case DELETE_BRANCH -> "the session has not been merged: its branch goes, and nothing is reverted";
            case REVERT_SQUASH -> "the session was squashed into one commit: that one is reverted";
            case REVERT_MERGE -> "the session was merged: its merge commit is reverted";
            case GOVERNANCE ->
                "the range spans several sessions: drift is corrected by targeted commits, never by a batch revert";
            default ->
                session.isPresent()
                        ? "the session's commits are on the branch one by one: they are reverted, newest first"
                        : "the commits are reverted, newest first";
        };
    }

    private static Plan planOf(Strategy strategy, Assessment assessment) {
        return assessment.plans().stream()
                .filter(plan -> plan.strategy() == strategy)
                .map(StrategyPlan::plan)
                .findFirst()
                .orElseThrow(() -> new RrException(
                        ErrorCode.WRONG_STATE,
                        strategy.word() + " does not apply to "
                                + assessment.target().name() + notes(assessment),
                        "What applies: " + applicable(assessment)));
    }

    private static String applicable(Assessment assessment) {
        List<String> words = assessment.plans().stream()
                .map(plan -> plan.strategy().word())
                .distinct()
                .toList();
        return words.isEmpty() ? "fix-forward, governance" : String.join(", ", words) + ", fix-forward, governance";
    }

    private void culprit(
            Case.Builder value, Choice choice, Assessor assessor, Assessment assessment, RunContext context) {
        CommitId head = assessment
                .target()
                .session()
                .map(Session::head)
                .orElseGet(() -> ids(assessment).get(0));
        CommitId culprit;
        if (choice.culprit().isPresent()) {
            culprit = choice.culprit().get();
        } else {
            Check check = choice.check()
                    .orElseThrow(() -> new RrException(
                            ErrorCode.BAD_REQUEST,
                            "revert-culprit needs the culprit, or a check to search for it with",
                            "Give the commit, or a check that fails now and passed before."));
            BisectResult result = search(assessor.base(assessment), head, check, context);
            culprit = result.culprit()
                    .orElseThrow(() -> new RrException(ErrorCode.WRONG_STATE, result.message(), result.hint()));
            value.probes = OptionalInt.of(result.probes());
        }
        CommitId now = repository
                .headCommit()
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNBORN_BRANCH, "there is no commit to recover on", "Commit something first."));
        ConsistentPlan found =
                takeBack(culprit, repository.commits().isAncestor(culprit, now) ? now : head, value, context);
        value.plan = Optional.of(found.plan());
        value.culprit = Optional.of(culprit);
        value.cascade = found.plan().reasons();
        value.strategy = Optional.of(Strategy.REVERT_CULPRIT);
        value.reason = choice.strategy().isPresent()
                ? choice.reason()
                : "the fault came with one commit, not with all of them" + kept(found);
    }

    /** Takes the culprit back with what builds on it; a person's commit is never taken in. */
    private ConsistentPlan takeBack(CommitId culprit, CommitId history, Case.Builder value, RunContext context) {
        RevertRequest request = RevertRequest.of(List.of(culprit)).asSingleCommit();
        request = value.session.isPresent() ? request.inSession(value.session.get()) : request;
        return new ConsistentReverts(repository, analyzer.judge())
                .plan(
                        request,
                        Optional.of(history),
                        commit -> repository.sessions().attribute(List.of(commit)).stream()
                                .allMatch(TakeBack::isMachine),
                        context);
    }

    private static String kept(ConsistentPlan found) {
        int kept = found.kept().size();
        return kept == 0
                ? ""
                : "; " + kept + (kept == 1 ? " commit" : " commits") + " of people that "
                        + (kept == 1 ? "builds" : "build") + " on it " + (kept == 1 ? "stays" : "stay");
    }

    private BisectResult search(CommitId base, CommitId head, Check check, RunContext context) {
        Verdict before = repository
                .checks()
                .run(new CheckTarget.OfCommit(base), check, context)
                .verdict();
        if (before != Verdict.GOOD) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "the check '" + check.name() + "' does not pass on " + base.abbreviated()
                            + ", from where it all began, so the fault is older or the check is broken",
                    "Give a check that passed before, or an older start.");
        }
        Verdict after = repository
                .checks()
                .run(new CheckTarget.OfCommit(head), check, context)
                .verdict();
        if (after != Verdict.BAD) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "the check '" + check.name() + "' does not fail on " + head.abbreviated()
                            + ", so it cannot tell which commit broke it",
                    "Give a check that fails now.");
        }
        return new BisectRunner(repository.commits(), repository.checks())
                .run(BisectRequest.of(base, head, check), context);
    }
}
