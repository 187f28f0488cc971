package io.rollbackrecovery.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pruning checkpoints and the journal, what it frees, and removing all of RR. */
@FsckAfterEach
class RetentionTest {
    private static final CheckpointName OLD = new CheckpointName("old");
    private static final CheckpointName NEW = new CheckpointName("new");
    private static final int LARGE = 200_000;

    @TempDir
    Path folder;

    GitFixture git;
    GitRepository repository;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n").commit("first");
        repository = GitRepository.open(git.folder(), GitEnvironment.isolated());
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private byte[] incompressible(long seed) {
        byte[] bytes = new byte[LARGE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void pruningSaysWhatItWouldFreeAndTheJournalGivesItBack() throws Exception {
        git.write("data.bin", incompressible(1)).write("same.txt", "same\n");
        repository.checkpoints().create(OLD);
        git.write("data.bin", incompressible(2));
        repository.checkpoints().create(NEW);
        Path store = git.folder().resolve(".git/rr/store.git");

        CheckpointService.PrunePlan prune = repository.checkpoints().planPrune(Optional.empty(), 1);
        assertThat(prune.freed()).isBetween((long) LARGE, LARGE * 6L / 5);
        long before = bytesIn(store);
        assertThat(repository.apply(prune.plan()).isApplied()).isTrue();
        assertThat(bytesIn(store)).as("the removal can be undone").isEqualTo(before);

        Journal.Pruning pruning = repository.journal().planPrune(Optional.empty(), 0);
        assertThat(pruning.dropped()).hasSize(3);
        assertThat(pruning.lost()).hasSize(3);
        assertThat(pruning.freed()).isBetween((long) LARGE, LARGE * 6L / 5);
        assertThat(bytesIn(store)).as("planning changes nothing").isEqualTo(before);
        assertThat(repository.journal().prune(pruning)).isPresent();

        assertThat(bytesIn(store)).isLessThan(before - LARGE);
        assertThat(repository.journal().operations(10))
                .extracting(Operation::kind)
                .containsExactly(OperationKind.JOURNAL_PRUNE);
        assertThat(repository.journal().planUndo()).isEmpty();
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(GitFixture.in(store).run("fsck", "--strict", "--no-dangling"))
                .isEmpty();

        git.write("data.bin", "lost\n");
        assertThat(repository
                        .apply(
                                repository.checkpoints().planRestore(NEW, RestoreMode.NEW_COMMIT),
                                ApplyOptions.safe().capturingWhatIsInTheWay(),
                                RunContext.none())
                        .isApplied())
                .isTrue();
        assertThat(Files.readAllBytes(git.path("data.bin"))).isEqualTo(incompressible(2));
        assertThat(repository
                        .apply(repository.journal().planUndo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.read("data.bin")).isEqualTo("lost\n");
        assertThat(repository
                        .journal()
                        .planPrune(Optional.of(Duration.ofDays(1)), 0)
                        .dropped())
                .as("nothing is that old")
                .isEmpty();
    }

    @Test
    void ofTheSameSecondTheOneThatWasMadeLastIsTheNewest() {
        GitEnvironment still = GitEnvironment.isolated().withClock(() -> Instant.parse("2026-03-01T09:30:00Z"));
        try (GitRepository atOnce = GitRepository.open(git.folder(), still)) {
            for (String name : List.of("b", "c", "a")) {
                atOnce.checkpoints().create(new CheckpointName(name));
            }
            assertThat(atOnce.checkpoints().list())
                    .extracting(checkpoint -> checkpoint.name().value())
                    .containsExactly("a", "c", "b");
            assertThat(atOnce.checkpoints().planPrune(Optional.empty(), 1).removed())
                    .extracting(checkpoint -> checkpoint.name().value())
                    .containsExactly("c", "b");
            assertThat(atOnce.journal().prune(atOnce.journal().planPrune(Optional.empty(), 0)))
                    .isPresent();
            assertThat(atOnce.checkpoints().list())
                    .as("also without the operations that made them")
                    .extracting(checkpoint -> checkpoint.name().value())
                    .containsExactly("a", "c", "b");
        }
    }

    @Test
    void aDamagedRecordCostsTheOthersNothing() throws Exception {
        git.write("untracked.txt", "captured\n");
        repository.checkpoints().create(OLD);
        git.write("untracked.txt", "captured too\n");
        repository.checkpoints().create(NEW);
        String blob = git.run(
                "hash-object",
                "-w",
                git.write("broken.json", "{\"schema\": 1,").path("broken.json").toString());
        GitFixture.Result made =
                git.tryRunWithInput(("100644 blob " + blob + "\tcheckpoint.json\n").getBytes(UTF_8), "mktree");
        String damaged = git.run("commit-tree", "-m", "damaged", made.out().strip());
        git.run("update-ref", "refs/rr/checkpoints/old", damaged);
        git.delete("broken.json");

        assertThat(repository.checkpoints().list())
                .extracting(checkpoint -> checkpoint.name() + " " + checkpoint.dirty() + " "
                        + checkpoint.skipped().stream()
                                .map(skipped -> skipped.reason())
                                .toList())
                .containsExactlyInAnyOrder("new true []", "old false [damaged-record]");
        assertThat(repository.doctor().examine())
                .anySatisfy(finding -> assertThat(finding.message()).contains("checkpoint old cannot be read"));
        assertThat(repository
                        .checkpoints()
                        .planRestore(OLD, RestoreMode.NEW_COMMIT)
                        .warnings())
                .extracting(Object::toString)
                .anySatisfy(warning -> assertThat(warning).contains("damaged-record"));
        Journal.Pruning pruning = repository.journal().planPrune(Optional.empty(), 0);
        assertThat(pruning.freed())
                .as("nobody knows which capture the damaged one names")
                .isZero();
        repository.journal().prune(pruning);
        assertThat(repository
                        .checkpoints()
                        .diff(
                                repository.checkpoints().get(NEW),
                                repository.checkpoints().get(NEW)))
                .isEmpty();
    }

    @Test
    void operationsThatAreKeptCanStillBeUndoneAfterAGc() {
        git.write("a.txt", "edited\n");
        repository.checkpoints().create(OLD);
        git.run("commit", "-q", "-a", "-m", "second");
        assertThat(repository
                        .apply(repository.checkpoints().planRestore(OLD, RestoreMode.RESET))
                        .isApplied())
                .isTrue();
        repository.checkpoints().create(NEW);

        Journal.Pruning pruning = repository.journal().planPrune(Optional.empty(), 2);
        assertThat(pruning.dropped()).hasSize(1);
        repository.journal().prune(pruning);
        git.run("gc", "-q", "--prune=now");

        assertThat(repository.journal().operations(10))
                .extracting(Operation::kind)
                .containsExactly(
                        OperationKind.JOURNAL_PRUNE, OperationKind.CHECKPOINT_CREATE, OperationKind.CHECKPOINT_RESTORE);
        for (int i = 0; i < 2; i++) {
            assertThat(repository
                            .apply(repository.journal().planUndo().orElseThrow())
                            .isApplied())
                    .isTrue();
        }
        assertThat(git.run("log", "--format=%s", "-1")).contains("second");
        assertThat(repository.journal().planUndo()).isEmpty();
        assertThat(repository
                        .apply(repository.journal().planRedo().orElseThrow())
                        .isApplied())
                .isTrue();
        assertThat(git.run("log", "--format=%s", "-1")).contains("first");
    }

    @Test
    void operationsOfAnOpenSessionAreKept() {
        repository.checkpoints().create(OLD);
        Session session = repository.sessions().begin(SessionRequest.named("at work"));
        repository.checkpoints().create(NEW);

        assertThat(repository.journal().planPrune(Optional.empty(), 0).dropped())
                .extracting(Operation::kind)
                .containsExactly(OperationKind.CHECKPOINT_CREATE);
        assertThat(repository.checkpoints().planPrune(Optional.empty(), 0).removed())
                .extracting(checkpoint -> checkpoint.name().value())
                .doesNotContain("before-session-" + session.id());
    }

    @Test
    void aPruningThatCameTooLateIsRefused() {
        repository.checkpoints().create(OLD);
        repository.checkpoints().create(NEW);
        Journal.Pruning pruning = repository.journal().planPrune(Optional.empty(), 0);
        repository.journal().prune(repository.journal().planPrune(Optional.empty(), 1));

        assertThatThrownBy(() -> repository.journal().prune(pruning))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STALE));
    }

    @Test
    void theDoctorSaysHowMuchIsStoredAndHowMuchNothingNeeds() {
        git.write("data.bin", incompressible(3));
        repository.checkpoints().create(OLD);
        assertThat(repository.doctor().examine())
                .anySatisfy(finding -> assertThat(finding.message())
                        .contains("1 checkpoints, 1 operations, 1 captures")
                        .contains(" 0 of which nothing needs"));
    }

    @Test
    void uninstallLeavesTheRepositoryAsWithoutRr() throws Exception {
        GitFixture twin = GitFixture.init(folder.resolve("twin"));
        twin.write("a.txt", "one\n").commit("first");
        for (GitFixture one : List.of(git, twin)) {
            one.run("tag", "checkpoint/by-hand", "-m", "made by hand");
            one.run("branch", "other");
            one.write("b.txt", "b\n").run("add", "b.txt");
            one.write("untracked.txt", "u\n");
        }
        String index = git.run("ls-files", "-s", "-t", "-v", "--debug").replaceAll("(?m)^  .*\n", "");
        repository.checkpoints().create(OLD);
        repository.sessions().begin(SessionRequest.named("short"));
        assertThat(repository
                        .apply(repository.journal().planUndo().orElseThrow())
                        .isApplied())
                .isTrue();

        Doctor.Installed installed = repository.doctor().installed();
        assertThat(installed.bytes()).isPositive();
        assertThat(installed.refs())
                .extracting(Object::toString)
                .contains("refs/tags/checkpoint/old", "refs/rr/journal")
                .doesNotContain("refs/tags/checkpoint/by-hand");
        assertThat(repository.doctor().uninstall()).isEqualTo(installed);

        assertThat(git.run("for-each-ref")).isEqualTo(twin.run("for-each-ref"));
        assertThat(git.run("symbolic-ref", "HEAD")).isEqualTo(twin.run("symbolic-ref", "HEAD"));
        assertThat(git.run("status", "--porcelain=v2", "--branch"))
                .isEqualTo(twin.run("status", "--porcelain=v2", "--branch"));
        assertThat(git.run("ls-files", "-s", "-t", "-v", "--debug").replaceAll("(?m)^  .*\n", ""))
                .isEqualTo(index);
        assertThat(filesOf(git.folder())).isEqualTo(filesOf(twin.folder()));
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(repository.doctor().installed().refs()).isEmpty();

        repository.checkpoints().create(NEW);
        assertThat(repository.checkpoints().list()).hasSize(2);
        assertThat(repository.journal().operations(10)).hasSize(1);
    }

    @Test
    void uninstallWithoutAnythingToRemoveWritesNothing() throws Exception {
        Map<String, String> before = filesOf(git.folder());
        assertThat(repository.doctor().uninstall().refs()).isEmpty();
        assertThat(filesOf(git.folder())).isEqualTo(before);
        assertThat(git.path(".git/rr")).doesNotExist();
    }

    /** All files with their bytes, without what is not promised: objects, reflogs, and how refs and index are stored. */
    private static Map<String, String> filesOf(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                String name = folder.relativize(file).toString();
                boolean promised = !name.matches("\\.git/(objects|logs|refs)/.*")
                        && !name.matches("\\.git/(packed-refs|index|COMMIT_EDITMSG|refs.*)");
                if (promised) {
                    files.put(name, Files.isRegularFile(file) ? Files.readString(file) : "folder");
                }
            }
        }
        return files;
    }

    private static long bytesIn(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
