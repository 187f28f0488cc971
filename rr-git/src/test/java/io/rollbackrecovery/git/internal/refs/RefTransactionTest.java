package io.rollbackrecovery.git.internal.refs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.files.LockAttempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving refs, with the real git as the judge of what is there afterwards. */
@FsckAfterEach
class RefTransactionTest {
    private static final Duration WAIT = Duration.ofSeconds(5);

    @TempDir
    Path temp;

    private GitFixture git;
    private ObjectId first;
    private ObjectId second;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(temp.resolve("work"));
        first = ObjectId.fromString(git.write("a", "1").commit("First"));
        second = ObjectId.fromString(git.write("a", "2").commit("Second"));
    }

    private static QuietRepository open(GitFixture git) throws IOException {
        return QuietRepository.open(git.folder(), GitEnvironment.isolated());
    }

    private static Optional<RefProblem> apply(QuietRepository repository, String operation, List<RefChange> changes)
            throws IOException {
        RefTransaction move = RefTransaction.plan(repository.refs(), operation, changes);
        try (HeldLocks locks = HeldLocks.acquire(tokens(repository), operation, move.locks(), WAIT)
                        .orThrow();
                var reader = repository.newObjectReader()) {
            Optional<RefProblem> problem = move.prepare(locks, reader);
            if (problem.isEmpty()) {
                move.commit();
                repository.reflog().record(changes, repository.configuration().committer(), "rr");
            }
            return problem;
        }
    }

    private static Path tokens(QuietRepository repository) {
        return repository.layout().rrDir().resolve("locks");
    }

    private static Map<String, String> refs(GitFixture git) {
        Map<String, String> refs = new TreeMap<>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname)")) {
            refs.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        return refs;
    }

    private static void assertWholeAndUnlocked(GitFixture git) throws IOException {
        assertThat(git.run("fsck", "--strict", "--full")).doesNotContain("error");
        try (var files = Files.walk(git.path(".git"))) {
            assertThat(files.map(Path::toString).filter(file -> file.endsWith(".lock") || file.contains(".rr-")))
                    .isEmpty();
        }
    }

    @Test
    void movesCreatesAndDeletesAtOnce() throws IOException {
        git.run("branch", "old");
        git.run("tag", "-a", "-m", "tag", "v1");
        ObjectId tag = ObjectId.fromString(git.revParse("v1"));
        try (QuietRepository repository = open(git)) {
            assertThat(apply(
                            repository,
                            "op1",
                            List.of(
                                    RefChange.move("refs/heads/main", second, first),
                                    RefChange.delete("refs/heads/old", second),
                                    RefChange.create("refs/rr/journal", first),
                                    RefChange.create("refs/tags/deep/copy", tag))))
                    .isEmpty();
        }
        assertThat(refs(git))
                .isEqualTo(Map.of(
                        "refs/heads/main",
                        first.name(),
                        "refs/rr/journal",
                        first.name(),
                        "refs/tags/deep/copy",
                        tag.name(),
                        "refs/tags/v1",
                        tag.name()));
        assertThat(Files.readString(git.path(".git/packed-refs")))
                .startsWith("# pack-refs with: peeled fully-peeled sorted \n")
                .contains(tag.name() + " refs/tags/deep/copy\n^" + second.name() + "\n");
        assertThat(git.revParse("refs/tags/deep/copy^{}")).isEqualTo(second.name());
        assertWholeAndUnlocked(git);
        assertThat(git.write("a", "3").commit("git goes on")).isNotEmpty();
        git.run("pack-refs", "--all");
        assertWholeAndUnlocked(git);
    }

    @Test
    void aStaleRefMovesNothing() throws IOException {
        Map<String, String> before = refs(git);
        try (QuietRepository repository = open(git)) {
            Optional<RefProblem> problem = apply(
                    repository,
                    "op",
                    List.of(
                            RefChange.create("refs/heads/new", first),
                            RefChange.move("refs/heads/main", first, second)));
            assertThat(problem).hasValueSatisfying(found -> {
                assertThat(found.kind()).isEqualTo(RefProblem.Kind.STALE);
                assertThat(found.name()).isEqualTo("refs/heads/main");
                assertThat(found.actual()).contains(second);
                assertThat(found.describe()).contains(second.name());
            });
            assertThat(apply(repository, "op", List.of(RefChange.create("refs/heads/main", first))))
                    .isPresent();
            assertThat(apply(repository, "op", List.of(RefChange.delete("refs/heads/none", first))))
                    .isPresent();
        }
        assertThat(refs(git)).isEqualTo(before);
        assertWholeAndUnlocked(git);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesThatCannotStandBesideEachOtherAreRefused(boolean packed) throws IOException {
        git.run("branch", "a/b");
        if (packed) {
            git.run("pack-refs", "--all");
        }
        try (QuietRepository repository = open(git)) {
            for (String name : List.of("refs/heads/a/b/c", "refs/heads/a")) {
                RefTransaction move =
                        RefTransaction.plan(repository.refs(), "op", List.of(RefChange.create(name, first)));
                assertThat(move.conflict())
                        .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(RefProblem.Kind.NAME_CONFLICT));
            }
            assertThat(apply(repository, "op", List.of(RefChange.create("refs/heads/a/c", first))))
                    .isEmpty();
            // a name becomes free in the same step
            assertThat(apply(
                            repository,
                            "op",
                            List.of(
                                    RefChange.delete("refs/heads/a/b", second),
                                    RefChange.delete("refs/heads/a/c", first),
                                    RefChange.create("refs/heads/a", first))))
                    .isEmpty();
        }
        assertThat(refs(git)).containsOnlyKeys("refs/heads/a", "refs/heads/main");
        assertWholeAndUnlocked(git);
        git.run("checkout", "--quiet", "a");
        git.write("z", "z").commit("On a");
    }

    @Test
    void refusesWhatItCannotMove() throws IOException {
        git.run("symbolic-ref", "refs/heads/alias", "refs/heads/main");
        try (QuietRepository repository = open(git)) {
            for (String name : List.of("HEAD", "refs/bisect/bad", "refs/heads/x..y", "refs/heads/main.lock", "main")) {
                assertThatThrownBy(() ->
                                RefTransaction.plan(repository.refs(), "op", List.of(RefChange.create(name, first))))
                        .isInstanceOfSatisfying(
                                RrException.class,
                                thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.BAD_REQUEST));
            }
            assertThatThrownBy(
                            () -> apply(repository, "op", List.of(RefChange.move("refs/heads/alias", second, first))))
                    .isInstanceOf(RrException.class)
                    .hasMessageContaining("symbolic");
            ObjectId missing = ObjectId.fromString("1234567890123456789012345678901234567890");
            assertThatThrownBy(() -> apply(repository, "op", List.of(RefChange.create("refs/heads/x", missing))))
                    .isInstanceOf(MissingObjectException.class);
        }
        assertWholeAndUnlocked(git);
    }

    @Test
    void gitCannotMoveARefWhileItIsLockedAndOurLocksAreKnown() throws IOException {
        try (QuietRepository repository = open(git)) {
            RefTransaction move = RefTransaction.plan(
                    repository.refs(), "op", List.of(RefChange.move("refs/heads/main", second, first)));
            HeldLocks locks = HeldLocks.acquire(tokens(repository), "op", move.locks(), WAIT)
                    .orThrow();
            assertThat(git.tryRun("update-ref", "refs/heads/main", first.name()).exit())
                    .isNotZero();
            LockAttempt other = HeldLocks.acquire(tokens(repository), "other", move.locks(), Duration.ofMillis(30));
            assertThat(other.held()).isEmpty();
            assertThat(other.foreign())
                    .hasValueSatisfying(
                            lock -> assertThat(lock.path().toString()).endsWith(".lock"));
            // a process that was killed holds locks that its recovery, and no other, may remove
            assertThat(HeldLocks.releaseLeftovers(tokens(repository), "other", move.locks()))
                    .hasSize(2);
            assertThat(HeldLocks.releaseLeftovers(tokens(repository), "op", move.locks()))
                    .isEmpty();
            assertThat(locks.paths()).noneMatch(Files::exists);
            git.run("update-ref", "refs/heads/main", first.name());
        }
    }

    @Test
    void aRefThatExistsOnlyPackedAndDeepIsLockedLikeAnyOther() throws IOException {
        git.run("branch", "x/y/z");
        git.run("pack-refs", "--all");
        try (QuietRepository repository = open(git)) {
            assertThat(apply(repository, "op", List.of(RefChange.move("refs/heads/x/y/z", second, first))))
                    .isEmpty();
        }
        assertThat(git.path(".git/refs/heads/x")).doesNotExist();
        assertThat(git.revParse("x/y/z")).isEqualTo(first.name());
    }

    @Test
    void linkedWorkTreesShareRefsAndHaveAHeadOfTheirOwn() throws IOException {
        git.run("worktree", "add", "--quiet", "../linked", "-b", "side");
        GitFixture linked = GitFixture.in(temp.resolve("linked"));
        try (QuietRepository repository = open(linked)) {
            assertThat(apply(repository, "op", List.of(RefChange.move("refs/heads/side", second, first))))
                    .isEmpty();
            HeadFile head = HeadFile.of(repository.layout());
            try (HeldLocks locks = HeldLocks.acquire(tokens(repository), "op", List.of(head.lock()), WAIT)
                    .orThrow()) {
                head.write(Head.at(first), locks, "op");
            }
        }
        assertThat(linked.revParse("HEAD")).isEqualTo(first.name());
        assertThat(git.revParse("side")).isEqualTo(first.name());
        assertThat(git.revParse("HEAD")).isEqualTo(second.name());
    }

    @Test
    void namesThatAreNotUtf8SurviveARewrite() throws IOException {
        byte[] name = "refs/heads/caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] line = (second.name() + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] content = Arrays.copyOf(line, line.length + name.length);
        System.arraycopy(name, 0, content, line.length, name.length);
        Files.write(git.path(".git/packed-refs"), content);
        try (QuietRepository repository = open(git)) {
            assertThat(apply(repository, "op", List.of(RefChange.move("refs/heads/main", second, first))))
                    .isEmpty();
        }
        byte[] after = Files.readAllBytes(git.path(".git/packed-refs"));
        assertThat(new String(after, StandardCharsets.ISO_8859_1)).contains("refs/heads/caf\u00e9\n");
    }

    @Test
    void readersSeeAllMovesOrNone() throws Exception {
        git.run("branch", "other");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (QuietRepository repository = open(git)) {
            Future<Integer> reader = threads.submit(() -> {
                RefStore refs = open(git).refs();
                int reads = 0;
                while (!stop.get()) {
                    RefSnapshot snapshot = refs.snapshot();
                    assertThat(snapshot.idOf("refs/heads/main")).isPresent();
                    assertThat(snapshot.idOf("refs/heads/main")).isEqualTo(snapshot.idOf("refs/heads/other"));
                    reads++;
                }
                return reads;
            });
            ObjectId from = second;
            for (int i = 0; i < 60; i++) {
                ObjectId to = from.equals(second) ? first : second;
                assertThat(apply(
                                repository,
                                "op" + i,
                                List.of(
                                        RefChange.move("refs/heads/main", from, to),
                                        RefChange.move("refs/heads/other", from, to))))
                        .isEmpty();
                from = to;
            }
            stop.set(true);
            assertThat(reader.get()).isPositive();
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
        assertWholeAndUnlocked(git);
    }

    @Test
    void randomMovesAgainstTheRealGit() throws IOException {
        Random random = new Random(42);
        List<ObjectId> commits = List.of(first, second);
        try (QuietRepository repository = open(git)) {
            for (int round = 0; round < 40; round++) {
                Map<String, String> model = refs(git);
                Map<String, RefChange> changes = new TreeMap<>();
                int count = 1 + random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    String name = "refs/heads/r" + random.nextInt(5) + (random.nextBoolean() ? "/x" : "");
                    Optional<ObjectId> to = Optional.of(commits.get(random.nextInt(2)));
                    Optional<ObjectId> from =
                            Optional.ofNullable(model.get(name)).map(ObjectId::fromString);
                    boolean delete = from.isPresent() && random.nextInt(3) == 0;
                    changes.putIfAbsent(name, new RefChange(name, from, delete ? Optional.empty() : to));
                }
                List<RefChange> moves = new ArrayList<>(changes.values());
                RefTransaction move = RefTransaction.plan(repository.refs(), "op", moves);
                if (move.conflict().isEmpty() && apply(repository, "op", moves).isEmpty()) {
                    for (RefChange change : moves) {
                        change.to()
                                .ifPresentOrElse(
                                        id -> model.put(change.name(), id.name()), () -> model.remove(change.name()));
                    }
                }
                assertThat(refs(git)).as("round " + round).isEqualTo(model);
                for (String name : model.keySet()) {
                    assertThat(model.keySet().stream().filter(other -> other.startsWith(name + "/")))
                            .isEmpty();
                }
                switch (random.nextInt(4)) {
                    case 0 -> git.run("pack-refs", "--all");
                    case 1 -> git.tryRun("update-ref", "refs/heads/r" + random.nextInt(5), first.name());
                    default -> git.tryRun("branch", "-D", "r" + random.nextInt(5) + "/x");
                }
            }
        }
        assertWholeAndUnlocked(git);
    }

    @Test
    void reflogsGetOneLineForAMove() throws IOException {
        try (QuietRepository repository = open(git)) {
            git.run("update-ref", "refs/heads/main", first.name());
            Reflog log = repository.reflog();
            var who = repository.configuration().committer();
            for (int i = 0; i < 2; i++) {
                log.append("refs/heads/main", Optional.of(second), first, who, "rr: reset\nto the first");
                log.append("HEAD", Optional.of(second), first, who, "rr: reset");
                log.append("refs/rr/journal", Optional.empty(), first, who, "not logged");
            }
            assertThat(git.lines("reflog", "show", "main").stream()
                            .filter(line -> line.contains("rr: reset to the first")))
                    .hasSize(1);
            assertThat(git.revParse("main@{1}")).isNotEmpty();
            assertThat(repository
                            .getRefDatabase()
                            .getReflogReader("HEAD")
                            .getReverseEntries()
                            .get(0)
                            .getComment())
                    .isEqualTo("rr: reset");
            assertThat(git.path(".git/logs/refs/rr/journal")).doesNotExist();
            log.delete("refs/heads/main");
            assertThat(git.path(".git/logs/refs/heads/main")).doesNotExist();
        }
    }
}
