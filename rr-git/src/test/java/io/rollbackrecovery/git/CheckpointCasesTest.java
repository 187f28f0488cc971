package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints in repositories of every shape: sparse, linked, detached, in the middle of a conflict, with submodules. */
@FsckAfterEach
class CheckpointCasesTest {
    private static final CheckpointName NAME = new CheckpointName("safe");

    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n")
                .write("in/b.txt", "b\n")
                .write("out/c.txt", "c\n")
                .commit("first");
    }

    private Checkpoint create(Path place) {
        try (GitRepository repository = GitRepository.open(place, GitEnvironment.isolated())) {
            return repository.checkpoints().create(NAME);
        }
    }

    private void restore(Path place, RestoreMode mode) {
        try (GitRepository repository = GitRepository.open(place, GitEnvironment.isolated())) {
            ApplyOutcome outcome = repository.apply(repository.checkpoints().planRestore(NAME, mode));
            assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        }
    }

    @Test
    void aSparseWorkTreeStaysSparse() {
        git.run("sparse-checkout", "set", "--no-cone", "/*", "!/out/");
        assertThat(git.path("out/c.txt")).doesNotExist();
        git.write("in/b.txt", "edited\n");

        assertThat(create(git.folder()).skipped()).isEmpty();
        git.run("commit", "-q", "-a", "-m", "agent");
        restore(git.folder(), RestoreMode.RESET);

        assertThat(git.read("in/b.txt")).isEqualTo("edited\n");
        assertThat(git.path("out/c.txt")).doesNotExist();
        assertThat(git.run("ls-files", "-t", "out")).startsWith("S ");
        assertThat(git.run("status", "--porcelain")).isEqualTo(" M in/b.txt");
    }

    @Test
    void anEditThatGitWasToldNotToLookAtIsHeld() {
        git.run("update-index", "--skip-worktree", "a.txt");
        git.run("update-index", "--assume-unchanged", "in/b.txt");
        git.write("a.txt", "local setting\n").write("in/b.txt", "hidden edit\n");
        String flags = git.run("ls-files", "-v");

        create(git.folder());
        git.write("a.txt", "one\n").write("in/b.txt", "b\n");
        restore(git.folder(), RestoreMode.NEW_COMMIT);

        assertThat(git.read("a.txt")).isEqualTo("local setting\n");
        assertThat(git.read("in/b.txt")).isEqualTo("hidden edit\n");
        assertThat(git.run("ls-files", "-v")).isEqualTo(flags);
    }

    @Test
    void aLinkedWorkTreeHasCheckpointsOfItsOwnFiles() {
        Path linked = folder.resolve("linked");
        git.run("worktree", "add", "-q", "-b", "side", linked.toString());
        GitFixture side = GitFixture.in(linked);
        git.write("a.txt", "of the main work tree\n");
        side.write("a.txt", "of the linked one\n");

        assertThat(create(linked).branch().orElseThrow().shortName()).isEqualTo("side");
        side.write("a.txt", "one\n");
        restore(linked, RestoreMode.NEW_COMMIT);

        assertThat(side.read("a.txt")).isEqualTo("of the linked one\n");
        assertThat(git.read("a.txt")).isEqualTo("of the main work tree\n");
    }

    @Test
    void aDetachedHeadStaysDetached() {
        git.run("checkout", "-q", "--detach");
        git.write("a.txt", "edited\n");

        assertThat(create(git.folder()).branch()).isEmpty();
        git.write("in/b.txt", "committed\n").run("commit", "-q", "-a", "-m", "detached");
        restore(git.folder(), RestoreMode.RESET);

        assertThat(git.tryRun("symbolic-ref", "-q", "HEAD").exit()).isNotZero();
        assertThat(git.revParse("HEAD")).isEqualTo(git.revParse("main"));
        assertThat(git.read("a.txt")).isEqualTo("edited\n");
    }

    @Test
    void theStagesOfAConflictComeBack() {
        git.run("checkout", "-q", "-b", "other");
        git.write("a.txt", "theirs\n").commit("theirs");
        git.run("checkout", "-q", "main");
        git.write("a.txt", "ours\n").commit("ours");
        git.tryRun("merge", "-q", "other");
        git.run("update-ref", "-d", "MERGE_HEAD");
        git.write("a.txt", "half resolved\n");
        String stages = git.run("ls-files", "-s", "-u");
        assertThat(stages).contains(" 1\t").contains(" 2\t").contains(" 3\t");

        create(git.folder());
        git.run("reset", "-q", "--hard");
        restore(git.folder(), RestoreMode.NEW_COMMIT);

        assertThat(git.run("ls-files", "-s", "-u")).isEqualTo(stages);
        assertThat(git.read("a.txt")).isEqualTo("half resolved\n");
    }

    @Test
    void aSubmoduleIsNotedAndLeftAlone() {
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
        git.commit("with a submodule");
        git.write("sub/x.txt", "edited inside\n").write("a.txt", "edited\n");

        assertThat(create(git.folder()).skipped())
                .extracting(skipped -> skipped.path() + " " + skipped.reason())
                .containsExactly("sub submodule");
        git.write("a.txt", "one\n");
        restore(git.folder(), RestoreMode.NEW_COMMIT);

        assertThat(git.read("a.txt")).isEqualTo("edited\n");
        assertThat(git.read("sub/x.txt")).isEqualTo("edited inside\n");
    }

    @Test
    void aRepositoryInTheHomeFolderIsRefused() {
        GitEnvironment atHome =
                GitEnvironment.ofUser(Map.of("GIT_CONFIG_NOSYSTEM", "1"), Optional.of(git.folder()), ZoneOffset.UTC);
        try (GitRepository repository = GitRepository.open(git.folder(), atHome)) {
            assertThatThrownBy(() -> repository.checkpoints().create(NAME))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        }
        assertThat(git.run("tag", "--list")).isEmpty();
    }

    @Test
    void aRestoreOfAnOlderIgnoreFileRemovesNothing() {
        git.write(".gitignore", "kept/\n")
                .write("kept/data.txt", "a person's\n")
                .write("a.txt", "edited\n");
        create(git.folder());
        git.delete(".gitignore").write("a.txt", "one\n");
        restore(git.folder(), RestoreMode.NEW_COMMIT);

        assertThat(git.read("kept/data.txt")).isEqualTo("a person's\n");
        assertThat(git.read(".gitignore")).isEqualTo("kept/\n");
    }
}
