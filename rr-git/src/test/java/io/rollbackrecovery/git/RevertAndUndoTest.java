package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.json.PlanJson;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reverts are applied and undone on real repositories, and the real git agrees at every step. */
@FsckAfterEach
class RevertAndUndoTest {
    @TempDir
    Path folder;

    GitFixture git;
    GitRepository repository;
    CommitId bad;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\ntwo\nthree\n").write("dir/b.txt", "b\n").commit("first");
        bad = new CommitId(git.write("a.txt", "one\nTWO\nthree\n")
                .write("dir/new.txt", "new\n")
                .commit("bad"));
        git.write("c.txt", "c\n").commit("later");
        repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated());
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private void assertSound() {
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(folder.resolve("work/.git/rr/pending"))
                .satisfiesAnyOf(
                        pending -> assertThat(pending).doesNotExist(),
                        pending -> assertThat(pending).isEmptyDirectory());
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void onlySomePathsAreTakenBack() {
        RevertRequest whole = RevertRequest.of(List.of(bad));
        RevertRequest part = whole.onlyPaths(List.of(RepoPath.of("a.txt")));
        assertThat(repository
                        .reverts()
                        .plan(whole.onlyPaths(List.of(RepoPath.of("dir"))))
                        .changes())
                .extracting(change -> change.path().toString())
                .containsExactly("dir/new.txt");
        git.write("dir/new.txt", "newer\n").commit("Go on");
        assertThat(repository.reverts().plan(whole).isClean()).isFalse();
        assertThat(repository
                        .reverts()
                        .plan(whole.onlyPaths(List.of(RepoPath.of("dir"))))
                        .conflicts())
                .extracting(conflict -> conflict.path().toString())
                .containsExactly("dir/new.txt");

        Plan plan = repository.reverts().plan(part);
        assertThat(plan.isClean()).isTrue();
        assertThat(repository.reverts().plan(part.withDependents()).reverted()).containsExactly(bad);
        ApplyOutcome outcome = repository.apply(PlanJson.read(PlanJson.write(plan)));

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertSound();
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(git.read("dir/new.txt")).isEqualTo("newer\n");
        assertThat(git.run("log", "-1", "--format=%B"))
                .startsWith("Revert part of \"bad\"")
                .contains("Commit: " + bad, "Path: a.txt")
                .doesNotContain("This reverts");
    }

    @Test
    void aRevertEndsInTheTreeOfGitAndUndoTakesItBack() {
        String before = git.run("for-each-ref", "refs/heads") + git.run("ls-files", "-s");
        Plan plan = repository.reverts().plan(RevertRequest.of(List.of(bad)));

        assertThat(plan.isClean()).isTrue();
        assertThat(git.run("for-each-ref", "refs/heads") + git.run("ls-files", "-s"))
                .isEqualTo(before);

        ApplyOutcome outcome = repository.apply(PlanJson.read(PlanJson.write(plan)));
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertSound();
        assertThat(git.tree("HEAD")).isEqualTo(plan.tree().orElseThrow().hex());
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(git.path("dir/new.txt")).doesNotExist();
        assertThat(git.read("c.txt")).isEqualTo("c\n");
        assertThat(git.run("log", "-1", "--format=%B")).isEqualTo("Revert \"bad\"\n\nThis reverts commit " + bad + ".");
        String reverted = git.revParse("HEAD");
        git.run("checkout", "-q", "-b", "by-git", "HEAD~1");
        git.run("revert", "--no-edit", bad.hex());
        assertThat(git.tree("HEAD")).isEqualTo(git.tree(reverted));
        git.run("checkout", "-q", "-");

        ApplyOutcome undone = repository.apply(repository.journal().planUndo().orElseThrow());
        assertThat(undone.kind()).as(undone.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        git.run("branch", "-D", "by-git");
        assertThat(git.run("for-each-ref", "refs/heads") + git.run("ls-files", "-s"))
                .isEqualTo(before);
        assertThat(git.read("dir/new.txt")).isEqualTo("new\n");
        assertSound();

        assertThat(repository
                        .apply(repository.journal().planRedo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.revParse("HEAD")).isEqualTo(reverted);
        assertSound();
        assertThat(repository.journal().operations(10)).hasSize(3);
        assertThat(repository.journal().planRedo()).isEmpty();
    }

    @Test
    void undoSurvivesGarbageCollection() {
        repository.apply(repository.reverts().plan(RevertRequest.of(List.of(bad))));
        String reverted = git.revParse("HEAD");
        repository.apply(repository.journal().planUndo().orElseThrow());
        git.run("reflog", "expire", "--expire=now", "--all");
        git.run("gc", "-q", "--prune=now");

        assertThat(repository
                        .apply(repository.journal().planRedo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.revParse("HEAD")).isEqualTo(reverted);
        assertSound();
    }

    @Test
    void aStalePlanIsRefused() {
        Plan plan = repository.reverts().plan(RevertRequest.of(List.of(bad)));
        git.write("d.txt", "d\n").commit("meanwhile");

        ApplyOutcome outcome = repository.apply(plan);

        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.STALE);
        assertThat(git.run("log", "-1", "--format=%s")).isEqualTo("meanwhile");
        assertSound();
    }

    @Test
    void undoIsRefusedWhenOthersHaveMovedOn() {
        repository.apply(repository.reverts().plan(RevertRequest.of(List.of(bad))));
        git.write("d.txt", "d\n").commit("meanwhile");

        ApplyOutcome outcome = repository.apply(repository.journal().planUndo().orElseThrow());

        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.MOVED_ON);
        assertSound();
    }

    @Test
    void localWorkThatIsNotInTheWayStays() throws Exception {
        git.write("c.txt", "edited\n").write("untracked.txt", "mine\n");
        git.write("staged.txt", "staged\n").run("add", "staged.txt");
        String status = git.run("status", "--porcelain");

        assertThat(repository
                        .apply(repository.reverts().plan(RevertRequest.of(List.of(bad))))
                        .isApplied())
                .isTrue();

        assertThat(git.run("status", "--porcelain")).isEqualTo(status);
        assertThat(Files.readString(git.path("c.txt"))).isEqualTo("edited\n");
    }

    @Test
    void localWorkInTheWayIsRefusedOrCapturedAndComesBackByUndo() {
        git.write("a.txt", "one\nTWO\nthree\nand mine\n");
        String status = git.run("status", "--porcelain");
        Plan plan = repository.reverts().plan(RevertRequest.of(List.of(bad)));

        ApplyOutcome refused = repository.apply(plan);
        assertThat(refused.kind()).isEqualTo(ApplyOutcome.Kind.IN_THE_WAY);
        assertThat(refused.paths()).extracting(path -> path.path().toString()).containsExactly("a.txt");
        assertThat(git.read("a.txt")).isEqualTo("one\nTWO\nthree\nand mine\n");

        ApplyOutcome applied = repository.apply(plan, ApplyOptions.safe().capturingWhatIsInTheWay(), RunContext.none());
        assertThat(applied.kind()).as(applied.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertSound();

        ApplyOutcome undone = repository.apply(repository.journal().planUndo().orElseThrow());
        assertThat(undone.kind()).as(undone.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("a.txt")).isEqualTo("one\nTWO\nthree\nand mine\n");
        assertThat(git.run("status", "--porcelain")).isEqualTo(status);
    }

    @Test
    void anUntrackedFileIsNeverOverwritten() {
        git.run("rm", "-q", "dir/new.txt");
        git.commit("gone");
        CommitId gone = new CommitId(git.revParse("HEAD"));
        git.write("dir/new.txt", "somebody's own\n");

        ApplyOutcome outcome = repository.apply(repository.reverts().plan(RevertRequest.of(List.of(gone))));

        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.IN_THE_WAY);
        assertThat(git.read("dir/new.txt")).isEqualTo("somebody's own\n");
    }

    @Test
    void revertingTwiceHasNoEffect() {
        repository.apply(repository.reverts().plan(RevertRequest.of(List.of(bad))));

        Plan again = repository.reverts().plan(RevertRequest.of(List.of(bad)));

        assertThat(again.isNoEffect()).isTrue();
        assertThat(repository.apply(again).kind()).isEqualTo(ApplyOutcome.Kind.NO_EFFECT);
    }

    @Test
    void aHeldIndexLockIsNamedAndNothingChanges() throws Exception {
        Files.createFile(git.path(".git/index.lock"));

        ApplyOutcome outcome = repository.apply(repository.reverts().plan(RevertRequest.of(List.of(bad))));

        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.LOCKED);
        assertThat(outcome.message()).contains("index.lock");
        assertThat(git.path(".git/index.lock")).exists();
        Files.delete(git.path(".git/index.lock"));
        assertSound();
        git.write("e.txt", "e\n").commit("git works on");
    }

    @Test
    void aPlanForTheBranchThatHeadHasLeftIsRefused() {
        Plan plan = repository.reverts().plan(RevertRequest.of(List.of(bad)));
        git.run("checkout", "-q", "-b", "elsewhere");

        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.STALE);
        assertSound();
        git.run("checkout", "-q", "-");
        assertThat(repository.apply(plan).isApplied()).isTrue();
        assertSound();
    }

    @Test
    void aDetachedHeadMovesAloneAndBack() {
        git.run("checkout", "-q", "--detach");
        String before = git.run("for-each-ref", "refs/heads") + git.read(".git/HEAD");

        assertThat(repository
                        .apply(repository.reverts().plan(RevertRequest.of(List.of(bad))))
                        .isApplied())
                .isTrue();
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(git.tryRun("symbolic-ref", "-q", "HEAD").exit()).isNotZero();
        assertSound();

        assertThat(repository
                        .apply(repository.journal().planUndo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.run("for-each-ref", "refs/heads") + git.read(".git/HEAD"))
                .isEqualTo(before);
        assertSound();
    }

    @Test
    void aBareRepositoryIsRevertedWithoutAnyFile() {
        git.run("clone", "-q", "--bare", ".", folder.resolve("bare.git").toString());
        GitFixture bare = GitFixture.in(folder.resolve("bare.git"));
        try (GitRepository opened = GitRepository.open(bare.folder(), GitEnvironment.isolated())) {
            Plan plan = opened.reverts().plan(RevertRequest.of(List.of(bad)));

            assertThat(opened.apply(plan).isApplied()).isTrue();
            assertThat(bare.tree("HEAD")).isEqualTo(plan.tree().orElseThrow().hex());
            assertThat(opened.apply(opened.journal().planUndo().orElseThrow()).isApplied())
                    .isTrue();
            assertThat(bare.run("fsck", "--strict", "--no-dangling")).isEmpty();
        }
    }

    @Test
    void aLinkedWorkTreeIsMovedAndTheMainOneLeftAlone() throws Exception {
        git.run("worktree", "add", "-q", "-b", "side", folder.resolve("linked").toString());
        GitFixture linked = GitFixture.in(folder.resolve("linked"));
        try (GitRepository opened = GitRepository.open(linked.folder(), GitEnvironment.isolated())) {
            ApplyOutcome outcome = opened.apply(opened.reverts().plan(RevertRequest.of(List.of(bad))));

            assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
            assertThat(linked.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
            assertThat(linked.run("status", "--porcelain")).isEmpty();
            assertThat(git.read("a.txt")).isEqualTo("one\nTWO\nthree\n");
            assertSound();
        }
        // The branch of the linked work tree must not be moved from here.
        CommitId tip = new CommitId(git.revParse("side"));
        Plan plan = Plan.builder(OperationKind.REVERT, "move side", Instant.EPOCH)
                .move(RefMove.of(RefName.branch("side"), tip, bad))
                .build();
        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.IN_THE_WAY);
    }
}
