package io.rollbackrecovery.git.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryLockTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    @Test
    void oneAtATime() throws Exception {
        try (RepositoryLock held = RepositoryLock.acquire(folder, SHORT).orElseThrow()) {
            held.requireHeld();
            assertThat(RepositoryLock.acquire(folder, SHORT)).isEmpty();
        }
        assertThat(folder.resolve("lock")).isEmptyFile();
    }

    /** Who removes all of RR marks the file and deletes it; a kill in between must not keep everyone out for ever. */
    @Test
    void aRemovalThatWasKilledOnTheWayKeepsNobodyOut() throws Exception {
        Files.writeString(folder.resolve("lock"), "x");
        try (RepositoryLock held = RepositoryLock.acquire(folder, SHORT).orElseThrow()) {
            held.requireHeld();
            assertThat(folder.resolve("lock")).isEmptyFile();
            assertThat(RepositoryLock.acquire(folder, SHORT)).isEmpty();
        }
    }

    @Test
    void afterARemovalThereIsAnotherFile() throws Exception {
        try (RepositoryLock held = RepositoryLock.acquire(folder, SHORT).orElseThrow()) {
            held.remove();
            try (RepositoryLock next = closeAndAcquire(held)) {
                next.requireHeld();
            }
        }
        assertThat(folder.resolve("lock")).isEmptyFile();
    }

    private RepositoryLock closeAndAcquire(RepositoryLock held) throws Exception {
        held.close();
        return RepositoryLock.acquire(folder, SHORT).orElseThrow();
    }
}
