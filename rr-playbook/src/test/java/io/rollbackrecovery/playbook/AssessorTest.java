package io.rollbackrecovery.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.analysis.risk.RiskLevel;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.MergeMode;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First looks at repositories of every shape, and that they leave no trace. */
final class AssessorTest {
    @TempDir
    Path folder;

    @Test
    void answersForARepositoryWithoutCommits() {
        Assessment assessment = assess(GitFixture.init(folder.resolve("empty")));
        assertThat(assessment.target().kind()).isEqualTo(Target.Kind.NOTHING);
        assertThat(assessment.blast()).isEmpty();
        assertThat(assessment.plans()).isEmpty();
        assertThat(assessment.describe()).contains("no commit yet");
        try (RollbackRecovery rr = RollbackRecovery.open(folder.resolve("empty"))) {
            assertThatThrownBy(() -> rr.assess("HEAD"))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REVISION));
        }
    }

    @Test
    void answersForOneCommit() {
        GitFixture git = GitFixture.init(folder.resolve("one")).write("a.py", "X = 1\n");
        git.commit("Start");
        Assessment assessment = assess(git);
        assertThat(assessment.target().kind()).isEqualTo(Target.Kind.COMMIT);
        assertThat(assessment.commits()).hasSize(1);
        assertThat(assessment.blast().orElseThrow().changed()).hasSize(1);
        assertThat(strategies(assessment)).containsExactly(Strategy.REVERT_COMMITS);
        assertThat(assessment.risks()).contains(List.of());
        assertThat(assessment.lastVerified()).isEmpty();
        assertThat(assessment.describe()).contains("not computed");
    }

    @Test
    void flagsChangesToSensitivePlacesWhateverTheSessionWasAbout() {
        String guard = """
                def delete(user, doc):
                    if not (user.is_admin or doc.owner == user.id):
                        raise PermissionDenied()
                    doc.delete()
                """;
        GitFixture git = GitFixture.init(folder.resolve("risky"))
                .write("app/docs.py", guard)
                .write("app/urls.py", "from app.docs import delete\n\nurlpatterns = [delete]\n");
        git.commit("Start");
        git.write(
                "app/docs.py",
                guard.replace("not (user.is_admin or doc.owner == user.id)", "not (user.is_admin or doc.owner)"));
        git.commit(Person.AGENT, "Save a comparison");
        Assessment assessment = assess(git);
        assertThat(assessment.risks().orElseThrow()).singleElement().satisfies(risk -> {
            assertThat(risk.rule()).isEqualTo("authorization-condition");
            assertThat(risk.level()).isEqualTo(RiskLevel.HIGH);
            assertThat(risk.entryPoints()).containsExactly(RepoPath.of("app/urls.py"));
        });
        assertThat(assessment.describe()).contains("1 high", "app/docs.py:2", "reached from app/urls.py");
    }

    @Test
    void warnsThatARevertTakesAFixBack() {
        GitFixture git = GitFixture.init(folder.resolve("fixed"))
                .write("app/client.py", "def read(url):\n    return requests.get(url, verify=False)\n");
        git.commit("Start");
        git.write("app/client.py", "def read(url):\n    return requests.get(url)\n")
                .commit("Fix");
        Assessment assessment = assess(git);
        assertThat(assessment.risks()).contains(List.of());
        assertThat(assessment.warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("revert-weakens");
            assertThat(warning.message()).contains("app/client.py:2", "certificate-check-off");
        });
    }

    @Test
    void saysOfAPlanThatIsCleanAsTextWhatItBreaks() {
        GitFixture git = GitFixture.init(folder.resolve("r"));
        git.write("A.java", "class A {\n    int one() { return 1; }\n}\n").commit("Start");
        git.write("A.java", "class A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        String adds = git.commit("Add two");
        git.write("B.java", "class B {\n    int b(A a) { return a.two(); }\n}\n")
                .commit("Call two");

        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            Assessment assessment = rr.assess(adds);
            assertThat(assessment.plans()).singleElement().satisfies(way -> {
                assertThat(way.plan().isClean()).isTrue();
                assertThat(way.willBreak().orElseThrow())
                        .extracting(reference -> reference.path().toString())
                        .containsExactly("B.java");
                assertThat(way.plan().warnings()).extracting(Warning::code).contains("will-break");
            });
            assertThat(assessment.describe()).contains("will break B.java:2");
            assertThat(rr.assess("HEAD").plans().get(0).willBreak().orElseThrow())
                    .isEmpty();
        }
    }

    @Test
    void answersForABareRepositoryAndADetachedHead() {
        GitFixture git = cascade();
        git.run("clone", "--quiet", "--bare", ".", folder.resolve("bare").toString());
        Assessment bare = assess(GitFixture.in(folder.resolve("bare")));
        git.run("checkout", "--quiet", "--detach");
        Assessment detached = assess(git);
        for (Assessment assessment : List.of(bare, detached)) {
            assertThat(assessment.target().kind()).isEqualTo(Target.Kind.SESSION);
            assertThat(assessment.commits()).hasSize(3);
            assertThat(strategies(assessment)).containsExactly(Strategy.REVERT_COMMITS, Strategy.REVERT_COMMITS);
            assertThat(assessment.plans().get(0).plan().keeps().commits()).hasSize(1);
            assertThat(assessment.plans().get(0).plan().isClean()).isTrue();
        }
    }

    @Test
    void saysOfAShallowCloneWhatItCannotKnow() {
        GitFixture git = cascade();
        git.run(
                "clone",
                "--quiet",
                "--depth=1",
                "file://" + git.folder(),
                folder.resolve("shallow").toString());
        Assessment assessment = assess(GitFixture.in(folder.resolve("shallow")));
        assertThat(assessment.warnings()).extracting(Warning::code).contains("incomplete", "cut-off");
        assertThat(assessment.blast()).isEmpty();
        assertThat(assessment.plans()).isEmpty();
        assertThat(assessment.describe()).contains("history is cut off at");
    }

    @Test
    void saysOfMissingObjectsWhatWasNotComputed() {
        GitFixture git = cascade();
        git.run("repack", "-a", "-d", "-q");
        git.run("config", "uploadpack.allowFilter", "true");
        git.run(
                "clone",
                "--quiet",
                "--bare",
                "--filter=tree:0",
                "file://" + git.folder(),
                folder.resolve("partial").toString());
        Assessment assessment = assess(GitFixture.in(folder.resolve("partial")));
        assertThat(assessment.blast()).isEmpty();
        assertThat(assessment.warnings()).extracting(Warning::code).contains("incomplete", "blast-not-computed");
    }

    @Test
    void offersWhatFitsTheStateOfASession() {
        GitFixture git = GitFixture.init(folder.resolve("states")).write("a.py", "X = 1\n");
        git.commit("Start");
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            Session session =
                    rr.sessions().begin(SessionRequest.named("squashed").agent("claude"));
            git.write("b.py", "import a\n").commit(Person.AGENT, "Add b");
            git.write("c.py", "import b\n").commit(Person.AGENT, "Add c");
            Assessment open = rr.assess();
            assertThat(open.target().name()).isEqualTo(session.id().value());
            assertThat(strategies(open)).containsExactly(Strategy.DELETE_BRANCH);

            rr.apply(rr.sessions().planFinish(FinishRequest.of(session.id())));
            Assessment squashed = rr.assess(session.id().value());
            assertThat(strategies(squashed)).containsExactly(Strategy.REVERT_SQUASH, Strategy.RESTORE);
            assertThat(squashed.commits()).hasSize(2);

            rr.apply(squashed.plans().get(0).plan());
            Assessment reverted = rr.assess(session.id().value());
            assertThat(reverted.plans()).isEmpty();
            assertThat(reverted.describe()).contains("reverted already");
        }
    }

    @Test
    void revertsTheMergeOfAMergedSession() {
        GitFixture git = GitFixture.init(folder.resolve("merged")).write("a.py", "X = 1\n");
        git.commit("Start");
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            Session session = rr.sessions().begin(SessionRequest.named("merged").agent("claude"));
            git.write("b.py", "import a\n").commit(Person.AGENT, "Add b");
            rr.apply(rr.sessions().planFinish(FinishRequest.of(session.id()).mode(MergeMode.MERGE)));
            assertThat(strategies(rr.assess())).first().isEqualTo(Strategy.REVERT_MERGE);
        }
    }

    @Test
    void writesNothing() {
        GitFixture git = cascade();
        String before = git.run("for-each-ref") + git.run("count-objects", "-v") + git.run("status", "--porcelain");
        assess(git);
        assertThat(git.run("for-each-ref") + git.run("count-objects", "-v") + git.run("status", "--porcelain"))
                .isEqualTo(before);
        assertThat(git.path(".git/rr")).doesNotExist();
    }

    @Test
    void assessesRangesAndRefusesThreeDots() {
        GitFixture git = cascade();
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            Assessment range = rr.assess("HEAD~2..");
            assertThat(range.target().kind()).isEqualTo(Target.Kind.RANGE);
            assertThat(range.commits()).hasSize(2);
            assertThat(rr.assess("HEAD..HEAD").plans()).isEmpty();
            assertThatThrownBy(() -> rr.assess("HEAD~2...HEAD"))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        }
    }

    /** A person's start, then an agent's commits with a person's between them. */
    private GitFixture cascade() {
        GitFixture git = GitFixture.init(folder.resolve("cascade")).write("profile.py", "NAME = 1\n");
        git.commit("Start");
        git.write("api.py", "import profile\n").commit(Person.AGENT, "Expose it");
        git.write("notes.txt", "mine\n").commit(Person.HUMAN, "Take notes");
        git.write("dashboard.py", "import api\n").commit(Person.AGENT, "Show it");
        return git;
    }

    private static Assessment assess(GitFixture git) {
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder(), GitEnvironment.isolated())) {
            return rr.assess();
        }
    }

    private static List<Strategy> strategies(Assessment assessment) {
        return assessment.plans().stream().map(StrategyPlan::strategy).toList();
    }
}
