package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.BlobContent;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.git.GitRepository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The recovery playbook: detect, assess, choose, execute, verify, post-mortem. A case goes through these steps in this
 * order; each step is written into the repository, so that another instance, process or day can go on with it.
 *
 * <pre>{@code
 * Case opened = playbook.open(CaseRequest.of(Symptom.CI, "totals are wrong").about(session.id().value()));
 * playbook.assess(opened.id());
 * Case chosen = playbook.choose(opened.id(), Choice.byTable(), RunContext.none());
 * System.out.println(chosen.plan().orElseThrow().describe());
 * playbook.execute(opened.id(), ApplyOptions.safe(), RunContext.none());
 * playbook.verify(opened.id(), VerifyRequest.of(checks).confirmedBy("Ada", "looked at it"), RunContext.none());
 * playbook.close(opened.id(), "the schema is checked in CI");
 * rr.apply(playbook.planPostMortem(opened.id()));
 * }</pre>
 *
 * <p>Every step moves {@code refs/rr/cases/<id>} and adds an operation to the journal; only {@link #execute} and what
 * the caller applies touch a branch or a file. Checks run in scratch work trees. Thread-safe; of two instances that take
 * a step of one case at once, one is refused with {@code STALE}.
 */
public final class RecoveryPlaybook {
    private static final long LONGEST_LOG = 16L << 20;
    private static final int MOST_OPERATIONS = 200;

    private final GitRepository repository;
    private final BlastRadiusAnalyzer analyzer;
    private final InstantSource clock;

    /**
     * Makes a playbook.
     *
     * @param repository an open repository; it stays the caller's to close
     * @param analyzer computes blast radii of the same repository
     * @param clock tells when a step is done; time to recovery is measured by it
     */
    public RecoveryPlaybook(GitRepository repository, BlastRadiusAnalyzer analyzer, InstantSource clock) {
        this.repository = repository;
        this.analyzer = analyzer;
        this.clock = clock;
    }

    /**
     * Lists the cases, open and closed.
     *
     * @return the newest first
     * @throws RrException {@code CORRUPT} or {@code UNSUPPORTED_FORMAT} if one cannot be read
     */
    public List<Case> list() {
        List<Case> cases = new ArrayList<>();
        for (CaseId id : repository.cases().list()) {
            cases.add(0, get(id));
        }
        return List.copyOf(cases);
    }

    /**
     * Reads a case.
     *
     * @param id its id
     * @return the case after its last step
     * @throws RrException {@code UNKNOWN_NAME} if there is none; {@code CORRUPT} or {@code UNSUPPORTED_FORMAT} if it
     *     cannot be read
     */
    public Case get(CaseId id) {
        return repository
                .cases()
                .read(id)
                .map(CaseJson::read)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME,
                        "there is no case '" + id + "'",
                        repository.cases().list().isEmpty()
                                ? "Open one with: rr recover open"
                                : "The newest is "
                                        + repository
                                                .cases()
                                                .list()
                                                .get(repository.cases().list().size() - 1)));
    }

    /**
     * Step 1, detect: opens a case. From here on nothing else should be committed.
     *
     * @param request what is wrong, and how it was noticed
     * @return the open case
     * @throws RrException {@code UNKNOWN_REVISION} if what it is about names nothing; {@code LOCKED}
     */
    public Case open(CaseRequest request) {
        request.target().ifPresent(new Assessor(repository, analyzer)::requireTarget);
        Instant now = clock.instant();
        CaseId id = CaseIds.of(
                now, request.what(), taken -> repository.cases().read(taken).isPresent());
        Case.Builder opened = new Case.Builder(id, request.symptom(), request.what()).time(CaseStep.DETECT, now);
        opened.target = request.target();
        opened.evidence = request.evidence();
        return save(opened.build(), "open case " + id);
    }

    /**
     * Step 2, assess: finds what was changed and what depends on it.
     *
     * @param id a case for which nothing was executed yet
     * @return the case
     * @throws RrException {@code WRONG_STATE} if it is closed or executed; {@code UNKNOWN_REVISION} if what it is about
     *     is gone
     */
    public Case assess(CaseId id) {
        Case before = require(id, CaseStep.ASSESS);
        Assessor assessor = new Assessor(repository, analyzer);
        Assessment assessment = before.target().map(assessor::assess).orElseGet(assessor::assess);
        Case.Builder after = before.toBuilder().forgetChoice().reach(CaseStep.ASSESS, clock.instant());
        after.target = Optional.of(assessor.pinned(assessment));
        after.session = assessment.target().session().map(session -> session.id());
        after.commits =
                assessment.commits().stream().map(each -> each.commit().id()).toList();
        after.changed = assessment
                .blast()
                .map(blast -> blast.changed().stream().map(file -> file.path()).toList())
                .orElse(List.of());
        after.dependents = assessment
                .blast()
                .map(blast -> blast.dependents().stream()
                        .filter(dependent -> !dependent.changedToo())
                        .map(dependent -> dependent.path())
                        .toList());
        return save(after.build(), "assess case " + id);
    }

    /**
     * Step 3, choose: decides on a strategy and plans it. By the guide's table an unmerged session's branch is deleted;
     * a squashed or merged session's one commit is reverted; single commits are reverted newest first; with a check that
     * fails now and passed before, the commit that broke it is searched for and reverted with what builds on it; a range
     * over several sessions gets no batch revert but {@link Strategy#GOVERNANCE}, without a plan.
     *
     * @param id a case that was assessed; one whose verification failed can be chosen for again
     * @param choice by the table, or by hand with a reason
     * @param context hears of the search for a culprit and can cancel it
     * @return the case; its plan, if there is one, may have conflicts
     * @throws RrException {@code WRONG_STATE} if the case is not there yet or closed, or the strategy does not apply;
     *     {@code BAD_REQUEST} if the check does not pass at the beginning or does not fail now; {@code CANCELLED}
     */
    public Case choose(CaseId id, Choice choice, RunContext context) {
        Case before = require(id, CaseStep.CHOOSE);
        Case.Builder after = before.toBuilder().forgetChoice();
        new StrategyChooser(repository, analyzer).choose(after, choice, context);
        after.reach(CaseStep.CHOOSE, clock.instant());
        Case chosen = after.build();
        return save(chosen, "choose " + chosen.strategy().map(Strategy::word).orElseThrow() + " for case " + id);
    }

    /**
     * Step 4, execute: applies the plan that was chosen. To look at it before, read {@link Case#plan()}.
     *
     * @param id a case with a plan
     * @param options what applying may overwrite or drop
     * @param context hears of progress and can cancel up to the commit point
     * @return what came of it; anything but {@code APPLIED} means that nothing was changed and the case stays where it
     *     is. If the plan was applied before, and only the record of it was lost, that operation is taken for it
     * @throws RrException {@code WRONG_STATE} if there is no plan to execute; as {@link GitRepository#apply(Plan,
     *     ApplyOptions, RunContext)}
     */
    public ApplyOutcome execute(CaseId id, ApplyOptions options, RunContext context) {
        Case before = require(id, CaseStep.EXECUTE);
        Plan plan = before.plan().orElseThrow();
        ApplyOutcome outcome = alreadyApplied(before, plan)
                .map(operation -> ApplyOutcome.applied(operation, List.of(), "it had been applied before"))
                .orElseGet(() -> repository.apply(plan, options, context));
        if (outcome.isApplied()) {
            Case.Builder after = before.toBuilder().reach(CaseStep.EXECUTE, clock.instant());
            after.operation = outcome.operation();
            save(after.build(), "execute case " + id);
        }
        return outcome;
    }

    /** The operation of a plan that was applied by someone who could not write it down any more. */
    private Optional<OperationId> alreadyApplied(Case value, Plan plan) {
        Instant chosen = value.times().getOrDefault(CaseStep.CHOOSE, Instant.EPOCH);
        Set<OperationId> undone = new LinkedHashSet<>();
        for (Operation operation : repository.journal().operations(MOST_OPERATIONS)) {
            if (operation.time().isBefore(chosen)) {
                break;
            }
            operation.undoes().ifPresent(undone::add);
            boolean isSame = operation.kind() == plan.kind()
                    && !plan.refMoves().isEmpty()
                    && ordinary(operation.refMoves()).equals(ordinary(plan.refMoves()));
            if (isSame && !undone.contains(operation.id())) {
                return Optional.of(operation.id());
            }
        }
        return Optional.empty();
    }

    private static Set<RefMove> ordinary(List<RefMove> moves) {
        Set<RefMove> ordinary = new LinkedHashSet<>(moves);
        ordinary.removeIf(move -> move.ref().equals(new RefName("refs/rr/journal")));
        return ordinary;
    }

    /**
     * Step 5, verify: runs the checks over {@code HEAD} and adds what people said. The case reaches this step only when
     * everything of {@link Verification#REQUIRED}, and whatever else was given, passed or was waived; else it stays open
     * where it is, with the results.
     *
     * @param id a case that was executed, or whose strategy people carry out
     * @param request the checks, confirmations and waivers
     * @param context hears of the runs and can cancel them
     * @return the case with the results
     * @throws RrException {@code WRONG_STATE} if it was not executed yet, or is closed; {@code UNBORN_BRANCH};
     *     {@code CANCELLED}; {@code IO} if a check's program cannot be started
     */
    public Case verify(CaseId id, VerifyRequest request, RunContext context) {
        Case before = require(id, CaseStep.VERIFY);
        CommitId head = requireHead();
        Case.Builder after = before.toBuilder();
        after.verifications = new Verifier(repository, head).run(request, context);
        boolean isDone = after.verifications.stream()
                .allMatch(each ->
                        each.result() == Verification.Result.PASSED || each.result() == Verification.Result.WAIVED);
        if (isDone) {
            after.reach(CaseStep.VERIFY, clock.instant());
            after.verified = Optional.of(head);
        } else {
            after.verified = Optional.empty();
            after.reach(
                    before.step() == CaseStep.VERIFY ? stepBeforeVerify(before) : before.step(),
                    before.times().getOrDefault(stepBeforeVerify(before), clock.instant()));
        }
        return save(after.build(), "verify case " + id + ": " + (isDone ? "passed" : "not passed"));
    }

    private static CaseStep stepBeforeVerify(Case value) {
        return value.operation().isPresent() ? CaseStep.EXECUTE : CaseStep.CHOOSE;
    }

    /**
     * Closes a case: as recovered if everything passed, as closed-unverified if something was waived.
     *
     * @param id a case that was verified
     * @param prevention what was done so that it does not happen again, for the post-mortem
     * @return the closed case
     * @throws RrException {@code WRONG_STATE} if it was not verified, or HEAD has moved since; {@code BAD_REQUEST} if
     *     {@code prevention} is blank or has several lines
     */
    public Case close(CaseId id, String prevention) {
        Case before = require(id, CaseStep.CLOSE);
        requireLine(prevention, "what was done so that it does not happen again");
        CommitId head = requireHead();
        if (!before.verified().equals(Optional.of(head))) {
            throw new RrException(
                    ErrorCode.WRONG_STATE,
                    "HEAD has moved to " + head.abbreviated() + " since case '" + id + "' was verified",
                    "Verify it again.");
        }
        boolean isWaived =
                before.verifications().stream().anyMatch(each -> each.result() == Verification.Result.WAIVED);
        return end(before, isWaived ? CaseEnd.CLOSED_UNVERIFIED : CaseEnd.RECOVERED, prevention);
    }

    /**
     * Gives a case up, whatever its step. What was executed stays; the journal can undo it.
     *
     * @param id an open case
     * @param reason why, for the record
     * @return the closed case
     * @throws RrException {@code WRONG_STATE} if it is closed; {@code BAD_REQUEST} if the reason is blank or has several
     *     lines
     */
    public Case abandon(CaseId id, String reason) {
        Case before = get(id);
        if (before.end().isPresent()) {
            throw wrongStep(before, CaseStep.CLOSE);
        }
        requireLine(reason, "why the case is given up");
        return end(before, CaseEnd.ABANDONED, "none, the case was given up: " + reason.strip());
    }

    private Case end(Case before, CaseEnd end, String prevention) {
        Case.Builder after = before.toBuilder().reach(CaseStep.CLOSE, clock.instant());
        after.end = Optional.of(end);
        after.prevention = prevention.strip();
        return save(after.build(), "close case " + before.id() + " as " + end.word());
    }

    /**
     * Step 6, post-mortem: says what happened in the guide's template, every field filled from the case.
     *
     * @param id a closed case
     * @return Markdown, several lines, the last one ended
     * @throws RrException {@code WRONG_STATE} if the case is open
     */
    public String postMortem(CaseId id) {
        Case value = get(id);
        if (value.end().isEmpty()) {
            throw new RrException(
                    ErrorCode.WRONG_STATE,
                    "case '" + id + "' is open, so its post-mortem cannot be written",
                    "Next: " + words(value.next()));
        }
        return new PostMortem(repository, value).text();
    }

    /**
     * Plans to commit the post-mortem on HEAD: appended to {@code docs/SECURITY_LOG.md} for a security case, else to
     * {@code docs/DECISIONS.md}; the file is created if it is not there.
     *
     * @param id a closed case
     * @return the plan; without effect if HEAD's file has it already
     * @throws RrException {@code WRONG_STATE} if the case is open; {@code UNBORN_BRANCH}; {@code LIMIT} if the file has
     *     more than 16 MiB
     */
    public Plan planPostMortem(CaseId id) {
        String entry = postMortem(id);
        Case value = get(id);
        boolean isSecurity = value.symptom() == Symptom.SECURITY;
        String file = isSecurity ? "docs/SECURITY_LOG.md" : "docs/DECISIONS.md";
        String before = contentOf(file).orElse(isSecurity ? "# Security log\n" : "# Decisions\n");
        String text = before.contains(PostMortem.mark(value) + " ")
                ? before
                : before + (before.endsWith("\n") ? "\n" : "\n\n") + entry;
        return repository.planFiles(
                OperationKind.REPORT,
                Map.of(file, text),
                "docs: post-mortem of " + value.id() + "\n\n" + value.what() + "\n");
    }

    private Optional<String> contentOf(String path) {
        Optional<SourceFile> file =
                repository
                        .sources()
                        .files(repository.commits().commit(requireHead()).tree())
                        .stream()
                        .filter(candidate -> candidate.path().equals(RepoPath.of(path)))
                        .findFirst();
        return file.map(found -> {
            BlobContent content = repository.sources().read(found.blob(), LONGEST_LOG);
            return new String(
                    content.bytes()
                            .orElseThrow(() -> new RrException(
                                    ErrorCode.LIMIT,
                                    path + " has " + content.size() + " bytes, too many to append to",
                                    "Begin a new file.")),
                    StandardCharsets.UTF_8);
        });
    }

    private CommitId requireHead() {
        return repository
                .headCommit()
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNBORN_BRANCH, "HEAD's branch has no commit yet", "Commit something first."));
    }

    private static void requireLine(String text, String what) {
        if (text.isBlank() || text.strip().lines().count() > 1) {
            throw new RrException(ErrorCode.BAD_REQUEST, "one line must say " + what, "Give a sentence.");
        }
    }

    private Case require(CaseId id, CaseStep wanted) {
        Case value = get(id);
        if (!value.next().contains(wanted)) {
            throw wrongStep(value, wanted);
        }
        return value;
    }

    private static RrException wrongStep(Case value, CaseStep wanted) {
        String state = value.end()
                .map(end -> "closed as " + end.word())
                .orElseGet(() -> "at the step '" + value.step().word() + "'");
        boolean byPeople = wanted == CaseStep.EXECUTE
                && value.step() == CaseStep.CHOOSE
                && value.strategy().isPresent();
        String why = byPeople
                ? "; " + value.strategy().get().word() + " is never applied as a batch: people make the commits"
                : "";
        String hint = value.next().isEmpty() ? "Open a new case." : "Next: " + words(value.next()) + ".";
        return new RrException(
                ErrorCode.WRONG_STATE,
                "case '" + value.id() + "' is " + state + ", so '" + wanted.word() + "' is not its next step" + why,
                hint);
    }

    private static String words(List<CaseStep> steps) {
        return String.join(" or ", steps.stream().map(CaseStep::word).toList());
    }

    private Case save(Case value, String summary) {
        List<CommitId> keeps = new ArrayList<>();
        value.commits().stream().findFirst().ifPresent(keeps::add);
        value.culprit().ifPresent(keeps::add);
        value.verified().ifPresent(keeps::add);
        Plan plan = repository.cases().planWrite(value.id(), CaseJson.write(value), keeps, summary);
        if (plan.isNoEffect()) {
            return value;
        }
        ApplyOutcome outcome = repository.apply(plan);
        if (!outcome.isApplied()) {
            throw new RrException(
                    outcome.kind() == ApplyOutcome.Kind.LOCKED ? ErrorCode.LOCKED : ErrorCode.STALE,
                    "the step of case '" + value.id() + "' was not written down: " + outcome.message(),
                    outcome.hint());
        }
        return value;
    }
}
