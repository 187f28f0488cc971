package io.rollbackrecovery.examples.quickstart;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.analysis.FileToRevert;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.core.session.SessionStrategy;
import io.rollbackrecovery.examples.quickstart.Project.Author;
import io.rollbackrecovery.examples.quickstart.Project.Change;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Identity;
import io.rollbackrecovery.playbook.Case;
import io.rollbackrecovery.playbook.CaseRequest;
import io.rollbackrecovery.playbook.Choice;
import io.rollbackrecovery.playbook.Symptom;
import io.rollbackrecovery.playbook.Verification;
import io.rollbackrecovery.playbook.VerifyRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The guide's story: a session with one bad commit among many, and the recovery from it. */
final class Story {
    private static final Identity AGENT = new Identity("Claude", "noreply@anthropic.com");
    private static final Identity PERSON = new Identity("Ada Example", "ada@example.org");
    private static final int WIDTH = 110;
    private static final Duration PACE = Duration.ofMinutes(2);

    private final Path folder;
    private final PrintStream out;
    private int step;
    private boolean held = true;

    /** Told hours ago while the history is made, by the clock of this machine from the detection on. */
    private final StoryClock clock = new StoryClock(InstantSource.system());

    private static final class StoryClock implements InstantSource {
        private final InstantSource now;
        private Instant told;
        private boolean isNow;

        StoryClock(InstantSource now) {
            this.now = now;
            this.told = now.instant().minus(Duration.ofHours(3));
        }

        void goOn() {
            told = told.plus(PACE);
        }

        void arrive() {
            isNow = true;
        }

        @Override
        public Instant instant() {
            return isNow ? now.instant() : told;
        }
    }

