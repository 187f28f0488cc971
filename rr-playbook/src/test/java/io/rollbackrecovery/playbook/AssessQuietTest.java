package io.rollbackrecovery.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under strace, a first look at a repository that names programs of its own writes nothing and runs nothing. */
class AssessQuietTest {
    private static final String CALLS =
            "execve,execveat,openat,?open,?creat,?mkdir,?mkdirat,?rename,?renameat,?renameat2,"
                    + "?unlink,?unlinkat,?rmdir,?link,?linkat,?symlink,?symlinkat,?chmod,?fchmod,?fchmodat,?truncate,?ftruncate,"
                    + "?utimensat,?mknodat";
    private static final Pattern WRITES =
            Pattern.compile("(mkdir|rename|unlink|rmdir|link|chmod|truncate|utimensat|mknod)"
                    + "[a-z0-9]*\\(|creat\\(|O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)");

    @TempDir
    Path temp;

    @Test
    void assessWritesNothingAndRunsNothing() throws Exception {
        Tools.require("git", "strace");
        GitFixture git = repository();
        assertThat(writes(git)).as("writes").isEmpty();
        assertThat(git.path(".git/rr")).doesNotExist();
    }

    @Test
    void assessWithACacheWritesThereAlone() throws Exception {
        Tools.require("git", "strace");
        GitFixture git = repository();
        Path cache = temp.resolve("cache");
        assertThat(writes(git, cache.toString()))
                .as("writes")
                .isNotEmpty()
                .allMatch(call -> call.contains("\"" + cache + "\"") || call.contains("\"" + cache + "/"));
        assertThat(git.path(".git/rr")).doesNotExist();
        assertThat(writes(git, cache.toString()))
                .as("writes of a second look, which knows all")
                .isEmpty();
    }

    private GitFixture repository() throws Exception {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("app/user.py", "NAME = 1\n").write("app/api.py", "from app.user import NAME\n");
        git.write(".gitattributes", "*.py filter=evil merge=evil diff=evil\n").commit("first");
        git.write("app/user.py", "NAME = 2\n").commit(Person.AGENT, "feat: change");
        git.run("gc", "-q");
        for (String key : List.of(
                "core.fsmonitor",
                "core.sshCommand",
                "core.pager",
                "filter.evil.clean",
                "filter.evil.smudge",
                "merge.evil.driver",
                "diff.evil.textconv",
                "diff.external",
                "gpg.program")) {
            git.run("config", key, "touch " + ran());
        }
        git.write(".git/hooks/post-checkout", "#!/bin/sh\ntouch " + ran() + "\n");
        return git;
    }

    private Path ran() {
        return temp.resolve("was-run");
    }

    /** Takes a look in a process of its own, sees to it that no program is run, and gives the calls that write. */
    private List<String> writes(GitFixture git, String... more) throws Exception {
        Path log = temp.resolve("calls");
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-qq",
                "-e",
                "trace=" + CALLS,
                "-e",
                "signal=none",
                "-o",
                log.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AssessProbe.class.getName(),
                git.folder().toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(temp.resolve("out")))
                .isZero();

        List<String> calls = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        assertThat(calls)
                .filteredOn(call -> call.contains("execve"))
                .as("programs started")
                .hasSize(1);
        assertThat(ran()).doesNotExist();
        return calls.stream()
                .filter(call -> WRITES.matcher(call).find())
                .filter(call -> !call.contains("\"/dev/") && !call.contains("\"/proc/"))
                .toList();
    }
}
