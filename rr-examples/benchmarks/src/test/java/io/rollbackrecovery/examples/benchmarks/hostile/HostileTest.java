package io.rollbackrecovery.examples.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.examples.benchmarks.hostile.HostileRepository.Scene;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each scene in a small size; {@code bench hostile} has the full ones. */
class HostileTest {
    private static final String CALLS =
            "execve,execveat,openat,?open,?creat,?mkdir,?mkdirat,?rename,?renameat,?renameat2,"
                    + "?unlink,?unlinkat,?rmdir,?link,?linkat,?symlink,?symlinkat,?chmod,?fchmodat,?truncate,?connect";
    private static final Pattern WRITES = Pattern.compile(
            "(mkdir|rename|unlink|rmdir|link|chmod|truncate)[a-z0-9]*\\(|creat\\(|O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)");

    @TempDir
    Path temp;

    @BeforeEach
    void requireGit() {
        Tools.require("git");
    }

    private static int size(Scene scene) {
        return switch (scene) {
            case MANY_FILES -> 2_000;
            case AMBIGUOUS -> 105;
            default -> 1;
        };
    }

    /** The scenes that need more heap than the build gives its tests are left to {@code bench hostile}. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LONG_LINES", "BRACKETS"})
    void isAnsweredInTime(Scene scene) throws IOException, InterruptedException {
        Path folder = HostileRepository.make(temp.resolve("work"), scene, size(scene));
        List<String> said = Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> HostileProbe.look(folder, GitEnvironment.isolated()));
        assertThat(said).hasSizeGreaterThanOrEqualTo(5).anyMatch(line -> line.matches("graph: [0-9]+ files.*"));
        assertThat(HostileRepository.outside(folder).resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"NAMES", "LINKS", "PROGRAMS"})
    void nothingOutsideIsTouchedAndNothingIsRun(Scene scene) throws IOException, InterruptedException {
        Tools.require("strace");
        Path folder = HostileRepository.make(temp.resolve("work"), scene, size(scene));
        long files = count(temp);
        Path log = temp.resolveSibling(temp.getFileName() + ".calls");
        Path output = temp.resolveSibling(temp.getFileName() + ".out");
        try {
            Process process = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-qq",
                            "-s",
                            "400",
                            "-e",
                            "trace=" + CALLS,
                            "-e",
                            "signal=none",
                            "-o",
                            log.toString(),
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:-UsePerfData",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HostileProbe.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            List<String> calls = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            assertThat(calls)
                    .filteredOn(call -> call.contains("execve"))
                    .as("programs")
                    .hasSize(1);
            assertThat(calls)
                    .filteredOn(call -> WRITES.matcher(call).find())
                    .filteredOn(call -> !call.contains("\"/dev/") && !call.contains("\"/proc/"))
                    .as("writes")
                    .isEmpty();
            // Objects are borrowed from wherever the repository says, as git does; no other file there is opened.
            assertThat(calls)
                    .filteredOn(call -> call.contains("Secret.java"))
                    .as("files outside")
                    .isEmpty();
        } finally {
            Files.deleteIfExists(log);
            Files.deleteIfExists(output);
        }
        assertThat(count(temp)).isEqualTo(files);
    }

    @Test
    void theScenesHaveWhatTheyPromise() throws IOException, InterruptedException {
        Path folder = HostileRepository.make(temp.resolve("work"), Scene.NAMES, 1);
        assertThat(HostileProbe.look(folder, GitEnvironment.isolated()))
                .anyMatch(line -> line.startsWith("graph: 5"))
                .hasSize(9);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.count();
        }
    }
}
