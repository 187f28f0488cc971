package io.rollbackrecovery.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.analysis.RevertStep;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reverts that are clean as text and would break what came later. */
final class ConsistentRevertsTest {
    @TempDir
    Path folder;

    @Test
    void takesTheCommitAlongThatCallsWhatGoesAway() {
        GitFixture git = start();
        git.write(
                "src/p/A.java",
                "package p;\n\nclass A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        CommitId adds = id(git, "Add two");
        git.write("src/p/B.java", "package p;\n\nclass B {\n    int b(A a) {\n        return a.two();\n    }\n}\n");
        CommitId calls = id(git, "Call two");
        git.write("README", "more\n");
        id(git, "Say more");

        ConsistentPlan found = plan(git, adds);

        assertThat(found.isConsistent()).isTrue();
        assertThat(found.plan().reverted()).containsExactly(calls, adds);
        assertThat(found.plan().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.commit()).isEqualTo(calls);
            assertThat(reason.because()).isEqualTo(adds);
            assertThat(reason.kind()).isEqualTo(Reason.Kind.REFERENCE);
            assertThat(reason.lines().orElseThrow()).hasToString("5");
        });
        git.run("revert", "--no-edit", calls.hex(), adds.hex());
        assertThat(found.plan().tree().orElseThrow().hex())
                .isEqualTo(git.run("rev-parse", "HEAD^{tree}").strip());
    }

    @Test
    void bringsBackWhatARestoredLineNeeds() {
        GitFixture git = start();
        git.write("src/p/B.java", "package p;\n\nclass B {\n    int b(A a) {\n        return 1;\n    }\n}\n");
        CommitId stops = id(git, "Do not call one any more");
        git.write("src/p/A.java", "package p;\n\nclass A {\n}\n");
        CommitId removes = id(git, "Remove one");

        ConsistentPlan found = plan(git, stops);

        assertThat(found.isConsistent()).isTrue();
        assertThat(found.plan().reverted()).containsExactly(removes, stops);
    }

    @Test
    void takesNothingAlongThatIsNotNeeded() {
        GitFixture git = start();
        git.write(
                "src/p/A.java",
                "package p;\n\nclass A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        CommitId adds = id(git, "Add two");
        git.write("src/p/B.java", "package p;\n\nclass B {\n    int b(A a) {\n        return a.one() + 1;\n    }\n}\n");
        id(git, "Add one more");

        ConsistentPlan found = plan(git, adds);

        assertThat(found.isConsistent()).isTrue();
        assertThat(found.plan().reverted()).containsExactly(adds);
        assertThat(found.plan().reasons()).isEmpty();
    }

    @Test
    void saysWhatWillBreakWhereNoLaterCommitIsToBlame() {
        GitFixture git = GitFixture.init(folder.resolve("r"));
        git.write("src/p/A.java", "package p;\n\nclass A {\n}\n");
        git.write("src/p/B.java", "package p;\n\nclass B {\n    int b(A a) {\n        return a.one();\n    }\n}\n");
        id(git, "Start with a call that does not fit yet");
        git.write("src/p/A.java", "package p;\n\nclass A {\n    int one() { return 1; }\n}\n");
        CommitId adds = id(git, "Add one");

        ConsistentPlan found = plan(git, adds);

        assertThat(found.plan().isClean()).isTrue();
        assertThat(found.isConsistent()).isFalse();
        assertThat(found.willBreak()).extracting(DanglingReference::symbol).containsExactly("A.one(0)");
    }

    @Test
    void followsAFileThroughARename() {
        GitFixture git = start();
        git.write(
                "src/p/A.java",
                "package p;\n\nclass A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        CommitId adds = id(git, "Add two");
        String uses = git.read("src/p/B.java");
        git.write("src/p/B.java", uses.replace("return 1", "return a.two()").replace("a.one()", "a.two()"));
        CommitId calls = id(git, "Call two");
        git.run("mv", "src/p/B.java", "src/p/User.java");
        git.write("src/p/User.java", git.read("src/p/User.java").replace("class B", "class User"));
        id(git, "Say what it is");

        ConsistentPlan found = plan(git, adds);

        assertThat(found.isConsistent()).isTrue();
        assertThat(found.plan().reverted()).containsExactly(calls, adds);
    }

    @Test
    void followsAFileThatTheRevertMovesBack() {
        GitFixture git = start();
        String more = "\n    int x() {\n        return 1;\n    }\n\n    int y() {\n        return 2;\n    }\n}\n";
        git.write("src/p/B.java", git.read("src/p/B.java").replaceFirst("\n}\n$", "\n" + more));
        id(git, "Add more");
        git.run("mv", "src/p/A.java", "src/p/Base.java");
        git.run("mv", "src/p/B.java", "src/p/User.java");
        git.write("src/p/Base.java", git.read("src/p/Base.java").replace("class A", "class Base"));
        String user = git.read("src/p/User.java").replace("class B", "class User");
        git.write("src/p/User.java", user.replace("A a", "Base a"));
        CommitId renames = id(git, "Find better names");
        git.write(
                "src/p/User.java",
                git.read("src/p/User.java")
                        .replaceFirst("\n}\n$", "\n\n    int z(Base b) {\n        return b.one();\n    }\n}\n"));
        CommitId uses = id(git, "Use the better name");

        ConsistentPlan found = plan(git, renames);

        assertThat(found.isConsistent()).isTrue();
        assertThat(found.plan().reverted()).containsExactly(uses, renames);
    }

    @Test
    void takesTheCommitAlongThatMovedALineAway() {
        GitFixture git = start();
        String first = """
                package p;

                import java.util.Map;

                class C {
                    int a(Map<String, String> m) {
                        return m.size();
                    }

                    int b(int n) {
                        return n * 2;
                    }

                """;
        String added = """
                    List<String> list(String one) {
                        return List.of(one);
                    }

                """;
        String rest = """
                    int c(int n) {
                        return n * 3;
                    }

                    int d(int n) {
                        return n * 4;
                    }
                """;
        git.write("src/p/C.java", first + rest + "}\n");
        id(git, "Add C");
        String imported = first.replace("import java.util.Map", "import java.util.List;\nimport java.util.Map");
        git.write("src/p/C.java", imported + added + rest + "}\n");
        CommitId adds = id(git, "Add a list");
        git.write("src/p/C.java", imported + rest + "\n" + added + "}\n");
        CommitId sorts = id(git, "Sort members");

        ConsistentPlan found = plan(git, adds);

        assertThat(found.isConsistent()).isTrue();
        assertThat(found.plan().reverted()).containsExactly(sorts, adds);
    }

    @Test
    void leavesWhatMayNotComeAlongAndSaysWhatBreaks() {
        GitFixture git = start();
        git.write(
                "src/p/A.java",
                "package p;\n\nclass A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        CommitId adds = id(git, "Add two");
        git.write("src/p/B.java", "package p;\n\nclass B {\n    int b(A a) {\n        return a.two();\n    }\n}\n");
        CommitId calls = id(git, "Call two");
        git.write("src/p/C.java", "package p;\n\nclass C {\n    int c(A a) {\n        return a.two();\n    }\n}\n");
        CommitId callsToo = id(git, "Call two here too");

        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            ConsistentPlan found = rr.consistentReverts()
                    .plan(RevertRequest.of(List.of(adds)), commit -> !commit.equals(calls), RunContext.none());

            assertThat(found.kept()).containsExactly(calls);
            assertThat(found.plan().reverted()).containsExactly(callsToo, adds);
            assertThat(found.willBreak())
                    .extracting(reference -> reference.path().toString())
                    .containsExactly("src/p/B.java");
        }
    }

    @Test
    void cutsAPlanIntoStepsThatEachFit() {
        GitFixture git = start();
        String a = git.read("src/p/A.java");
        git.write("src/p/A.java", a.replace("}\n}", "}\n\n    int two() { return 2; }\n}"));
        CommitId adds = id(git, "Add two");
        git.write("src/p/C.java", "package p;\n\nclass C {\n    int c(A a) {\n        return a.two();\n    }\n}\n");
        CommitId calls = id(git, "Call two");
        git.write("src/p/A.java", git.read("src/p/A.java").replace("two()", "two(int n)"));
        CommitId changes = id(git, "Give two a parameter");
        git.write("src/p/C.java", git.read("src/p/C.java").replace("two()", "two(1)"));
        CommitId follows = id(git, "Follow");

        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            ConsistentPlan found = rr.consistentReverts().plan(RevertRequest.of(List.of(adds)), RunContext.none());

            assertThat(found.plan().reverted()).containsExactly(follows, changes, calls, adds);
            List<RevertStep> steps = rr.consistentReverts().steps(found, RunContext.none());
            assertThat(steps)
                    .extracting(RevertStep::commits)
                    .containsExactly(List.of(follows, changes), List.of(calls), List.of(adds));
            assertThat(steps)
                    .extracting(step -> step.paths().toString())
                    .containsExactly("[src/p/A.java, src/p/C.java]", "[src/p/C.java]", "[src/p/A.java]");
        }
    }

    private GitFixture start() {
        GitFixture git = GitFixture.init(folder.resolve("r"));
        git.write("src/p/A.java", "package p;\n\nclass A {\n    int one() { return 1; }\n}\n");
        git.write("src/p/B.java", "package p;\n\nclass B {\n    int b(A a) {\n        return a.one();\n    }\n}\n");
        id(git, "Start");
        return git;
    }

    private static CommitId id(GitFixture git, String message) {
        git.commit(message);
        return new CommitId(git.run("rev-parse", "HEAD").strip());
    }

    private static ConsistentPlan plan(GitFixture git, CommitId commit) {
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            return rr.consistentReverts().plan(RevertRequest.of(List.of(commit)), RunContext.none());
        }
    }
}
