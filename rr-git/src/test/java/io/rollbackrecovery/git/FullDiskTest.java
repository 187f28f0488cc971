package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of its own that is really full, or really read-only; and a folder in which nothing may be written. */
@FsckAfterEach
class FullDiskTest {
    @TempDir
    Path temp;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            List<String> open = openFiles();
            run("umount", "--lazy", disk().toString());
            assertThat(open).as("files that are still open").isEmpty();
        }
    }

    /** Failures must not leave handles behind: a disk with an open file cannot be taken away. */
    private List<String> openFiles() throws IOException {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(Files::isSymbolicLink)
                    .map(FullDiskTest::target)
                    .filter(target -> target.startsWith(disk().toString()))
                    .toList();
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException closed) {
            return "closed meanwhile";
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingHasChanged() throws Exception {
        GitFixture git = repositoryOnSmallDisk();
        Plan revert = revertOfSecond(git);
        Map<String, String> before = CrashScene.state(git.folder());
        for (int left : List.of(0, 1, 2, 5, 8)) {
            fill(left);
            try (GitRepository repository = CrashScene.open(git.folder())) {
                repository.checkpoints().create(new CheckpointName("kept-" + left));
            } catch (RrException full) {
                assertSaysFull(full);
            }
            try (GitRepository repository = CrashScene.open(git.folder())) {
                if (repository.apply(revert).isApplied()) {
                    repository.apply(repository.journal().planUndo().orElseThrow());
                }
            } catch (RrException full) {
                assertSaysFull(full);
            }
            Files.delete(disk().resolve("filler"));
            try (GitRepository repository = CrashScene.open(git.folder())) {
                repository.doctor().recover();
                repository.journal().operations(1).stream()
                        .filter(last ->
                                last.undoes().isEmpty() && last.kind().word().equals("revert"))
                        .forEach(last -> repository.apply(repository.journal().planUndo(last.id())));
            }
            assertThat(ofThePerson(CrashScene.state(git.folder())))
                    .as(left + " blocks left")
                    .isEqualTo(ofThePerson(before));
            assertThat(CrashScene.leftovers(git.folder())).isEmpty();
            assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        }
        CrashScene.assertSound(git.folder());
    }

    private static void assertSaysFull(RrException full) {
        assertThat(full.code()).as(full.toString()).isEqualTo(ErrorCode.IO);
        assertThat(full.getMessage()).contains("No space left");
        assertThat(full.hint()).contains("space");
    }

    private static Map<String, String> ofThePerson(Map<String, String> state) {
        state.keySet().removeIf(key -> key.startsWith("ref refs/rr/") || key.startsWith("ref refs/tags/checkpoint/"));
        return state;
    }

    @Test
    void aReadOnlyDiskCanBeReadAndIsSaid() throws Exception {
        GitFixture git = repositoryOnSmallDisk();
        Plan revert = revertOfSecond(git);
        run("mount", "-o", "remount,ro", disk().toString());
        try (GitRepository repository = CrashScene.open(git.folder())) {
            assertThat(repository
                            .reverts()
                            .plan(RevertRequest.of(List.of(repository.require("HEAD"))))
                            .isClean())
                    .isTrue();
            assertThat(repository.doctor().examine()).isNotEmpty();
            assertThat(repository.journal().operations(9)).isEmpty();
            assertThatThrownBy(() -> repository.apply(revert)).isInstanceOfSatisfying(RrException.class, refused -> {
                assertThat(refused.code().category()).isEqualTo(ErrorCode.Category.ENVIRONMENT);
                assertThat(refused.getMessage())
                        .contains("Read-only")
                        .contains(git.folder().toString());
                assertThat(refused.hint()).isNotBlank();
            });
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
        GitFixture git = GitFixture.init(temp.resolve("repository"));
        git.write("a", "1").commit("First");
        git.write("a", "2").commit("Second");
        Plan revert = revertOfSecond(git);
        Files.setPosixFilePermissions(git.path(".git"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try (GitRepository repository = CrashScene.open(git.folder())) {
            Assumptions.assumeFalse(
                    Files.isWritable(git.path(".git")),
                    "this user may write everywhere (root): no folder can be denied");
            assertThatThrownBy(() -> repository.apply(revert)).isInstanceOfSatisfying(RrException.class, refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                assertThat(refused.getMessage()).contains(".git/rr");
                assertThat(refused.hint()).isNotBlank();
            });
        } finally {
            Files.setPosixFilePermissions(git.path(".git"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        CrashScene.assertSound(git.folder());
    }

    private static Plan revertOfSecond(GitFixture git) {
        try (GitRepository repository = CrashScene.open(git.folder())) {
            return repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD"))));
        }
    }

    private Path disk() {
        return temp.resolve("disk");
    }

    private GitFixture repositoryOnSmallDisk() throws Exception {
        Files.createDirectories(disk());
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk().toString()) == 0;
        Assumptions.assumeTrue(mounted, "this user cannot mount a disk of its own, which this test needs");
        GitFixture git = GitFixture.init(disk().resolve("repository"));
        Random random = new Random(7);
        for (String commit : List.of("First", "Second")) {
            for (int i = 0; i < 6; i++) {
                byte[] bytes = new byte[6000];
                random.nextBytes(bytes);
                git.write("file-" + i, bytes);
            }
            git.commit(commit);
        }
        return git;
    }

    /** Leaves some blocks of 4 KiB. */
    private void fill(int left) throws IOException {
        Path filler = disk().resolve("filler");
        byte[] block = new byte[4096];
        try {
            while (true) {
                Files.write(filler, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException full) {
            long size = Files.size(filler) / block.length * block.length;
            try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
                channel.truncate(Math.max(0, size - (long) left * block.length));
            }
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
