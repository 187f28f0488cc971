package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.Coverage;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints hold what is there, and bring it back, on real repositories. */
@FsckAfterEach
class CheckpointServiceTest {
    private static final CheckpointName NAME = new CheckpointName("safe");

    @TempDir
    Path folder;

    GitFixture git;
    GitRepository repository;
    CheckpointService checkpoints;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write(".gitignore", "*.log\n")
                .write("a.txt", "one\n")
                .write("dir/b.txt", "b\n")
                .commit("first");
        repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated());
        checkpoints = repository.checkpoints();
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aCheckpointIsAnAnnotatedTagAndTouchesNothingElse() {
        git.write("a.txt", "edited\n").write("new.txt", "new\n").write("x.log", "ignored\n");
        git.write("staged.txt", "staged\n").run("add", "staged.txt");
        String before = git.run("status", "--porcelain", "--ignored") + git.run("ls-files", "-s", "--debug");

        Checkpoint made = checkpoints.create(NAME);

        assertThat(git.run("status", "--porcelain", "--ignored") + git.run("ls-files", "-s", "--debug"))
                .isEqualTo(before);
        assertThat(git.run("cat-file", "-t", "checkpoint/safe")).isEqualTo("tag");
        assertThat(git.revParse("checkpoint/safe^{commit}")).isEqualTo(git.revParse("HEAD"));
        assertThat(made.covers())
                .contains(Coverage.UNCOMMITTED, Coverage.UNTRACKED)
                .doesNotContain(Coverage.IGNORED);
        assertThat(made.skipped()).isEmpty();
        assertThat(checkpoints.list()).containsExactly(made);
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
    }

    @Test
    void noCaptureIsCarriedAwayByAMirror() {
        git.write(".env", "PASSWORD=secret-in-env\n");
        checkpoints.create(NAME);
        GitFixture.initBare(folder.resolve("mirror.git"));
        git.run("push", "-q", "--mirror", folder.resolve("mirror.git").toString());

        GitFixture mirror = GitFixture.in(folder.resolve("mirror.git"));
        assertThat(mirror.run("for-each-ref", "--format=%(refname)")).contains("refs/tags/checkpoint/safe");
        String blob = git.run("hash-object", ".env");
        assertThat(mirror.tryRun("cat-file", "-e", blob).exit()).isNotZero();
        assertThat(mirror.run("rev-list", "--objects", "--all")).doesNotContain(blob);
    }

    /** What is as in the checkpoint before the restore is a person's still, and stays when the restore is undone. */
    @Test
    void undoOfARestoreLeavesWhatWasThereBeforeIt() {
        git.write("c.txt", "c\n").write("gone.txt", "g\n").commit("with c");
        git.write("a.txt", "edited\n").write("untracked.txt", "u\n").write("staged.txt", "s\n");
        git.run("add", "staged.txt");
        git.delete("gone.txt");
        CheckpointName name = new CheckpointName("there");
        repository.checkpoints().create(name);
        git.write("c.txt", "C\n").run("commit", "-q", "-m", "later", "c.txt");
        String status = git.run("status", "--porcelain");

        assertThat(repository
                        .apply(repository.checkpoints().planRestore(name, RestoreMode.NEW_COMMIT))
                        .isApplied())
                .isTrue();
        assertThat(git.read("c.txt")).isEqualTo("c\n");
        assertThat(git.run("status", "--porcelain")).isEqualTo(status);
        assertThat(repository
                        .apply(repository.journal().planUndo().orElseThrow())
                        .isApplied())
                .isTrue();

        assertThat(git.run("status", "--porcelain")).isEqualTo(status);
        assertThat(git.read("untracked.txt")).isEqualTo("u\n");
        assertThat(git.read("a.txt")).isEqualTo("edited\n");
        assertThat(git.read("staged.txt")).isEqualTo("s\n");
        assertThat(git.path("gone.txt")).doesNotExist();
        assertThat(git.read("c.txt")).isEqualTo("C\n");
    }

    @Test
    void restoreBringsCommittedAndUncommittedWorkBackAndUndoTakesItAway() throws Exception {
        git.write("a.txt", "edited\r\nraw bytes\n").write("new.bin", new byte[] {0, 1, 2, (byte) 0xff});
        git.write("staged.txt", "staged\n").run("add", "staged.txt");
        git.write("staged.txt", "staged, then edited\n").delete("dir/b.txt");
        Files.createSymbolicLink(git.path("link"), Path.of("../outside"));
        Files.setPosixFilePermissions(git.path("new.bin"), PosixFilePermissions.fromString("rwx------"));
        String status = git.run("status", "--porcelain");
        String index = git.run("ls-files", "-s");
        checkpoints.create(NAME);

        git.run("add", "-A");
        git.commit("the agent commits everything");
        git.write("a.txt", "wrong\n").write("later.txt", "later\n").commit("and breaks it");
        String after = git.run("ls-files", "-s") + git.run("status", "--porcelain") + git.revParse("HEAD");

        Plan plan = checkpoints.planRestore(NAME, RestoreMode.NEW_COMMIT);
        assertThat(plan.changes())
                .extracting(change -> change.path().toString())
                .contains("a.txt", "later.txt");
        ApplyOutcome outcome = repository.apply(plan);
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);

        assertThat(git.run("status", "--porcelain")).isEqualTo(status);
        assertThat(git.run("ls-files", "-s")).isEqualTo(index);
        assertThat(git.tree("HEAD")).isEqualTo(git.tree("checkpoint/safe"));
        assertThat(git.read("a.txt")).isEqualTo("edited\r\nraw bytes\n");
        assertThat(Files.readAllBytes(git.path("new.bin"))).containsExactly(0, 1, 2, 0xff);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(git.path("new.bin"))))
                .isEqualTo("rwx------");
        assertThat(Files.readSymbolicLink(git.path("link"))).hasToString("../outside");
        assertThat(git.path("later.txt")).doesNotExist();
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();

        ApplyOutcome undone = repository.apply(repository.journal().planUndo().orElseThrow());
        assertThat(undone.kind()).as(undone.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.run("ls-files", "-s") + git.run("status", "--porcelain") + git.revParse("HEAD"))
                .isEqualTo(after);
        assertThat(git.read("a.txt")).isEqualTo("wrong\n");
    }

    @Test
    void filesThatWereMadeLaterAndAreNotTrackedStay() {
        git.write("a.txt", "edited\n");
        checkpoints.create(NAME);
        git.write("made-later.txt", "a person's\n").write("x.log", "ignored\n").write(".gitignore", "\n");
        git.write("a.txt", "agent\n").run("commit", "-q", "-a", "-m", "agent");

        ApplyOutcome outcome = repository.apply(checkpoints.planRestore(NAME, RestoreMode.RESET));

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("a.txt")).isEqualTo("edited\n");
        assertThat(git.read("made-later.txt")).isEqualTo("a person's\n");
        assertThat(git.read("x.log")).isEqualTo("ignored\n");
        assertThat(git.revParse("HEAD")).isEqualTo(git.revParse("checkpoint/safe^{commit}"));
    }

    @Test
    void editsInTheWayOfARestoreAreRefusedOrCaptured() {
        git.write("a.txt", "edited\n");
        checkpoints.create(NAME);
        git.write("a.txt", "edited again and not saved anywhere\n");
        Plan plan = checkpoints.planRestore(NAME, RestoreMode.NEW_COMMIT);

        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.IN_THE_WAY);
        assertThat(git.read("a.txt")).isEqualTo("edited again and not saved anywhere\n");

        ApplyOutcome applied = repository.apply(plan, ApplyOptions.safe().capturingWhatIsInTheWay(), RunContext.none());
        assertThat(applied.kind()).as(applied.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("a.txt")).isEqualTo("edited\n");

        assertThat(repository
                        .apply(repository.journal().planUndo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.read("a.txt")).isEqualTo("edited again and not saved anywhere\n");
    }

    @Test
    void pathsAreRestoredAlone() {
        checkpoints.create(NAME);
        git.write("a.txt", "changed\n")
                .write("dir/b.txt", "changed\n")
                .write("dir/c.txt", "c\n")
                .commit("agent");

        ApplyOutcome outcome = repository.apply(checkpoints.planRestorePaths(NAME, List.of(RepoPath.of("dir"))));

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("a.txt")).isEqualTo("changed\n");
        assertThat(git.read("dir/b.txt")).isEqualTo("b\n");
        assertThat(git.path("dir/c.txt")).doesNotExist();
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void pathsBringTheirUncommittedWorkBackAndUndoTakesItAway() throws Exception {
        git.write("dir/b.txt", "edited\n").write("dir/new.txt", "untracked\n").write("a.txt", "edited too\n");
        git.write("dir/staged.txt", "staged\n").run("add", "dir/staged.txt");
        String index = git.run("ls-files", "-s", "dir");
        checkpoints.create(NAME);
        git.run("add", "-A");
        git.commit("all of it");
        git.write("a.txt", "later\n")
                .write("dir/b.txt", "later\n")
                .delete("dir/new.txt")
                .commit("later");
        String head = git.revParse("HEAD");

        Plan plan = checkpoints.planRestorePaths(NAME, List.of(RepoPath.of("dir")));
        assertThat(plan.changes())
                .extracting(change -> change.kind().word() + " " + change.path())
                .containsExactly("modify dir/b.txt", "add dir/new.txt");
        ApplyOutcome outcome = repository.apply(plan);

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("dir/b.txt")).isEqualTo("edited\n");
        assertThat(git.read("dir/new.txt")).isEqualTo("untracked\n");
        assertThat(git.read("a.txt")).as("not asked for").isEqualTo("later\n");
        assertThat(git.run("ls-files", "-s", "dir")).isEqualTo(index);
        assertThat(git.run("status", "--porcelain", "a.txt")).isEmpty();

        ApplyOutcome undone = repository.apply(repository.journal().planUndo().orElseThrow());
        assertThat(undone.kind()).as(undone.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.revParse("HEAD")).isEqualTo(head);
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.read("dir/b.txt")).isEqualTo("later\n");
    }

    @Test
    void aPathThatWasNeverCommittedIsRestored() throws Exception {
        git.write("notes/idea.txt", "idea\n").write("notes/other.txt", "other\n");
        checkpoints.create(NAME);
        Files.delete(git.path("notes/idea.txt"));
        git.write("notes/other.txt", "changed since\n");

        ApplyOutcome outcome =
                repository.apply(checkpoints.planRestorePaths(NAME, List.of(RepoPath.of("notes/idea.txt"))));

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("notes/idea.txt")).isEqualTo("idea\n");
        assertThat(git.read("notes/other.txt")).isEqualTo("changed since\n");
    }

    @Test
    void checkpointsAreComparedWithTheirUncommittedWork() {
        git.write("a.txt", "edited\n").write("u.txt", "untracked\n");
        Checkpoint first = checkpoints.create(NAME);
        git.write("dir/b.txt", "committed\n").run("commit", "-q", "-m", "b", "dir/b.txt");
        git.write("u.txt", "changed\n").write("v.txt", "new\n").write("a.txt", "one\n");
        Checkpoint second = checkpoints.create(new CheckpointName("second"));

        assertThat(checkpoints.diff(first, second))
                .extracting(change -> change.kind().word() + " " + change.path())
                .containsExactly("modify a.txt", "modify dir/b.txt", "modify u.txt", "add v.txt");
        assertThat(checkpoints.diff(first, first)).isEmpty();
    }

    @Test
    void resetThatDropsPublishedCommitsIsRefusedUnlessAllowed() {
        checkpoints.create(NAME);
        git.write("a.txt", "changed\n").commit("published");
        git.run("update-ref", "refs/remotes/origin/main", "HEAD");
        Plan plan = checkpoints.planRestore(NAME, RestoreMode.RESET);

        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.PUBLISHED);
        assertThat(repository
                        .apply(plan, ApplyOptions.safe().allowingPublished(), RunContext.none())
                        .isApplied())
                .isTrue();
    }

    @Test
    void anUnreadableFileAndANestedRepositoryDoNotCostTheCheckpoint() throws Exception {
        git.write("new.txt", "new\n");
        GitFixture.init(git.path("nested")).write("inner.txt", "inner\n");

        Checkpoint made = checkpoints.create(NAME);

        assertThat(made.skipped())
                .extracting(skipped -> skipped.path() + " " + skipped.reason())
                .containsExactly("nested nested-repository");
        assertThat(made.dirty()).isTrue();
    }

    @Test
    void namesThatAreNotUtf8AreCapturedAndRestored() throws Exception {
        byte[] name = "caf\u00e9.txt".getBytes(StandardCharsets.ISO_8859_1);
        Path odd = io.rollbackrecovery.git.internal.files.FileNames.resolve(git.folder(), name);
        Files.writeString(odd, "latin1\n");
        checkpoints.create(NAME);
        Files.delete(odd);

        ApplyOutcome outcome = repository.apply(checkpoints.planRestore(NAME, RestoreMode.NEW_COMMIT));

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(Files.readString(odd)).isEqualTo("latin1\n");
        assertThat(outcome.paths()).extracting(path -> path.path().toString()).containsExactly("caf%E9.txt");
    }

    @Test
    void tagsMadeByHandAreCheckpointsToo() {
        git.run("tag", "checkpoint/by-hand", "-m", "Pre-session checkpoint");

        assertThat(checkpoints.list())
                .extracting(checkpoint -> checkpoint.name().value())
                .containsExactly("by-hand");
        assertThat(checkpoints.get(new CheckpointName("by-hand")).covers()).containsExactly(Coverage.COMMIT);
    }

    @Test
    void pruningCanBeUndone() {
        checkpoints.create(NAME);
        checkpoints.create(new CheckpointName("second"));
        String refs = git.run("for-each-ref", "refs/tags");

        CheckpointService.PrunePlan prune = checkpoints.planPrune(Optional.of(Duration.ofDays(-1)), 1);
        assertThat(prune.removed()).hasSize(1);
        assertThat(repository.apply(prune.plan()).isApplied()).isTrue();
        assertThat(checkpoints.list()).hasSize(1);

        git.run("gc", "-q", "--prune=now");
        assertThat(repository
                        .apply(repository.journal().planUndo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.run("for-each-ref", "refs/tags")).isEqualTo(refs);
    }

    @Test
    void badRequestsAreRefusedClearly() {
        checkpoints.create(NAME);
        assertThatThrownBy(() -> checkpoints.create(NAME))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_TAKEN));
        assertThatThrownBy(() -> checkpoints.planRestore(new CheckpointName("none"), RestoreMode.RESET))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
        GitFixture.init(folder.resolve("empty"));
        try (GitRepository empty = GitRepository.open(folder.resolve("empty"), GitEnvironment.isolated())) {
            assertThatThrownBy(() -> empty.checkpoints().create(NAME))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNBORN_BRANCH));
        }
    }
}
