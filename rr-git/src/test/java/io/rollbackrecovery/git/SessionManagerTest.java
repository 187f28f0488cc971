package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.MergeMode;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.core.session.SessionStrategy;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions from begin to finish, abandon and revert, on real repositories. */
@FsckAfterEach
class SessionManagerTest {
    @TempDir
    Path folder;

    GitFixture git;
    GitRepository repository;
    SessionManager sessions;
    String main;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n").commit("first");
        main = git.run("symbolic-ref", "--short", "HEAD");
        Instant now = Instant.parse("2026-03-01T09:30:00Z");
        repository = GitRepository.open(
                folder.resolve("work"), GitEnvironment.isolated().withClock(() -> now));
        sessions = repository.sessions();
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private Session begin(SessionStrategy strategy) {
        return sessions.begin(
                SessionRequest.named("Oura sleep connector").agent("claude").strategy(strategy));
    }

    private void work() {
        git.write("b.txt", "b\n").commit(Person.AGENT, "feat: add b");
        git.write("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n").commit(Person.HUMAN, "fix: a person's own");
        git.write("c.txt", "c\n").commit(Person.AGENT, "feat: add c");
    }

    private ApplyOutcome apply(Plan plan) {
        ApplyOutcome outcome = repository.apply(plan);
        assertThat(outcome.kind()).as(outcome + "\n" + plan.describe()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        return outcome;
    }

    @Test
    void beginMakesACheckpointAndABranchAndChangesNoFile() {
        git.write("a.txt", "dirty\n");
        String status = git.run("status", "--porcelain");

        Session session = begin(SessionStrategy.BRANCH);

        assertThat(session.id().value()).isEqualTo("20260301-0930-oura-sleep-connector");
        assertThat(git.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/feature/oura-sleep-connector");
        assertThat(git.run("status", "--porcelain")).isEqualTo(status);
        assertThat(git.read("a.txt")).isEqualTo("dirty\n");
        assertThat(git.run("tag", "-l", "checkpoint/*"))
                .isEqualTo("checkpoint/before-session-20260301-0930-oura-sleep-connector");
        assertThat(sessions.list()).containsExactly(session);
        assertThat(sessions.current()).contains(session);
        assertThat(sessions.checkpointOf(session).orElseThrow().dirty()).isTrue();
    }

    @Test
    void aSecondSessionOfTheSameMinuteGetsANumber() {
        begin(SessionStrategy.BRANCH);
        Session second = begin(SessionStrategy.BRANCH);

        assertThat(second.id().value()).isEqualTo("20260301-0930-oura-sleep-connector-2");
        assertThat(second.branch()).contains(RefName.branch("feature/oura-sleep-connector-2"));
    }

    @Test
    void commitsAreAttributedWithEvidence() {
        Session session = begin(SessionStrategy.BRANCH);
        work();

        List<AttributedCommit> commits = sessions.commits(sessions.get(session.id()));

        assertThat(commits)
                .extracting(AttributedCommit::attribution)
                .containsExactly(Attribution.AGENT, Attribution.HUMAN, Attribution.AGENT);
        assertThat(commits.get(0).agent()).contains("claude");
        assertThat(commits.get(0).evidence()).isNotEmpty();
        assertThat(commits.get(1).evidence())
                .extracting(evidence -> evidence.rule())
                .containsExactly("no-sign");
    }

    @Test
    void finishSquashesIntoTheBaseBranchAndKeepsTheOriginals() {
        Session session = begin(SessionStrategy.BRANCH);
        work();
        String tip = git.revParse("HEAD");

        apply(sessions.planFinish(FinishRequest.of(session.id())));

        assertThat(git.run("symbolic-ref", "--short", "HEAD")).isEqualTo(main);
        assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo("2");
        assertThat(git.tree("HEAD")).isEqualTo(git.tree(tip));
        assertThat(git.run("log", "-1", "--format=%(trailers:key=Co-authored-by,valueonly)"))
                .contains("Claude <noreply@anthropic.com>");
        Session finished = sessions.get(session.id());
        assertThat(finished.state()).isEqualTo(SessionState.FINISHED);
        assertThat(finished.head().hex()).isEqualTo(tip);
        git.run("branch", "-D", "feature/oura-sleep-connector");
        git.run("reflog", "expire", "--expire=now", "--all");
        git.run("gc", "-q", "--prune=now");
        assertThat(sessions.commits(finished)).hasSize(3);
    }

    @Test
    void finishMergesWhenTheBaseBranchHasMovedOn() {
        Session session = begin(SessionStrategy.BRANCH);
        work();
        git.run("checkout", "-q", main);
        git.write("d.txt", "d\n").commit(Person.HUMAN, "on the base branch");

        apply(sessions.planFinish(FinishRequest.of(session.id()).mode(MergeMode.MERGE)));

        assertThat(git.run("log", "-1", "--format=%P").split(" ")).hasSize(2);
        assertThat(git.read("b.txt")).isEqualTo("b\n");
        assertThat(git.read("d.txt")).isEqualTo("d\n");
    }

    @Test
    void finishWithAConflictIsAValueAndChangesNothing() {
        Session session = begin(SessionStrategy.BRANCH);
        git.write("a.txt", "agent\n").commit(Person.AGENT, "rewrite");
        git.run("checkout", "-q", main);
        git.write("a.txt", "person\n").commit(Person.HUMAN, "rewrite too");

        Plan plan = sessions.planFinish(FinishRequest.of(session.id()));

        assertThat(plan.isClean()).isFalse();
        assertThat(plan.conflicts())
                .extracting(conflict -> conflict.path().toString())
                .containsExactly("a.txt");
        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.CONFLICT);
        assertThat(sessions.get(session.id()).state()).isEqualTo(SessionState.OPEN);
    }

    @Test
    void anAtomicSessionIsOneCommitAndNotWhenPublished() {
        Session session = begin(SessionStrategy.ATOMIC);
        work();
        Plan plan = sessions.planFinish(FinishRequest.of(session.id()).message("feat: oura connector"));
        git.run("update-ref", "refs/remotes/origin/" + main, "HEAD~1");
        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.PUBLISHED);
        git.run("update-ref", "-d", "refs/remotes/origin/" + main);

        apply(plan);

        assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo("2");
        assertThat(git.run("log", "-1", "--format=%s")).isEqualTo("feat: oura connector");
        assertThat(git.read("c.txt")).isEqualTo("c\n");
    }

