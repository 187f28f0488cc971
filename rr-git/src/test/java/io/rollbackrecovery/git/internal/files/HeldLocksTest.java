package io.rollbackrecovery.git.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLocksTest {
    @TempDir
    Path temp;

    private Path tokens() {
        return temp.resolve("rr/locks");
    }

    @Test
    void takesAllOrNoneAndNamesWhatIsInTheWay() throws Exception {
        List<Path> locks = List.of(temp.resolve("a/deep/x.lock"), temp.resolve("b.lock"), temp.resolve("c.lock"));
        Files.writeString(temp.resolve("c.lock"), "somebody's");
        LockAttempt attempt = HeldLocks.acquire(tokens(), "op", locks, Duration.ofMillis(20));
        assertThat(attempt.held()).isEmpty();
        assertThat(attempt.foreign()).map(ForeignLock::path).contains(temp.resolve("c.lock"));
        assertThat(temp.resolve("a")).doesNotExist();
        assertThat(temp.resolve("b.lock")).doesNotExist();
        assertThat(tokens().resolve("op")).doesNotExist();
        assertThatThrownBy(attempt::orThrow).isInstanceOfSatisfying(RrException.class, thrown -> {
            assertThat(thrown.code()).isEqualTo(ErrorCode.LOCKED);
            assertThat(thrown).hasMessageContaining("c.lock").hasMessageContaining("s old");
        });
        Files.delete(temp.resolve("c.lock"));
        HeldLocks held = HeldLocks.acquire(tokens(), "op", locks, Duration.ZERO).orThrow();
        assertThat(held.paths()).allMatch(Files::exists).allMatch(held::holds);
        assertThat(Files.readString(temp.resolve("b.lock"))).isEqualTo("rr lock op\n");
        held.release();
        held.release();
        assertThat(held.paths()).noneMatch(Files::exists).noneMatch(held::holds);
        assertThat(temp.resolve("a")).doesNotExist();
    }

    @Test
    void recoveryRemovesItsOwnLocksAndNoOthers() throws Exception {
        List<Path> locks = List.of(temp.resolve("a.lock"), temp.resolve("b.lock"), temp.resolve("none.lock"));
        assertThat(HeldLocks.acquire(tokens(), "dead", locks.subList(0, 1), Duration.ZERO)
                        .held())
                .isPresent();
        Files.writeString(temp.resolve("b.lock"), "rr lock deadly\n");
        assertThat(HeldLocks.releaseLeftovers(tokens(), "dead", locks))
                .extracting(ForeignLock::path)
                .containsExactly(temp.resolve("b.lock"));
        assertThat(temp.resolve("a.lock")).doesNotExist();
        assertThat(temp.resolve("b.lock")).exists();
        assertThat(tokens()).isEmptyDirectory();
    }

    @Test
    void aWaitEndsWhenTheLockIsFreeOrTheThreadIsInterrupted() throws Exception {
        Path lock = temp.resolve("a.lock");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            HeldLocks first = HeldLocks.acquire(tokens(), "one", List.of(lock), Duration.ZERO)
                    .orThrow();
            Future<LockAttempt> second =
                    threads.submit(() -> HeldLocks.acquire(tokens(), "two", List.of(lock), Duration.ofSeconds(20)));
            Thread.sleep(60);
            first.release();
            HeldLocks held = second.get().orThrow();
            Thread.currentThread().interrupt();
            long start = System.nanoTime();
            assertThat(HeldLocks.acquire(tokens(), "three", List.of(lock), Duration.ofSeconds(20))
                            .held())
                    .isEmpty();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(5).toNanos());
            held.release();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyOneHoldsALockAtATime() throws Exception {
        List<Path> locks = List.of(temp.resolve("deep/a.lock"), temp.resolve("deep/b.lock"), temp.resolve("c.lock"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                results.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        try (HeldLocks held = HeldLocks.acquire(
                                        tokens(), "t" + thread + "-" + i, locks, Duration.ofSeconds(30))
                                .orThrow()) {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            assertThat(held.paths()).hasSize(3);
                            inside.decrementAndGet();
                            done.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(done.get()).isEqualTo(160);
        assertThat(locks).noneMatch(Files::exists);
        assertThat(tokens()).isEmptyDirectory();
    }

    @Test
    void writingIsNotTornByAnInterrupt() throws Exception {
        Path file = temp.resolve("file");
        byte[] content = new byte[1 << 20];
        Thread.currentThread().interrupt();
        Durable.replace(file, temp.resolve("file.tmp"), content);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.size(file)).isEqualTo(content.length);
        Thread.currentThread().interrupt();
        assertThat(Durable.read(file))
                .hasValueSatisfying(read -> assertThat(read).hasSize(content.length));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Durable.read(temp.resolve("none"))).isEmpty();
        assertThat(Durable.delete(file)).isTrue();
        assertThat(Durable.delete(file)).isFalse();
    }

    @Test
    void namesOfAnyBytesCanBeMadeAndRead() throws Exception {
        for (byte[] name : List.of(
                "plain".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "ünï".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "a % b?#".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                new byte[] {'x', (byte) 0xe9, 'y'},
                new byte[] {(byte) 0xff, (byte) 0xfe})) {
            Path path = FileNames.resolve(temp, name);
            Files.writeString(path, "x");
            assertThat(FileNames.bytesOf(path)).isEqualTo(name);
        }
        try (var listed = Files.list(temp)) {
            assertThat(listed.map(FileNames::bytesOf).filter(name -> name.length > 0))
                    .hasSize(5);
        }
    }
}
