package io.rollbackrecovery.git.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ScratchSpaceTest {
    @TempDir
    Path temporary;

    private ScratchSpace space;

    @BeforeEach
    void open() {
        space = new ScratchSpace(temporary, GitEnvironment.isolated());
    }

    /** Claims a scratch in another JVM, starts a process that outlives it, says where it is, and waits. */
    static final class Other {
        private Other() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            ScratchSpace.Claim claim = new ScratchSpace(Path.of(arguments[0]), GitEnvironment.isolated()).claim();
            Files.createDirectories(claim.folder().resolve("work/x"));
            ProcessBuilder sleep = new ProcessBuilder("sleep", "600");
            sleep.environment().put(ProcessTree.MARK, claim.id());
            long pid = sleep.start().pid();
            System.out.println(claim.folder() + " " + pid);
            System.out.flush();
            Thread.sleep(60_000);
        }
    }

    @Test
    void removesWhatADeadOwnerLeftAndNothingElse() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path theirs;
        long pid;
        try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).isNotNull();
            theirs = Path.of(line.substring(0, line.indexOf(' ')));
            pid = Long.parseLong(line.substring(line.indexOf(' ') + 1));
            try (ScratchSpace.Claim ours = space.claim()) {
                space.sweep();
                assertThat(theirs.resolve("work/x")).isDirectory();
                assertThat(ours.folder()).isDirectory();
            }
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        try (ScratchSpace.Claim next = space.claim()) {
            assertThat(theirs).doesNotExist();
            assertThat(next.folder()).isDirectory();
            boolean runs = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
                    && !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
            assertThat(runs).isFalse();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void leavesFoldersThatAreNotScratches() throws IOException {
        Path file = Files.writeString(temporary.resolve("rr-scratch-file"), "x");
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("owner"), "x");
        Files.createSymbolicLink(temporary.resolve("rr-scratch-link"), outside);
        Path young = Files.createDirectory(temporary.resolve("rr-scratch-young"));
        Path old = Files.createDirectory(temporary.resolve("rr-scratch-old"));
        Files.createDirectory(old.resolve("x"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        space.sweep();
        assertThat(file).exists();
        assertThat(outside.resolve("owner")).exists();
        assertThat(young).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void removesAFolderThatWasLeftWithItsOwnerFile() throws IOException {
        Path left = Files.createDirectory(temporary.resolve("rr-scratch-0123"));
        Files.writeString(left.resolve("owner"), "pid 1\n");
        Files.createDirectories(left.resolve("work/repo/.git"));
        space.sweep();
        assertThat(left).doesNotExist();
    }
}
