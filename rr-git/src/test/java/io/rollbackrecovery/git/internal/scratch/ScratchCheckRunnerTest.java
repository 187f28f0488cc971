package io.rollbackrecovery.git.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.RevertedTrees;
import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.merge.CommitObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ScratchCheckRunnerTest {
    @TempDir
    Path folder;

    @Test
    void checksOutEachCommitAsGitDoes() throws IOException {
        Tools.requireUnicodeNames();
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            GitFixture git = fixture.git;
            Path link = git.folder().resolve("link");
            git.write("a.txt", "one\n").write("dir/b.txt", "two\r\n").write("run.sh", "#!/bin/sh\nexit 7\n");
            assertThat(git.folder().resolve("run.sh").toFile().setExecutable(true))
                    .isTrue();
            Files.createSymbolicLink(link, Path.of("../outside/dir"));
            String first = git.commit("first");
            git.run("tag", "-a", "-m", "v1", "v1");
            Files.delete(link);
            git.write("a.txt", "three\n")
                    .delete("dir/b.txt")
                    .delete("dir")
                    .write("dir", "a file now\n")
                    .write("v.txt", "x");
            String second = git.commit("second");
            for (String commit : new String[] {first, second, first, second}) {
                CheckRun run = fixture.sh(
                        commit,
                        "git status --porcelain --ignored && git diff-files --quiet && git diff-index --quiet HEAD"
                                + " && git write-tree && git rev-parse HEAD && git fsck && git describe");
                assertThat(run.log())
                        .isEqualTo(git.tree(commit) + "\n" + commit + "\n" + git.run("describe", commit) + "\n");
                assertThat(run.verdict()).isEqualTo(Verdict.GOOD);
                assertThat(run.exitCode()).hasValue(0);
            }
            assertThat(fixture.sh(first, "readlink link; cat a.txt; git remote; git branch --show-current; pwd -P")
                            .log())
                    .matches("(?s)\\.\\./outside/dir\none\n" + fixture.temporary.toRealPath()
                            + "/rr-scratch-[0-9a-f]{16}/work/repo\n");
            assertThat(fixture.run(first, Check.command("./run.sh")).exitCode()).hasValue(7);
        }
    }

    @Test
    void leavesTheRepositoryAloneAndNoFolderBehind() throws IOException {
        ScratchFixture fixture = new ScratchFixture(folder);
        GitFixture git = fixture.git.write("a.txt", "one\n");
        String commit = git.commit("first");
        git.write("a.txt", "uncommitted\n");
        Map<String, String> before = snapshot(git.folder());
        CheckRun run = fixture.sh(
                commit,
                "echo new > a.txt && git add -A && git -c user.name=x -c user.email=x commit -qm x"
                        + " && git stash list && git branch topic && git gc -q --prune=now && git tag t");
        assertThat(run.log()).isEmpty();
        assertThat(run.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(snapshot(git.folder())).isEqualTo(before);
        assertThat(fixture.scratches()).hasSize(1);
        fixture.close();
        fixture.close();
        assertThat(fixture.scratches()).isEmpty();
        assertThatThrownBy(() -> fixture.sh(commit, "true")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesEveryRunACleanFolder() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            GitFixture git = fixture.git.write("a.txt", "one\n").write(".gitignore", "target/\n");
            String commit = git.commit("first");
            fixture.sh(
                    commit,
                    "mkdir -p target/x && echo y > target/x/y && chmod 0500 target/x target && echo z > a.txt"
                            + " && ln -s / root && chmod 000 .gitignore && rm -r .git/refs && mkdir closed"
                            + " && chmod 0 closed");
            CheckRun run = fixture.sh(commit, "ls -A; cat a.txt; git status --porcelain --ignored");
            assertThat(run.log()).isEqualTo(".git\n.gitignore\na.txt\none\n");
            fixture.sh(commit, "rm -rf ../repo; touch ../repo");
            assertThat(fixture.sh(commit, "ls").log()).isEqualTo("a.txt\n");
        }
        assertThat(Files.exists(Path.of("/"))).isTrue();
    }

    @Test
    void readsExitCodesAsGitBisectRunDoes() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            Map<String, Verdict> scripts = Map.of(
                    "exit 0", Verdict.GOOD,
                    "exit 125", Verdict.SKIP,
                    "exit 127", Verdict.BAD,
                    "exit 1", Verdict.BAD,
                    "exit 128", Verdict.ABORT,
                    "kill -9 $$", Verdict.ABORT);
            scripts.forEach((script, verdict) ->
                    assertThat(fixture.sh(commit, script).verdict()).as(script).isEqualTo(verdict));
            assertThat(fixture.sh(commit, "kill -9 $$").exitCode()).hasValue(137);
        }
    }

    @Test
    void aProgramOfTheRevisionThatIsNotInItEndsAsInAShell() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("not-executable.sh", "exit 0\n").commit("first");

            assertThat(fixture.run(commit, Check.command("./absent.sh")).exitCode())
                    .hasValue(127);
            assertThat(fixture.run(commit, Check.command("./not-executable.sh")).exitCode())
                    .hasValue(126);
            assertThat(fixture.run(commit, Check.command("./absent.sh")).verdict())
                    .isEqualTo(Verdict.BAD);
        }
    }

    @Test
    void namesAProgramThatIsNotThere() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            assertThatThrownBy(() -> fixture.run(commit, Check.command("no-such-program-here", "x")))
                    .isInstanceOfSatisfying(RrException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                        assertThat(e).hasMessageContaining("no-such-program-here");
                    });
            assertThat(fixture.scratches()).hasSize(1);
        }
    }

    @Test
    void givesCommandsNoInputAndNothingOfTheCallersRepository() throws IOException {
        GitFixture git = GitFixture.init(folder.resolve("repo"));
        GitEnvironment environment = GitEnvironment.ofUser(
                Map.of(
                        "PATH",
                        git.environment().get("PATH"),
                        "GIT_DIR",
                        git.folder().resolve(".git").toString(),
                        "GIT_INDEX_FILE",
                        git.folder().resolve(".git/index").toString(),
                        "GIT_WORK_TREE",
                        git.folder().toString(),
                        "GIT_CONFIG_COUNT",
                        "1",
                        "GIT_CONFIG_KEY_0",
                        "user.name",
                        "GIT_CONFIG_VALUE_0",
                        "x",
                        "TOKEN",
                        "kept"),
                Optional.of(folder),
                ZoneOffset.UTC);
        try (ScratchFixture fixture = new ScratchFixture(folder, git, environment)) {
            String commit = git.write("a", "a").commit("first");
            Check check = Check.command("sh", "-c", "cat; env | sort | cut -d= -f1 | grep -v '^_$'; echo $OWN >&2")
                    .withVariable("OWN", "set");
            assertThat(fixture.run(commit, check).log()).isEqualTo("OWN\nPATH\nPWD\nRR_SCRATCH\nTOKEN\nset\n");
        }
        try (ScratchFixture fixture = new ScratchFixture(folder, git, GitEnvironment.isolated())) {
            assertThat(fixture.sh(git.revParse("HEAD"), "env | sort | cut -d= -f1 | grep -v '^_$'")
                            .log())
                    .isEqualTo("GIT_CONFIG_GLOBAL\nGIT_CONFIG_NOSYSTEM\nPATH\nPWD\nRR_SCRATCH\n");
        }
    }

    @Test
    void stopsACommandThatTakesTooLongWithAllItStarted() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            Path pids = folder.resolve("pids");
            String script = "echo begun; (sh -c 'echo $$ >> " + pids + "; sleep 600' &) ; setsid sh -c 'echo $$ >> "
                    + pids + "; trap \"\" TERM; sleep 600' & echo $$ >> " + pids
                    + "; trap '' TERM HUP INT; while :; do sleep 600; done";
            CheckRun run = fixture.run(commit, Check.command("sh", "-c", script).withTimeout(Duration.ofMillis(700)));
            assertThat(run.verdict()).isEqualTo(Verdict.BAD);
            assertThat(run.exitCode()).isEqualTo(OptionalInt.empty());
            // a shell that outlives its command by a moment adds "Killed"
            assertThat(run.log()).startsWith("begun\n");
            assertThat(run.duration()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(20));
            assertThat(Files.readAllLines(pids)).hasSize(3).allSatisfy(ScratchCheckRunnerTest::assertGone);
        }
    }

    @Test
    void leavesNoDaemonOfACommandThatEndedByItself() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            Path pids = folder.resolve("pids");
            CheckRun run = fixture.sh(
                    commit,
                    "setsid sh -c 'echo $$ >> " + pids + "; sleep 600' & while [ ! -s " + pids
                            + " ]; do sleep 0.01; done; echo done; exit 3");
            assertThat(run.exitCode()).hasValue(3);
            assertThat(run.log()).isEqualTo("done\n");
            assertThat(Files.readAllLines(pids)).hasSize(1).allSatisfy(ScratchCheckRunnerTest::assertGone);
        }
    }

    @Test
    void stopsACommandOnCancellation() throws Exception {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            CommitId commit = new CommitId(fixture.git.write("a", "a").commit("first"));
            Path pids = folder.resolve("pids");
            Check check = Check.command("sh", "-c", "echo $$ > " + pids + "; sleep 600");
            Cancellation cancellation = new Cancellation();
            RunContext context = RunContext.none().withCancellation(cancellation);
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                Future<CheckRun> run =
                        executor.submit(() -> fixture.runner.run(new CheckTarget.OfCommit(commit), check, context));
                while (!Files.exists(pids) || Files.size(pids) == 0) {
                    Thread.sleep(5);
                }
                cancellation.cancel();
                assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            } finally {
                executor.shutdownNow();
            }
            assertThat(Files.readAllLines(pids)).allSatisfy(ScratchCheckRunnerTest::assertGone);
            assertThatThrownBy(() -> fixture.runner.run(
                            new CheckTarget.OfCommit(commit),
                            check,
                            RunContext.none().withLimit(Duration.ofMillis(300))))
                    .isInstanceOf(RrException.class);
        }
    }

    @Test
    void stopsWhereItsThreadIsInterrupted() throws Exception {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            for (String script : List.of("sleep 600", "true")) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> fixture.sh(commit, script))
                        .isInstanceOfSatisfying(
                                RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(fixture.sh(commit, "cat a").log()).isEqualTo("a");
        }
    }

    @Test
    void keepsTheEndOfALongLog() throws IOException {
        Tools.requireUnicodeNames();
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            CheckRun run = fixture.sh(
                    commit, "i=0; while [ $i -lt 40000 ]; do echo line-ä-$i; i=$((i+1)); done; echo end >&2");
            assertThat(run.logCut()).isTrue();
            assertThat(run.log().getBytes(StandardCharsets.UTF_8).length).isBetween((256 << 10) - 3, 256 << 10);
            assertThat(run.log()).endsWith("line-ä-39998\nline-ä-39999\nend\n").doesNotContain("\uFFFD");
        }
    }

    @Test
    void runsFunctions() throws IOException {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String commit = fixture.git.write("a", "a").commit("first");
            assertThat(fixture.run(
                                    commit,
                                    Check.function(
                                            "f",
                                            where -> Files.readString(where.resolve("a"))
                                                            .equals("a")
                                                    ? Verdict.GOOD
                                                    : Verdict.BAD))
                            .verdict())
                    .isEqualTo(Verdict.GOOD);
            CheckRun broken = fixture.run(commit, Check.function("f", where -> {
                throw new IOException("no data");
            }));
            assertThat(broken.verdict()).isEqualTo(Verdict.ABORT);
            assertThat(broken.log()).contains("no data");
        }
    }

    @Test
    void runsSeveralChecksAtOnce() throws Exception {
        try (ScratchFixture fixture = new ScratchFixture(folder)) {
            String first = fixture.git.write("a", "1").commit("first");
            String second = fixture.git.write("a", "2").commit("second");
            CountDownLatch both = new CountDownLatch(2);
            ExecutorService executor = Executors.newFixedThreadPool(2);
            try {
                Future<CheckRun> one = executor.submit(() -> fixture.run(first, meeting(both, "1")));
                Future<CheckRun> two = executor.submit(() -> fixture.run(second, meeting(both, "2")));
                assertThat(one.get().verdict()).isEqualTo(Verdict.GOOD);
                assertThat(two.get().verdict()).isEqualTo(Verdict.GOOD);
            } finally {
                executor.shutdownNow();
            }
            assertThat(fixture.scratches()).hasSize(2);
        }
    }

    private static Check meeting(CountDownLatch both, String expected) {
        return Check.function("meeting", where -> {
            both.countDown();
            boolean met = both.await(20, TimeUnit.SECONDS);
            return met && Files.readString(where.resolve("a")).equals(expected) ? Verdict.GOOD : Verdict.BAD;
        });
    }

    @Test
    void checksTheTreeOfAPlan() throws IOException {
        GitFixture git = GitFixture.init(folder.resolve("repo"));
        git.write("a", "1\n2\n3\n4\n5\n6\n").commit("first");
        CommitId second = new CommitId(git.write("a", "0\n2\n3\n4\n5\n6\n").commit("second"));
        CommitId third = new CommitId(git.write("a", "0\n2\n3\n4\n5\n7\n").commit("third"));
        Map<String, String> before = snapshot(git.folder());
        try (ScratchFixture fixture = new ScratchFixture(folder, git, GitEnvironment.isolated())) {
            TreeId head = fixture.repository.commits().commit(third).tree();
            RevertedTrees trees = fixture.repository.trees().revert(List.of(second), OptionalInt.empty(), head);
            Signature who = new Signature("T", "t@example.org", Instant.EPOCH, ZoneOffset.UTC);
            PlannedCommit commit = CommitObjects.commit(trees.tree(), List.of(third), who, who, "Take it back\n");
            PlanBuilder builder = Plan.builder(OperationKind.REVERT, "Take it back", Instant.EPOCH)
                    .tree(trees.tree());
            trees.steps().forEach(builder::step);
            Check check = Check.command(
                    "sh",
                    "-c",
                    "cat a; git status --porcelain; git log -2 --format=%s; git rev-parse HEAD; git fsck --no-dangling");
            CheckRun synthetic = fixture.runner.run(new CheckTarget.OfPlan(builder.build()), check, RunContext.none());
            assertThat(synthetic.log()).startsWith("1\n2\n3\n4\n5\n7\nPlanned: Take it back\n");
            CheckRun run = fixture.runner.run(
                    new CheckTarget.OfPlan(builder.commit(commit).build()), check, RunContext.none());
            assertThat(run.log()).isEqualTo("1\n2\n3\n4\n5\n7\nTake it back\nthird\n" + commit.id() + "\n");
            assertThat(run.verdict()).isEqualTo(Verdict.GOOD);
            Plan none =
                    Plan.builder(OperationKind.REVERT, "Nothing", Instant.EPOCH).build();
            assertThatThrownBy(() ->
                            fixture.runner.run(new CheckTarget.OfPlan(none), Check.command("true"), RunContext.none()))
                    .isInstanceOf(RrException.class);
        }
        assertThat(snapshot(git.folder())).isEqualTo(before);
    }

    private static void assertGone(String pid) {
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(pid.strip()));
        boolean running = handle.isPresent() && handle.get().isAlive() && !isZombie(pid.strip());
        assertThat(running).as("process %s runs", pid).isFalse();
    }

    private static boolean isZombie(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException gone) {
            return true;
        }
    }

    /** Every file of a folder, with its bytes and its time. */
    static Map<String, String> snapshot(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                String content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        : "";
                files.put(
                        root.relativize(path).toString(),
                        Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " " + content);
            }
        }
        return files;
    }
}
