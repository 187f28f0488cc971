package io.rollbackrecovery.git.internal.refs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and reading a repository: nothing is written, nothing is run, nothing of the user's is looked at. */
class QuietRepositoryTest {
    private static final String CALLS =
            "%file,%process,%network,fsync,fdatasync,ftruncate,fchmod,fchown,fallocate,link";
    private static final Pattern CHANGES = Pattern.compile(
            "\\b(mkdir|mkdirat|rename|renameat2?|unlink|unlinkat|rmdir|link|linkat|symlink|symlinkat|chmod|fchmod|"
                    + "fchmodat|chown|fchown|lchown|fchownat|truncate|ftruncate|utime|utimes|utimensat|mknod|mknodat|"
                    + "fsync|fdatasync|fallocate|setxattr|bind)\\(|\\bconnect\\(.*AF_INET");
    private static final Pattern OPENED_FOR_WRITING =
            Pattern.compile("\\bopen(at)?\\(.*O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)");

    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void makeRepository() {
        Tools.require("strace");
        git = GitFixture.init(temp.resolve("work"));
        git.write("a", "1").write(".gitattributes", "*.bin binary\n").commit("First");
        git.write("b", "2").commit("Second");
        git.run("gc");
        git.write("c", "3").commit("Third");
        git.run("tag", "-a", "-m", "v", "v1");
        git.run("update-ref", "refs/remotes/origin/main", "HEAD~1");
        git.run("config", "branch.main.remote", "origin");
        git.run("config", "branch.main.merge", "refs/heads/main");
        git.run("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        git.run("config", "core.fsmonitor", "touch " + temp.resolve("was-run"));
        git.run("config", "core.sshCommand", "touch " + temp.resolve("was-run"));
    }

    @Test
    void readingWritesNothingAndRunsNothing() throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[user]\n name = Private\n");
        Map<String, String> before = contentOf(temp);
        Path log = Files.createTempFile("rr-strace", ".log");
        Path output = Files.createTempFile("rr-strace", ".out");
        try {
            List<String> command = List.of(
                    "strace",
                    "-f",
                    "-qq",
                    "-s",
                    "300",
                    "-e",
                    "trace=" + CALLS,
                    "-o",
                    log.toString(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:-UsePerfData",
                    "-Duser.home=" + home,
                    "-cp",
                    System.getProperty("java.class.path"),
                    QuietProbe.class.getName(),
                    git.folder().toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            assertQuiet(Files.readAllLines(log, StandardCharsets.ISO_8859_1), home);
        } finally {
            Files.delete(log);
            Files.delete(output);
        }
        assertThat(contentOf(temp)).isEqualTo(before);
    }

    private static void assertQuiet(List<String> calls, Path home) {
        List<String> loud = new ArrayList<>();
        int started = 0;
        for (String call : calls) {
            if (call.contains("execve(")) {
                started++;
            }
            boolean changes = CHANGES.matcher(call).find()
                    || OPENED_FOR_WRITING.matcher(call).find()
                            && !call.contains("\"/dev/")
                            && !call.contains("\"/proc/");
            boolean isPrivate = call.contains(home + "/") || call.contains("/etc/gitconfig");
            if (changes || isPrivate) {
                loud.add(call);
            }
        }
        assertThat(loud).isEmpty();
        assertThat(started).as("programs started: java alone").isEqualTo(1);
    }

    private static Map<String, String> contentOf(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                content.put(
                        file.toString(),
                        Files.isRegularFile(file)
                                ? Files.getLastModifiedTime(file) + " " + Files.size(file)
                                : "folder");
            }
        }
        return content;
    }
}
