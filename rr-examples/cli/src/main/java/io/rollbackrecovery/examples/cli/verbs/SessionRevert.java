package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.wire.RevertDoc;
import io.rollbackrecovery.playbook.ConsistentPlan;
import io.rollbackrecovery.playbook.ConsistentReverts;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr session revert}. */
@Command(name = "revert", description = "Take a session back by new commits on HEAD.")
public final class SessionRevert implements Verb {
    @Parameters(paramLabel = "ID", description = "The session, recorded or inferred.")
    private String id = "";

    @Option(names = "--only-agent", description = "Keep the commits that a person made.")
    private boolean onlyAgent;

    @Option(names = "--commits", arity = "1..*", paramLabel = "C", description = "Only these commits of it.")
    private List<String> commits = List.of();

    @Option(names = "--to", paramLabel = "COMMIT", description = "Only its commits after this one.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--paths",
            arity = "1..*",
            paramLabel = "P",
            description = "Only what it did to these files and folders.")
    private List<String> paths = List.of();

    @Option(
            names = "--consistent",
            description = "Also take back the later commits without which a reference would dangle.")
    private boolean consistent;

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        Session session = SessionText.named(call, Optional.of(id));
        List<CommitId> own = call.rr().sessions().commits(session).stream()
                .map(AttributedCommit::commit)
                .map(commit -> commit.id())
                .toList();
        RevertPlans.Planned planned = plan(call, session, own);
        Plan plan = planned.plan();
        RevertPreview preview = RevertPreview.of(call, plan, List.of(), 0);
        // Without --consistent a plan that breaks something is the person's to judge.
        boolean isGood = consistent ? planned.isGood() : plan.isClean();
        ApplyFlags.Applied applied =
                consistent && !isGood ? new ApplyFlags.Applied(Optional.empty()) : flags.apply(call, plan);
        List<CommitId> kept = keptOf(plan, session, own);
        String breaks = consistent
                ? "Will break, so it is not applied:"
                : "Will break (--consistent also takes back what has to go too):";
        return Answer.of(
                        RevertDoc.of(
                                plan,
                                Optional.of(kept),
                                Optional.of(preview.details()),
                                applied.operation(),
                                applied.paths(),
                                planned.references()),
                        flags.describe(call, plan, preview.text(), applied) + planned.describe(call, breaks))
                .warning(plan.warnings())
                .negativeIf(!isGood || flags.wanted() && !applied.happened());
    }

    private RevertPlans.Planned plan(Call call, Session session, List<CommitId> own) {
        ConsistentReverts reverts = call.rr().consistentReverts();
        if (commits.isEmpty() && to.isEmpty()) {
            Keep keep = onlyAgent ? Keep.HUMAN_COMMITS : Keep.NOTHING;
            List<RepoPath> only = Words.paths(paths);
            return consistent
                    ? RevertPlans.Planned.of(reverts, reverts.plan(session, keep, only, call.run()), call)
                    : judged(reverts, call.rr().sessions().planRevert(session, keep, only));
        }
        RevertRequest request = request(call, session, own);
        return consistent
                ? RevertPlans.Planned.of(reverts, reverts.plan(request, call.run()), call)
                : judged(reverts, call.rr().reverts().plan(request));
    }

    /** A plan as it is, and what it breaks; in a partial clone that may not be known. */
    private static RevertPlans.Planned judged(ConsistentReverts reverts, Plan plan) {
        try {
            ConsistentPlan found = reverts.judge(plan);
            return new RevertPlans.Planned(found.plan(), Optional.of(found.willBreak()), Optional.empty());
        } catch (RrException e) {
            if (e.code() == ErrorCode.MISSING_OBJECT) {
                return new RevertPlans.Planned(plan, Optional.empty(), Optional.empty());
            }
            throw e;
        }
    }

    private RevertRequest request(Call call, Session session, List<CommitId> own) {
        if (onlyAgent || !commits.isEmpty() && to.isPresent()) {
            throw Failure.usage("--only-agent, --commits and --to each say what goes", "Use one of them.");
        }
        List<CommitId> chosen = to.isPresent() ? after(call, own) : Words.commits(call, commits);
        for (CommitId commit : chosen) {
            if (!own.contains(commit)) {
                throw Failure.usage(
                        commit.abbreviated() + " is no commit of session " + session.id(),
                        "rr session show " + session.id() + " lists them.");
            }
        }
        if (chosen.isEmpty()) {
            throw Failure.usage("the session has no commit after that one", "There is nothing to take back.");
        }
        RevertRequest request = RevertRequest.of(chosen).inSession(session.id());
        return paths.isEmpty() ? request : request.onlyPaths(Words.paths(paths));
    }

    private List<CommitId> after(Call call, List<CommitId> own) {
        CommitId last = Words.commit(call, to.orElseThrow());
        List<CommitId> later = call.rr().repository().commits().range(List.of(last), own.isEmpty() ? last : own.get(0));
        return own.stream().filter(later::contains).toList();
    }

    /** Names the session's commits that stay: a squashed session goes as one. */
    private List<CommitId> keptOf(Plan plan, Session session, List<CommitId> own) {
        boolean asOne = commits.isEmpty()
                && to.isEmpty()
                && session.result().map(plan.reverted()::contains).orElse(false);
        if (asOne) {
            return plan.keeps().commits();
        }
        return own.stream().filter(commit -> !plan.reverted().contains(commit)).toList();
    }
}