    Story(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Tells it. Answers whether every step held. */
    boolean tell() throws IOException {
        EmptyRepository.make(folder, PERSON, clock.instant());
        GitEnvironment environment = GitEnvironment.isolated().withClock(clock);
        try (RollbackRecovery person = RollbackRecovery.open(folder, environment.withIdentity(PERSON));
                RollbackRecovery agent = RollbackRecovery.open(folder, environment.withIdentity(AGENT))) {
            Session session = work(person, agent);
            clock.arrive();
            recover(person, session);
        }
        out.println();
        out.println(held ? "Every step held." : "NOT every step held, see above.");
        out.println("The repository is yours to look at:  cd " + folder + "  and  git log --oneline");
        return held;
    }

    private Session work(RollbackRecovery person, RollbackRecovery agent) {
        commit(person, Project.start());
        Session session = person.sessions()
                .begin(SessionRequest.named("user points").agent("claude").strategy(SessionStrategy.CHECKPOINT));
        say("Begin", "session " + session.id() + " by an agent, on the branch main");
        say("", "checkpoint/" + session.checkpoint().orElseThrow() + " holds what was there before");
        for (Change change : Project.session()) {
            commit(change.by() == Author.AGENT ? agent : person, change);
        }
        expect(person.apply(person.sessions().planFinish(FinishRequest.of(session.id()))));
        Session finished = person.sessions().get(session.id());
        List<AttributedCommit> commits = person.sessions().commits(finished);
        long byAgent = count(commits, Attribution.AGENT);
        say(
                "Work",
                commits.size() + " commits: " + byAgent + " by the agent, " + count(commits, Attribution.HUMAN)
                        + " by a person in between; one of them is wrong");
        expect(byAgent >= 40 && byAgent < commits.size(), "the session has the agent's and a person's commits");
        return finished;
    }

    private void commit(RollbackRecovery who, Change change) {
        clock.goOn();
        expect(who.apply(who.repository().planFiles(OperationKind.REPORT, change.files(), change.message() + "\n")));
    }

    private void recover(RollbackRecovery rr, Session session) throws IOException {
        CommitId broken = rr.repository().headCommit().orElseThrow();
        TreeId brokenTree = tree(rr, broken);
        List<String> findings = Checks.brokenContract(folder);
        expect(findings.size() == 1, "the check of the contract fails");
        say("Detect", "the check 'contract' fails: " + String.join(", ", findings));
        CaseId id = rr.playbook()
                .open(CaseRequest.of(Symptom.CI, findings.get(0))
                        .about(session.id().value())
                        .evidence(String.join("\n", findings)))
                .id();
        say("", "case " + id + " is open");

        Case assessed = rr.playbook().assess(id);
        say(
                "Assess",
                "the session changed " + assessed.changed().size() + " files in "
                        + assessed.commits().size() + " commits; what of it is wrong is not known yet");

        Case chosen = rr.playbook().choose(id, Choice.byTable().searchingWith(Checks.contract()), RunContext.none());
        CommitId culprit = chosen.culprit().orElseThrow();
        say(
                "Choose",
                "bisect: " + assessed.commits().size() + " commits, "
                        + chosen.probes().orElseThrow() + " runs of the check, one culprit:");
        say("", culprit.abbreviated() + " " + subject(rr, culprit) + " (" + attribution(rr, culprit) + ")");
        expect(subject(rr, culprit).equals("feat: add loyalty points to the profile"), "the culprit was found");
        blast(rr, culprit);
        Plan plan = chosen.plan().orElseThrow();
        say("Plan", chosen.strategy().orElseThrow().word() + ", since " + chosen.reason());
        say("", "nothing has moved yet:");
        out.print(plan.describe().indent(4));
        expect(plan.isClean(), "the plan is clean");
        expect(
                plan.reverted().stream()
                        .allMatch(commit -> attribution(rr, commit).equals("agent")),
                "people's stay");

        ApplyOutcome applied = rr.playbook().execute(id, ApplyOptions.safe(), RunContext.none());
        expect(applied);
        say("Execute", applied.message());
        verify(rr, id);
        Case closed = rr.playbook().close(id, "the check 'contract' runs in CI before a merge");
        Plan report = rr.playbook().planPostMortem(id);
        ApplyOutcome reported = rr.apply(report);
        expect(reported);
        say(
                "Post-mortem",
                "committed to docs/DECISIONS.md; the case is "
                        + closed.end().orElseThrow().word() + ":");
        rr.playbook().postMortem(id).lines().forEach(line -> out.print(wrapped(line)));
        log(rr, broken);
        takeBack(
                rr,
                brokenTree,
                List.of(reported.operation().orElseThrow(), closed.operation().orElseThrow()));
    }

    private void blast(RollbackRecovery rr, CommitId culprit) {
        BlastRadius blast = rr.blastRadius().analyze(BlastRequest.ofCommits(List.of(culprit)));
        say("", "its blast radius, the files that go back together:");
        for (FileToRevert file : blast.mustRevert()) {
            out.println(String.format(Locale.ROOT, "    %-20s %s", file.path(), cut(file.reason())));
        }
        expect(blast.mustRevert().size() == 4, "the cascade has four files");
    }

    private void verify(RollbackRecovery rr, CaseId id) {
        VerifyRequest request =
                VerifyRequest.of(Checks.all()).confirmedBy(PERSON.name(), "the dashboard shows names and no points");
        Case verified = rr.playbook().verify(id, request, RunContext.none());
        say(
                "Verify",
                verified.verifications().stream()
                        .map(each -> each.name() + " " + each.result().word())
                        .collect(Collectors.joining(", ")));
        expect(
                verified.verifications().stream().allMatch(each -> each.result() == Verification.Result.PASSED),
                "everything is verified");
    }

    private void log(RollbackRecovery rr, CommitId since) {
        CommitId head = rr.repository().headCommit().orElseThrow();
        say("History", "newest first:");
        for (CommitId id : rr.repository().commits().range(List.of(since), head)) {
            out.println("    " + id.abbreviated() + " " + cut(subject(rr, id)));
        }
        out.println("    " + since.abbreviated() + " " + cut(subject(rr, since)) + "  (and all before)");
    }

    /** Takes the recovery back, sees that everything is as it was, and does it again. */
    private void takeBack(RollbackRecovery rr, TreeId brokenTree, List<OperationId> newestFirst) throws IOException {
        for (OperationId operation : newestFirst) {
            expect(rr.apply(rr.journal().planUndo(operation)));
        }
        boolean isBack = tree(rr, rr.repository().headCommit().orElseThrow()).equals(brokenTree);
        expect(isBack, "the tree from before the recovery is back");
        expect(!Checks.brokenContract(folder).isEmpty(), "and the check fails as before");
        say("Undo", "both commits taken back: the tree is " + brokenTree.abbreviated() + " as before, the check fails");
        for (int i = 0; i < newestFirst.size(); i++) {
            expect(rr.redo());
        }
        expect(
                Checks.brokenContract(folder).isEmpty()
                        && Checks.danglingImports(folder).isEmpty(),
                "redo recovers");
        say("Redo", "and the recovery is there again");
    }

    private static TreeId tree(RollbackRecovery rr, CommitId commit) {
        return rr.repository().commits().commit(commit).tree();
    }

    private static String subject(RollbackRecovery rr, CommitId id) {
        Commit commit = rr.repository().commits().commit(id);
        return commit.subject();
    }

    private static String attribution(RollbackRecovery rr, CommitId commit) {
        return rr.sessions().attribute(List.of(commit)).get(0).attribution().word();
    }

    private static long count(List<AttributedCommit> commits, Attribution attribution) {
        return commits.stream()
                .filter(commit -> commit.attribution() == attribution)
                .count();
    }

    /** A line of a report in lines that fit the screen. */
    private static String wrapped(String line) {
        StringBuilder text = new StringBuilder();
        String rest = line;
        while (rest.length() > WIDTH) {
            int space = Math.max(rest.lastIndexOf(' ', WIDTH), 1);
            text.append("    ").append(rest, 0, space).append('\n');
            rest = "  " + rest.substring(space).strip();
        }
        return text.append("    ").append(rest).append('\n').toString();
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
    }

    private void say(String what, String text) {
        if (!what.isEmpty()) {
            step++;
        }
        String number = what.isEmpty() ? "" : String.valueOf(step);
        out.println(String.format(Locale.ROOT, "%2s  %-11s %s", number, what, text));
    }

    private void expect(ApplyOutcome outcome) {
        expect(outcome.isApplied(), "the plan is applied: " + outcome.message());
    }

    private void expect(boolean isSo, String what) {
        if (!isSo) {
            held = false;
            out.println("!!  NOT so: " + what);
        }
    }
}