    @Test
    void abandonReturnsToTheBaseAndRestoreBringsTheBranchBack() {
        Session session = begin(SessionStrategy.BRANCH);
        work();
        String tip = git.revParse("HEAD");

        apply(sessions.planAbandon(session.id()));
        assertThat(git.run("symbolic-ref", "--short", "HEAD")).isEqualTo(main);
        assertThat(git.run("branch", "--list", "feature/*")).isEmpty();
        assertThat(git.path("b.txt")).doesNotExist();
        assertThat(sessions.get(session.id()).state()).isEqualTo(SessionState.ABANDONED);

        apply(sessions.planRestore(session.id()));
        assertThat(git.revParse("feature/oura-sleep-connector")).isEqualTo(tip);
        assertThat(sessions.get(session.id()).state()).isEqualTo(SessionState.OPEN);
    }

    @Test
    void revertTakesTheWholeSessionBackOrKeepsThePersonsCommits() {
        Session session = begin(SessionStrategy.BRANCH);
        work();
        apply(sessions.planFinish(FinishRequest.of(session.id())));
        String finished = git.revParse("HEAD");

        Plan whole = sessions.planRevert(session.id(), Keep.NOTHING);
        apply(whole);
        assertThat(git.tree("HEAD")).isEqualTo(git.tree("HEAD~2"));
        assertThat(sessions.get(session.id()).state()).isEqualTo(SessionState.REVERTED);
        apply(repository.journal().planUndo().orElseThrow());
        assertThat(git.revParse("HEAD")).isEqualTo(finished);
        assertThat(sessions.get(session.id()).state()).isEqualTo(SessionState.FINISHED);

        Plan agentOnly = sessions.planRevert(session.id(), Keep.HUMAN_COMMITS);
        assertThat(agentOnly.keeps().commits()).hasSize(1);
        apply(agentOnly);
        assertThat(git.path("b.txt")).doesNotExist();
        assertThat(git.path("c.txt")).doesNotExist();
        assertThat(git.read("a.txt")).endsWith("NINE\n");
    }

    @Test
    void sessionsAreInferredFromHistory() {
        git.write("h.txt", "h\n").commit(Person.HUMAN, "a person's");
        String base = git.revParse("HEAD");
        work();
        String tip = git.revParse("HEAD");
        git.at(Instant.parse("2026-02-01T00:00:00Z")).write("z.txt", "z\n").commit(Person.HUMAN, "weeks later");

        List<Session> inferred = sessions.infer();

        assertThat(inferred).hasSize(1);
        assertThat(inferred.get(0).inferred()).isTrue();
        assertThat(inferred.get(0).base().hex()).isEqualTo(base);
        assertThat(inferred.get(0).head().hex()).isEqualTo(tip);
        Plan plan = sessions.planRevert(inferred.get(0).id(), Keep.HUMAN_COMMITS);
        apply(plan);
        assertThat(git.path("b.txt")).doesNotExist();
        assertThat(git.read("a.txt")).endsWith("NINE\n");
        assertThat(git.read("z.txt")).isEqualTo("z\n");
    }

    @Test
    void wrongRequestsAreRefusedClearly() {
        Session session = begin(SessionStrategy.BRANCH);
        assertThatThrownBy(() -> sessions.planFinish(FinishRequest.of(session.id())))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
        assertThatThrownBy(() -> sessions.planRestore(session.id()))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
        git.run("checkout", "-q", "--detach");
        assertThatThrownBy(() -> begin(SessionStrategy.ATOMIC))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        assertThat(repository.journal().operations(10)).hasSize(1);
    }

    @Test
    void aRepositoryThatWantsSignedCommitsIsNotGivenUnsignedOnes() {
        Session session = begin(SessionStrategy.BRANCH);
        work();
        git.run("config", "commit.gpgSign", "true");
        try (GitRepository again = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated())) {
            ApplyOutcome outcome = again.apply(
                    again.sessions().planFinish(FinishRequest.of(session.id())),
                    ApplyOptions.safe(),
                    RunContext.none());
            assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.NOT_TRUSTED);
        }
    }
}
