package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.CheckpointOptions;
import io.rollbackrecovery.core.checkpoint.Coverage;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkpoints cost: files that are read, memory, objects on the disk, and the budget. */
@FsckAfterEach
class CheckpointScaleTest {
    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write(".gitignore", "*.log\nbuild/\n")
                .write("clean-1.txt", "one\n")
                .write("dir/clean-2.txt", "two\n")
                .write("dirty.txt", "three\n")
                .commit("first");
    }

    @Test
    void filesThatLookAsBeforeAreNotRead() throws Exception {
        Tools.require("strace");
        git.write("touched.txt", "same\n").commit("add touched");
        git.write("dirty.txt", "edited\n").write("old.bin", "o".repeat(5000));
        for (String name : List.of("dirty.txt", "old.bin", "touched.txt")) {
            Files.setLastModifiedTime(
                    git.path(name), FileTime.from(Instant.now().minusSeconds(60)));
        }
        Path log = folder.resolve("strace.log");

        int exit = run(
                List.of("strace", "-f", "-qq", "-s", "300", "-e", "trace=openat,open", "-o", log.toString()),
                "-Xmx256m",
                "+one",
                "+two");

        assertThat(exit).isZero();
        List<String> calls = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        assertThat(opened(calls, "clean-")).as("clean files").isZero();
        assertThat(opened(calls, "old.bin")).as("an untracked file, twice").isEqualTo(1);
        assertThat(opened(calls, "/dirty.txt")).as("an edited file, twice").isEqualTo(1);
        assertThat(opened(calls, "touched.txt"))
                .as("a clean file that was touched, twice")
                .isEqualTo(1);
    }

    private static long opened(List<String> calls, String name) {
        return calls.stream().filter(call -> call.contains(name)).count();
    }

    @Test
    void aFileNeedNotFitIntoMemory() throws Exception {
        long size = 400L << 20;
        try (RandomAccessFile file = new RandomAccessFile(git.path("huge.bin").toFile(), "rw")) {
            file.setLength(size);
            file.seek(size / 2);
            file.writeBytes("in the middle");
        }
        String id = git.run("hash-object", "huge.bin");

        assertThat(run(List.of(), "-Xmx64m", "+huge")).isZero();
        Files.delete(git.path("huge.bin"));
        assertThat(run(List.of(), "-Xmx64m", "-huge")).isZero();

        assertThat(Files.size(git.path("huge.bin"))).isEqualTo(size);
        assertThat(git.run("hash-object", "huge.bin")).isEqualTo(id);
    }

    @Test
    void manyFilesBecomeOnePackAndTheNextCheckpointCostsWhatChanged() throws Exception {
        for (int i = 0; i < 3000; i++) {
            git.write("many/" + i % 30 + "/" + i + ".txt", "file " + i + "\n" + "x".repeat(i % 200) + "\n");
        }
        try (GitRepository repository = GitRepository.open(git.folder(), GitEnvironment.isolated())) {
            repository.checkpoints().create(new CheckpointName("one"));
            Path objects = git.folder().resolve(".git/rr/store.git/objects");
            assertThat(filesIn(objects)).as("one pack with its index").hasSizeLessThanOrEqualTo(3);
            long before = bytesIn(objects);

            git.write("many/3/3.txt", "changed\n");
            repository.checkpoints().create(new CheckpointName("two"));

            assertThat(bytesIn(objects) - before)
                    .as("bytes that one changed file costs, of %s", before)
                    .isLessThan(before / 3);
            assertThat(filesIn(objects)).hasSizeLessThanOrEqualTo(6);
        }
        GitFixture store = GitFixture.in(git.folder().resolve(".git/rr/store.git"));
        assertThat(store.run("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(store.run("count-objects")).startsWith("0 objects");
    }

    @Test
    void theBudgetIsLookedAtBeforeAByteIsReadAndGoesToTrackedFilesFirst() {
        git.write("dirty.txt", "d".repeat(600))
                .write("a-untracked.txt", "u".repeat(600))
                .write("large.bin", "l".repeat(5000))
                .write("small.txt", "s")
                .write("x.log", "i".repeat(100))
                .write("build/out.o", "o".repeat(600));
        try (GitRepository repository = GitRepository.open(git.folder(), GitEnvironment.isolated())) {
            Checkpoint made = repository
                    .checkpoints()
                    .create(
                            new CheckpointName("tight"),
                            CheckpointOptions.standard().withIgnored().within(1000, 1000));

            assertThat(made.covers()).contains(Coverage.IGNORED);
            assertThat(made.skipped())
                    .extracting(skipped -> skipped.path() + " " + skipped.reason())
                    .containsExactly("a-untracked.txt budget", "build/out.o budget", "large.bin too-large");
        }
    }

    @Test
    void ignoredFilesAreCapturedOnRequestOnly() throws Exception {
        git.write("x.log", "ignored\n").write("build/out.o", "ignored too\n");
        try (GitRepository repository = GitRepository.open(git.folder(), GitEnvironment.isolated())) {
            assertThat(repository
                            .checkpoints()
                            .create(new CheckpointName("plain"))
                            .dirty())
                    .isFalse();
            repository
                    .checkpoints()
                    .create(
                            new CheckpointName("all"),
                            CheckpointOptions.standard().withIgnored());
            Files.delete(git.path("x.log"));
            Files.delete(git.path("build/out.o"));

            assertThat(repository
                            .apply(repository
                                    .checkpoints()
                                    .planRestore(new CheckpointName("all"), CheckpointService.RestoreMode.NEW_COMMIT))
                            .isApplied())
                    .isTrue();
        }
        assertThat(git.read("x.log")).isEqualTo("ignored\n");
        assertThat(git.read("build/out.o")).isEqualTo("ignored too\n");
    }

    private int run(List<String> before, String heap, String... names) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                CheckpointProbe.class.getName(),
                git.folder().toString()));
        command.addAll(List.of(names));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static long bytesIn(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : filesIn(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
