package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What apply does in repositories of every shape, and what it refuses: then nothing has changed, and it says what to do. */
@FsckAfterEach
class ApplyCasesTest {
    private static final CheckpointName NAME = new CheckpointName("safe");

    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n").write("out/b.txt", "b\n").commit("first");
        git.write("a.txt", "two\n").write("out/b.txt", "B\n").commit("second");
        git.write("c.txt", "c\n").commit("third");
    }

    private GitRepository open() {
        return GitRepository.open(git.folder(), GitEnvironment.isolated());
    }

    private static Plan revert(GitRepository repository, String commit) {
        return repository.reverts().plan(RevertRequest.of(List.of(repository.require(commit))));
    }

    private ApplyOutcome apply(String commit) {
        try (GitRepository repository = open()) {
            return repository.apply(revert(repository, commit));
        }
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RrException.class, failed -> {
            assertThat(failed.code()).as(failed.getMessage()).isEqualTo(code);
            assertThat(failed.hint()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "cherry-pick", "revert", "rebase --merge", "rebase --apply", "am", "bisect"})
    void whileGitIsInTheMiddleOfSomethingHeadIsNotMoved(String what) throws IOException {
        String first = git.revParse("HEAD~2");
        git.run("checkout", "-q", "-b", "other", first);
        git.write("a.txt", "theirs\n").commit("theirs");
        git.run("checkout", "-q", "main");
        switch (what) {
            case "merge", "cherry-pick" -> git.tryRun(what, "other");
            case "revert" -> git.tryRun("revert", "--no-edit", first);
            case "am" -> {
                git.run(
                        "format-patch",
                        "-q",
                        "-1",
                        "-o",
                        folder.resolve("patches").toString(),
                        "other");
                git.tryRun("am", folder.resolve("patches/0001-theirs.patch").toString());
            }
            case "bisect" -> git.run("bisect", "start", "HEAD", first);
            default -> git.tryRun("rebase", what.substring("rebase ".length()), "other");
        }
        Map<String, String> before = CrashScene.state(git.folder());
        String word = what.replaceAll(" .*", "");
        try (GitRepository repository = open()) {
            ApplyOutcome outcome = repository.apply(
                    repository.planFiles(OperationKind.REPORT, Map.of("report.txt", "what happened\n"), "report\n"));

            assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.OPERATION_IN_PROGRESS);
            assertThat(outcome.message()).contains(word);
            assertThat(outcome.hint()).contains("nothing has been changed");
            assertThat(CrashScene.state(git.folder())).isEqualTo(before);
            assertThatThrownBy(() -> repository.sessions().begin(SessionRequest.named("too early")))
                    .isInstanceOf(RrException.class);
            // What moves nothing is allowed: a way back is most wanted now.
            assertThat(repository.checkpoints().create(NAME).dirty())
                    .isEqualTo(!git.run("status", "--porcelain").isEmpty());
        }
    }

    @Test
    void withoutACommitThereIsNothingToReturnTo() {
        try (GitRepository repository = open()) {
            repository.checkpoints().create(NAME);
        }
        git.run("checkout", "-q", "--orphan", "unborn");
        try (GitRepository repository = open()) {
            assertFails(ErrorCode.UNBORN_BRANCH, () -> repository.checkpoints().create(new CheckpointName("none")));
            for (RestoreMode mode : RestoreMode.values()) {
                assertFails(
                        ErrorCode.UNBORN_BRANCH, () -> repository.checkpoints().planRestore(NAME, mode));
            }
            assertFails(
                    ErrorCode.UNBORN_BRANCH,
                    () -> repository.checkpoints().planRestorePaths(NAME, List.of(RepoPath.of("a.txt"))));
            assertFails(ErrorCode.UNBORN_BRANCH, () -> revert(repository, "main"));
            assertFails(ErrorCode.UNBORN_BRANCH, () -> repository.sessions().begin(SessionRequest.named("none")));
        }
        assertThat(git.read(".git/HEAD")).isEqualTo("ref: refs/heads/unborn\n");
    }

    @Test
    void aRootIsNoWorkTreeToCapture() {
        git.run("config", "core.worktree", "/");
        try (GitRepository repository = open()) {
            assertFails(ErrorCode.BAD_REQUEST, () -> repository.checkpoints().create(NAME));
        }
        git.run("config", "--unset", "core.worktree");
        assertThat(git.run("tag", "--list")).isEmpty();
        assertThat(git.path(".git/rr/store.git")).doesNotExist();
    }

    @Test
    void noHookIsRunAndThatIsSaid() throws IOException {
        for (String hook : List.of(
                "pre-commit",
                "prepare-commit-msg",
                "commit-msg",
                "post-commit",
                "post-checkout",
                "post-merge",
                "post-rewrite",
                "reference-transaction",
                "post-index-change")) {
            git.write(".git/hooks/" + hook, "#!/bin/sh\necho " + hook + " >> " + folder.resolve("ran") + "\n");
            Files.setPosixFilePermissions(git.path(".git/hooks/" + hook), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        git.write(".git/hooks/post-commit.sample", "").write(".git/hooks/commit-msg", "");
        Files.setPosixFilePermissions(git.path(".git/hooks/commit-msg"), PosixFilePermissions.fromString("rw-r--r--"));
        GitEnvironment trusting = GitEnvironment.isolated().withTrust(Trust.TRUSTED);
        try (GitRepository repository = GitRepository.open(git.folder(), trusting)) {
            ApplyOutcome outcome = repository.apply(revert(repository, "HEAD~1"));
            repository.sessions().begin(SessionRequest.named("quiet"));
            repository.apply(repository.journal().planUndo().orElseThrow());

            assertThat(folder.resolve("ran")).doesNotExist();
            assertThat(outcome.message())
                    .endsWith("hooks were not run: pre-commit, prepare-commit-msg, post-commit, reference-transaction");
        }
        git.run("config", "core.hooksPath", "no-hooks");
        assertThat(apply("HEAD~1").message()).doesNotContain("hooks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revert", "restore"})
    void commitsThatWouldHaveToBeSignedAreRefused(String what) throws IOException {
        try (GitRepository repository = open()) {
            repository.checkpoints().create(NAME);
        }
        git.write("c.txt", "later\n").commit("fourth");
        git.run("config", "commit.gpgSign", "true");
        Map<String, String> before = CrashScene.state(git.folder());
        try (GitRepository repository = open()) {
            Plan plan = what.equals("revert")
                    ? revert(repository, "HEAD")
                    : repository.checkpoints().planRestore(NAME, RestoreMode.NEW_COMMIT);
            ApplyOutcome outcome = repository.apply(plan);

            assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.NOT_TRUSTED);
            assertThat(outcome.message()).contains("commit.gpgSign");
            assertThat(CrashScene.state(git.folder())).isEqualTo(before);
            // Moving the branch back makes no commit.
            assertThat(repository
                            .apply(repository.checkpoints().planRestore(NAME, RestoreMode.RESET))
                            .isApplied())
                    .isTrue();
        }
    }

    @Test
    void aDiskThatIgnoresCaseIsNotGivenTwoFilesOfOneName() throws IOException {
        git.delete("c.txt").commit("gone");
        git.write("C.txt", "another\n").commit("another");
        git.run("config", "core.ignoreCase", "true");
        Map<String, String> before = CrashScene.state(git.folder());

        ApplyOutcome outcome = apply("HEAD~1");

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.UNSAFE_PATH);
        assertThat(outcome.paths()).extracting(path -> path.path().toString()).containsExactly("c.txt");
        assertThat(outcome.message()).contains("C.txt").contains("core.ignoreCase");
        assertThat(CrashScene.state(git.folder())).isEqualTo(before);

        git.run("config", "core.ignoreCase", "false");
        assertThat(apply("HEAD~1").isApplied()).isTrue();
        assertThat(git.read("c.txt")).isEqualTo("c\n");
    }

    /** The one goes as the other comes: that is what a rename of its case is. */
    @Test
    void aNameMayBeSpelledAnotherWay() {
        git.run("mv", "c.txt", "C.txt");
        git.run("commit", "-q", "-m", "spelled another way");
        git.run("config", "core.ignoreCase", "true");

        assertThat(apply("HEAD").isApplied()).isTrue();
        assertThat(git.read("c.txt")).isEqualTo("c\n");
        assertThat(git.path("C.txt")).doesNotExist();
    }

    @Test
    void aSparseWorkTreeStaysSparse() {
        git.run("sparse-checkout", "set", "--no-cone", "/*", "!/out/");

        ApplyOutcome outcome = apply("HEAD~1");

        assertThat(outcome.isApplied()).as(outcome.toString()).isTrue();
        assertThat(outcome.paths())
                .extracting(path -> path.path() + " " + path.state())
                .containsExactly("a.txt WRITTEN", "out/b.txt SKIPPED");
        assertThat(git.path("out")).doesNotExist();
        assertThat(git.run("show", ":out/b.txt")).isEqualTo("b");
        assertThat(git.run("ls-files", "-t", "out")).startsWith("S ");
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void anEditThatGitWasToldNotToLookAtIsInTheWay() {
        git.run("update-index", "--skip-worktree", "a.txt");
        git.run("update-index", "--assume-unchanged", "out/b.txt");
        git.write("a.txt", "a local setting\n").write("out/b.txt", "a hidden edit\n");

        ApplyOutcome outcome = apply("HEAD~1");

        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.IN_THE_WAY);
        assertThat(outcome.paths()).extracting(path -> path.path().toString()).containsExactly("a.txt", "out/b.txt");
        assertThat(git.read("a.txt")).isEqualTo("a local setting\n");
        assertThat(git.read("out/b.txt")).isEqualTo("a hidden edit\n");
    }

    @Test
    void whatAPartialCloneLacksIsNamedAndNothingHasChanged() throws IOException {
        git.run("config", "uploadpack.allowFilter", "true");
        Path partial = folder.resolve("partial");
        git.run("clone", "-q", "--filter=blob:none", git.path(".").toUri().toString(), partial.toString());
        GitFixture clone = GitFixture.in(partial);
        clone.write("c.txt", "edited\n");
        Map<String, String> before = CrashScene.state(partial);
        try (GitRepository repository = GitRepository.open(partial, GitEnvironment.isolated())) {
            repository.checkpoints().create(NAME);
            clone.write("c.txt", "c\n");
            assertThat(repository
                            .apply(repository.checkpoints().planRestore(NAME, RestoreMode.NEW_COMMIT))
                            .isApplied())
                    .as("what was checked out is there")
                    .isTrue();
            repository.apply(repository.journal().planUndo().orElseThrow());
            clone.write("c.txt", "edited\n");
            repository.apply(
                    repository.checkpoints().planPrune(Optional.empty(), 0).plan());

            // The plan is clear without the file's old bytes; writing them is not possible.
            Plan plan = revert(repository, "HEAD~1");
            assertFails(ErrorCode.MISSING_OBJECT, () -> repository.apply(plan));
            assertThat(CrashScene.leftovers(partial)).isEmpty();
        }
        clone.run("update-ref", "-d", "refs/rr/journal");
        clone.run("update-ref", "-d", "refs/rr/format");
        assertThat(CrashScene.state(partial)).isEqualTo(before);
    }

    @Test
    void aSubmoduleWithChangesIsLeftAloneAndThatIsSaid() {
        GitFixture inner = GitFixture.init(folder.resolve("inner"));
        inner.write("x.txt", "x\n").commit("inner");
        git.run(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "add",
                "-q",
                inner.folder().toString(),
                "sub");
        git.commit("add a submodule");
        GitFixture sub = GitFixture.in(git.path("sub"));
        sub.write("x.txt", "newer\n").commit("in the submodule");
        git.run("add", "sub");
        git.run("commit", "-q", "-m", "move the submodule");
        String was = sub.revParse("HEAD");
        sub.write("x.txt", "edited inside\n").write("mine.txt", "untracked inside\n");

        for (String commit : List.of("HEAD", "HEAD~2")) {
            ApplyOutcome outcome = apply(commit);

            assertThat(outcome.isApplied()).as(outcome.toString()).isTrue();
            assertThat(outcome.message()).contains("left as they are");
            assertThat(outcome.paths())
                    .filteredOn(path -> path.path().toString().equals("sub"))
                    .singleElement()
                    .satisfies(path -> {
                        assertThat(path.state()).isEqualTo(PathResult.State.SKIPPED);
                        assertThat(path.detail()).contains("git submodule update");
                    });
            assertThat(sub.revParse("HEAD")).isEqualTo(was);
            assertThat(sub.read("x.txt")).isEqualTo("edited inside\n");
            assertThat(sub.read("mine.txt")).isEqualTo("untracked inside\n");
            assertThat(git.run("status", "--porcelain")).as("git sees it").contains("sub");
        }
        try (GitRepository repository = open()) {
            for (int i = 0; i < 2; i++) {
                assertThat(repository
                                .apply(repository.journal().planUndo().orElseThrow())
                                .isApplied())
                        .isTrue();
            }
        }
        assertThat(git.run("status", "--porcelain")).isEqualTo(" M sub");
    }
}
