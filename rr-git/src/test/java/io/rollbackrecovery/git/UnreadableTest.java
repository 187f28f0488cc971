package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that must not be read: clear failures, and never another answer than the true one. Works as root too. */
@FsckAfterEach
class UnreadableTest {
    @TempDir
    Path folder;

    GitFixture git;
    Path home;

    @BeforeEach
    void makeRepository() throws Exception {
        Tools.require("git", "strace");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n").commit("first");
        home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[user]\n\tname = Somebody\n");
    }

    @Test
    void aUserConfigurationThatMustNotBeReadIsAsIfItWereNotThere() throws Exception {
        Path config = home.resolve(".gitconfig");
        assertThat(answerOfGit(config)).as("git, as the oracle").isEqualTo(git.revParse("HEAD"));
        assertThat(answer(config)).isEqualTo(git.revParse("HEAD"));
    }

    @Test
    void theRepositorysOwnConfigurationMustBeReadable() throws Exception {
        assertThat(answerOfGit(git.path(".git/config")))
                .as("git, as the oracle")
                .contains("denied");
        assertThat(answer(git.path(".git/config")))
                .startsWith("PERMISSION_DENIED")
                .contains("config");
    }

    @Test
    void aGitDirectoryThatMustNotBeReadIsNotTakenForNone() throws Exception {
        assertThat(answer(git.path(".git/HEAD")))
                .startsWith("PERMISSION_DENIED")
                .contains(".git");
    }

    @Test
    void aRefThatMustNotBeReadIsNotTakenForAnUnbornBranch() throws Exception {
        assertThat(answer(git.path(".git/refs/heads/main")))
                .startsWith("PERMISSION_DENIED")
                .contains("refs/heads/main");
    }

    /** What RR answers when every call about a path is denied. */
    private String answer(Path denied) throws Exception {
        Path answer = folder.resolve("answer");
        Files.deleteIfExists(answer);
        run(
                denied,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenProbe.class.getName(),
                        git.folder().toString(),
                        home.toString(),
                        answer.toString()));
        return Files.readString(answer);
    }

    private String answerOfGit(Path denied) throws Exception {
        return run(denied, List.of("git", "-C", git.folder().toString(), "rev-parse", "HEAD"))
                .strip();
    }

    private String run(Path denied, List<String> program) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "strace", "-f", "-qq", "-o", "/dev/null", "-P", denied.toString(), "-e", "inject=%file:error=EACCES"));
        if (denied.startsWith(git.folder())) {
            // git names its own files from the work tree
            command.addAll(5, List.of("-P", git.folder().relativize(denied).toString()));
        }
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(git.folder().toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().remove("GIT_CONFIG_GLOBAL");
        Path output = folder.resolve("output");
        Process process = builder.redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}
