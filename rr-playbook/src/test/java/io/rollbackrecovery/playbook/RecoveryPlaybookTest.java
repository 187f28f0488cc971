package io.rollbackrecovery.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.core.session.SessionStrategy;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cases from detection to post-mortem, on real repositories, each step by another instance. */
@Timeout(120)
final class RecoveryPlaybookTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final Check SCHEMA = Check.function("schema", folder -> {
        Path file = folder.resolve("profile.py");
        return Files.exists(file) && Files.readString(file).contains("points = ''") ? Verdict.BAD : Verdict.GOOD;
    });
    private static final RunContext ALONE = RunContext.none();

    @TempDir
    Path folder;

    private Instant now = START;

    @Test
    void goesFromDetectionToPostMortemAndBack() {
        GitFixture git = story();
        String session = begun.id().value();
        String before = git.tree("HEAD");

        CaseId id = step(rr -> rr.playbook()
                        .open(CaseRequest.of(Symptom.CI, "Points are no number!")
                                .about(session)
                                .evidence("schema failed")))
                .id();
        assertThat(id.value()).isEqualTo("20261124-0802-points-are-no-number");
        Case assessed = step(rr -> rr.playbook().assess(id));
        assertThat(assessed.session().orElseThrow().value()).isEqualTo(session);
        assertThat(assessed.commits()).hasSize(6);

        Case chosen = step(rr -> rr.playbook().choose(id, Choice.byTable().searchingWith(SCHEMA), ALONE));
        assertThat(chosen.strategy()).contains(Strategy.REVERT_CULPRIT);
        assertThat(chosen.culprit()).contains(new CommitId(culprit));
        assertThat(chosen.probes()).isPresent();
        assertThat(chosen.cascade())
                .extracting(Reason::commit)
                .containsExactlyInAnyOrder(new CommitId(api), new CommitId(dashboard));
        Plan plan = chosen.plan().orElseThrow();
        assertThat(plan.isClean()).isTrue();
        assertThat(git.tree("HEAD")).isEqualTo(before);

        ApplyOutcome outcome = execute(id);
        assertThat(outcome.isApplied()).isTrue();
        assertThat(git.read("profile.py")).doesNotContain("points");
        assertThat(git.read("api.py")).doesNotContain("points").contains("by a person");
        assertThat(git.path("notes.txt")).exists();

        Case verified = step(rr -> rr.playbook().verify(id, passing(), ALONE));
        assertThat(verified.step()).isEqualTo(CaseStep.VERIFY);
        Case closed = step(rr -> rr.playbook().close(id, "the schema is checked in CI"));
        assertThat(closed.end()).contains(CaseEnd.RECOVERED);
        assertThat(closed.timeToRecovery()).contains(Duration.ofMinutes(4));
        step(rr -> rr.apply(rr.playbook().planPostMortem(id)));
        assertThat(git.read("docs/DECISIONS.md"))
                .contains("## Recovery Event: 2026-11-24")
                .contains("- **Type**: Rollback due to logic error")
                .contains("- **Scope**: `api.py`, `dashboard.py`, `profile.py`; session " + session)
                .contains("- **Detection**: CI: Points are no number!")
                .contains("- **Recovery strategy used**: revert of the culprit and 2 that build on it")
                .contains("- **Time to recovery**: 4 minutes")
                .contains("- **Root cause**: commit " + culprit.substring(0, 10) + " \"Add points\" by Claude (agent)")
                .contains("- **Prevention**: the schema is checked in CI");
        assertThat(step(rr -> rr.playbook().planPostMortem(id)).isNoEffect()).isTrue();

        git.run("reset", "--quiet", "--hard", "HEAD~1");
        step(rr -> rr.apply(rr.journal().planUndo(closed.operation().orElseThrow())));
        assertThat(git.tree("HEAD")).isEqualTo(before);
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
    }

    @Test
    void staysOpenUntilEverythingPassed() {
        GitFixture git = story();
        CaseId id = chosen();
        execute(id);
        Case nothing = step(rr -> rr.playbook().verify(id, VerifyRequest.of(List.of()), ALONE));
        assertThat(nothing.step()).isEqualTo(CaseStep.EXECUTE);
        assertThat(nothing.verifications())
                .extracting(Verification::result)
                .containsOnly(Verification.Result.NOT_VERIFIED)
                .hasSize(4);
        refused(() -> step(rr -> rr.playbook().close(id, "nothing")), "not its next step");

        Check failing = Check.function(Verification.TESTS, tree -> Verdict.BAD);
        List<Check> checks = new ArrayList<>(List.of(failing));
        checks.addAll(passing().checks().subList(1, 3));
        Case failed = step(
                rr -> rr.playbook().verify(id, VerifyRequest.of(checks).confirmedBy("Ada", "looked at it"), ALONE));
        assertThat(failed.step()).isEqualTo(CaseStep.EXECUTE);
        assertThat(failed.verifications().get(0).result()).isEqualTo(Verification.Result.FAILED);
        refused(() -> step(rr -> rr.playbook().close(id, "nothing")), "not its next step");

        Case waived = step(rr -> rr.playbook()
                .verify(id, passing().waive(Verification.LINTER, "Ada", "there is no linter here"), ALONE));
        assertThat(waived.step()).isEqualTo(CaseStep.VERIFY);
        git.write("later.txt", "later\n").commit("Go on");
        refused(() -> step(rr -> rr.playbook().close(id, "nothing")), "HEAD has moved");
        step(rr -> rr.playbook()
                .verify(id, passing().waive(Verification.LINTER, "Ada", "there is no linter here"), ALONE));
        assertThat(step(rr -> rr.playbook().close(id, "a linter will come")).end())
                .contains(CaseEnd.CLOSED_UNVERIFIED);
    }

    @Test
    void fallsBackWhenALaterVerificationFails() {
        story();
        CaseId id = chosen();
        execute(id);
        step(rr -> rr.playbook().verify(id, passing(), ALONE));
        Case denied = step(rr -> rr.playbook().verify(id, passing().deniedBy("Ada", "still wrong"), ALONE));
        assertThat(denied.step()).isEqualTo(CaseStep.EXECUTE);
        assertThat(denied.timeToRecovery()).isEmpty();
        assertThat(denied.next()).contains(CaseStep.CHOOSE, CaseStep.VERIFY).doesNotContain(CaseStep.CLOSE);
    }

    @Test
    void refusesStepsOutOfOrder() {
        story();
        CaseId id = step(rr -> rr.playbook().open(CaseRequest.of(Symptom.REVIEW, "wrong design")))
                .id();
        refused(() -> step(rr -> rr.playbook().choose(id, Choice.byTable(), ALONE)), "'choose' is not its next step");
        refused(() -> execute(id), "'execute' is not its next step");
        refused(() -> step(rr -> rr.playbook().verify(id, passing(), ALONE)), "'verify' is not its next step");
        refused(() -> step(rr -> rr.playbook().postMortem(id)), "is open");
        Case over = step(rr -> rr.playbook().abandon(id, "it was a false alarm"));
        assertThat(over.end()).contains(CaseEnd.ABANDONED);
        assertThat(over.next()).isEmpty();
        refused(() -> step(rr -> rr.playbook().assess(id)), "closed as abandoned");
        refused(() -> step(rr -> rr.playbook().abandon(id, "again")), "closed as abandoned");
        assertThat(postMortem(id))
                .contains("- **Type**: Rollback due to architecture violation")
                .contains("- **Time to recovery**: not recovered")
                .contains("it was a false alarm");
        List<Case> all = step(rr -> rr.playbook().list());
        assertThat(all).hasSize(1);
        assertThatThrownBy(() -> step(rr -> rr.playbook().get(new CaseId("none"))))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
    }

    @Test
    void takesAnAppliedPlanForDoneWhenOnlyItsRecordWasLost() {
        GitFixture git = story();
        CaseId id = chosen();
        Plan plan = step(rr -> rr.playbook().get(id)).plan().orElseThrow();
        ApplyOutcome lost = step(rr -> rr.apply(plan));
        String head = git.revParse("HEAD");
        ApplyOutcome outcome = execute(id);
        assertThat(outcome.operation()).isEqualTo(lost.operation());
        assertThat(git.revParse("HEAD")).isEqualTo(head);
        assertThat(step(rr -> rr.playbook().get(id)).step()).isEqualTo(CaseStep.EXECUTE);
    }

    @Test
    void leavesTheCaseWhereItIsWhenThePlanIsStale() {
        GitFixture git = story();
        CaseId id = chosen();
        git.write("later.txt", "later\n").commit("Go on");
        assertThat(execute(id).kind()).isEqualTo(ApplyOutcome.Kind.STALE);
        assertThat(step(rr -> rr.playbook().get(id)).step()).isEqualTo(CaseStep.CHOOSE);
        step(rr -> rr.playbook().choose(id, Choice.byTable(), ALONE));
        assertThat(execute(id).isApplied()).isTrue();
    }

    @Test
    void choosesByTheTable() {
        GitFixture git = GitFixture.init(folder.resolve("table")).write("a.py", "X = 1\n");
        git.commit("Start");
        Session session =
                step(rr -> rr.sessions().begin(SessionRequest.named("work").agent("claude")));
        git.write("b.py", "import a\n").commit(Person.AGENT, "Add b");
        CaseId branch = assessed(Symptom.CI, session.id().value());
        Case unmerged = step(rr -> rr.playbook().choose(branch, Choice.byTable(), ALONE));
        assertThat(unmerged.strategy()).contains(Strategy.DELETE_BRANCH);
        assertThat(unmerged.reason()).contains("has not been merged");

        step(rr -> rr.apply(rr.sessions().planFinish(FinishRequest.of(session.id()))));
        CaseId squash = assessed(Symptom.PRODUCTION, session.id().value());
        assertThat(step(rr -> rr.playbook().choose(squash, Choice.byTable(), ALONE))
                        .strategy())
                .contains(Strategy.REVERT_SQUASH);

        Session second = step(rr ->
                rr.sessions().begin(SessionRequest.named("more").agent("claude").strategy(SessionStrategy.CHECKPOINT)));
        git.write("c.py", "import b\n").commit(Person.AGENT, "Add c");
        CaseId single = assessed(Symptom.SECURITY, second.id().value());
        assertThat(step(rr -> rr.playbook().choose(single, Choice.byTable(), ALONE))
                        .strategy())
                .contains(Strategy.REVERT_COMMITS);
    }

    @Test
    void deletesTheBranchOfAnUnmergedSessionAndCanBringItBack() {
        GitFixture git = GitFixture.init(folder.resolve("branch")).write("a.py", "X = 1\n");
        git.commit("Start");
        String main = git.revParse("HEAD");
        Session session =
                step(rr -> rr.sessions().begin(SessionRequest.named("work").agent("claude")));
        String tip = git.write("b.py", "import a\n").commit(Person.AGENT, "Add b");
        CaseId id = assessed(Symptom.REVIEW, session.id().value());
        step(rr -> rr.playbook().choose(id, Choice.byTable(), ALONE));
        assertThat(execute(id).isApplied()).isTrue();
        assertThat(git.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
        assertThat(git.run("branch", "--format=%(refname:short)")).isEqualTo("main");
        assertThat(git.revParse("HEAD")).isEqualTo(main);

        step(rr -> rr.playbook().verify(id, passing(), ALONE));
        Case closed = step(rr -> rr.playbook().close(id, "the design is agreed on before the work"));
        assertThat(postMortem(id)).contains("- **Recovery strategy used**: branch deletion");
        step(rr -> rr.apply(rr.journal().planUndo(closed.operation().orElseThrow())));
        assertThat(git.revParse("feature/work")).isEqualTo(tip);
        assertThat(git.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/feature/work");
    }

    @Test
    void saysOfADamagedRecordWhatItIs() {
        story();
        String record = CaseJson.write(step(rr -> rr.playbook().get(chosen())));
        assertThat(CaseJson.write(CaseJson.read(record))).isEqualTo(record);
        for (int length = 0; length < record.length() - 2; length += 7) {
            String cut = record.substring(0, length);
            assertThatThrownBy(() -> CaseJson.read(cut)).isInstanceOf(RrException.class);
        }
        for (String field : List.of("\"step\" : \"choose\"", "\"symptom\" : \"ci\"", "\"commits\" : [")) {
            assertThat(record).contains(field);
            String wrong = record.replace(field, field.replace(" : ", "X\" : ").replace("\"X", "X"));
            assertThatThrownBy(() -> CaseJson.read(wrong))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
        String newer = record.replace("rr/case/1", "rr/case/2");
        assertThatThrownBy(() -> CaseJson.read(newer))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT));
    }

    @Test
    void neverRevertsDriftInABatch() {
        GitFixture git = GitFixture.init(folder.resolve("drift")).write("a.py", "X = 1\n");
        git.commit("Start");
        for (String name : List.of("one", "two")) {
            step(rr -> rr.sessions()
                    .begin(SessionRequest.named(name).agent("claude").strategy(SessionStrategy.CHECKPOINT)));
            git.write(name + ".py", "import a\n").commit(Person.AGENT, "Add " + name);
            step(rr -> rr.apply(rr.sessions()
                    .planFinish(FinishRequest.of(rr.sessions().list().get(0).id()))));
        }
        CaseId id = assessed(Symptom.REVIEW, "HEAD~2..HEAD");
        Case chosen = step(rr -> rr.playbook().choose(id, Choice.byTable(), ALONE));
        assertThat(chosen.strategy()).contains(Strategy.GOVERNANCE);
        assertThat(chosen.plan()).isEmpty();
        refused(() -> execute(id), "never applied as a batch");
        git.write("one.py", "").commit("Correct the drift");
        step(rr -> rr.playbook().verify(id, passing(), ALONE));
        step(rr -> rr.playbook().close(id, "layers are declared"));
        assertThat(postMortem(id)).contains("architecture violation").contains("governance: targeted commits");
    }

    @Test
    void findsTheCulpritInASquashedSession() {
        GitFixture git = GitFixture.init(folder.resolve("squashed")).write("profile.py", "name = 1\n");
        git.commit("Start");
        Session session =
                step(rr -> rr.sessions().begin(SessionRequest.named("squash").agent("claude")));
        git.write("other.py", "x = 1\n").commit(Person.AGENT, "Add other");
        String bad = git.write("profile.py", "name = 1\npoints = ''\n").commit(Person.AGENT, "Add points");
        git.write("more.py", "y = 1\n").commit(Person.AGENT, "Add more");
        step(rr -> rr.apply(rr.sessions().planFinish(FinishRequest.of(session.id()))));
        CaseId id = assessed(Symptom.CI, session.id().value());
        Case chosen = step(rr -> rr.playbook().choose(id, Choice.byTable().searchingWith(SCHEMA), ALONE));
        assertThat(chosen.culprit()).contains(new CommitId(bad));
        assertThat(execute(id).isApplied()).isTrue();
        assertThat(git.read("profile.py")).isEqualTo("name = 1\n");
        assertThat(git.path("other.py")).exists();
    }

    @Test
    void refusesACheckThatCannotTell() {
        story();
        CaseId id = assessed(Symptom.CI, begun.id().value());
        Check always = Check.function("always", tree -> Verdict.GOOD);
        assertThatThrownBy(() ->
                        step(rr -> rr.playbook().choose(id, Choice.byTable().searchingWith(always), ALONE)))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
                .hasMessageContaining("does not fail");
    }

    private Session begun;
    private String culprit = "";
    private String api = "";
    private String dashboard = "";

    /** The guide's cascade on the branch, as single commits, a person's among the agent's. */
    private GitFixture story() {
        GitFixture git = GitFixture.init(folder.resolve("story"))
                .write("profile.py", "name = ''\n")
                .write("api.py", "import profile\n\n\ndef show():\n    return profile.name\n")
                .write("dashboard.py", "import api\n");
        git.commit("Start");
        begun = step(rr -> rr.sessions()
                .begin(SessionRequest.named("points").agent("claude").strategy(SessionStrategy.CHECKPOINT)));
        git.write("readme.txt", "read me\n").commit(Person.AGENT, "Describe");
        culprit = git.write("profile.py", "name = ''\npoints = ''\n").commit(Person.AGENT, "Add points");
        git.write("notes.txt", "mine\n").commit(Person.HUMAN, "Take notes");
        api = git.write(
                        "api.py",
                        "import profile\nfrom profile import points\n\n\ndef show():\n    return profile.name\n")
                .commit(Person.AGENT, "Expose points");
        git.write("api.py", git.read("api.py") + "\n\n# by a person\nVERSION = 1\n")
                .commit(Person.HUMAN, "Give it a version");
        dashboard = git.write("dashboard.py", "import api\nfrom profile import points\n")
                .commit(Person.AGENT, "Show points");
        return git;
    }

    private CaseId assessed(Symptom symptom, String target) {
        CaseId id = step(rr -> rr.playbook()
                        .open(CaseRequest.of(symptom, "it is wrong").about(target)))
                .id();
        step(rr -> rr.playbook().assess(id));
        return id;
    }

    private CaseId chosen() {
        CaseId id = assessed(Symptom.CI, begun.id().value());
        step(rr -> rr.playbook().choose(id, Choice.byTable(), ALONE));
        return id;
    }

    private String postMortem(CaseId id) {
        return step(rr -> rr.playbook().postMortem(id));
    }

    private ApplyOutcome execute(CaseId id) {
        return step(rr -> rr.playbook().execute(id, ApplyOptions.safe(), ALONE));
    }

    private static VerifyRequest passing() {
        List<Check> checks = new ArrayList<>();
        for (String name : List.of(Verification.TESTS, Verification.LINTER, Verification.SECRETS)) {
            checks.add(Check.function(name, tree -> Verdict.GOOD));
        }
        return VerifyRequest.of(checks).confirmedBy("Ada", "looked at it");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(RrException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE);
                    assertThat(e.hint()).isNotEmpty();
                })
                .hasMessageContaining(message);
    }

    private interface Step<T> {
        T with(RollbackRecovery rr);
    }

    /** Every step is done by an instance of its own, a minute after the one before. */
    private <T> T step(Step<T> step) {
        Path repo;
        try (var folders = Files.list(folder)) {
            repo = folders.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        now = now.plus(Duration.ofMinutes(1));
        try (RollbackRecovery rr =
                RollbackRecovery.open(repo, GitEnvironment.isolated().withClock(() -> now))) {
            return step.with(rr);
        }
    }
}
