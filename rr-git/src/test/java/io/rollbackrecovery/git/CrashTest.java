package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process in the middle of a writing operation is killed for real, before one of its system calls that change
 * something. Whichever it is: after recovery the repository is byte for byte as before the operation or as after it, no
 * lock is left, and the person's own git goes on working.
 *
 * <p>A seeded sample of the calls by default; {@code -Drr.kill=all} tries every one, {@code -Drr.kill=restore} every one
 * of that operation.
 */
class CrashTest {
    private static final String CALLS = "?rename,?renameat,?renameat2,?unlink,?unlinkat,?rmdir,?link,?linkat,?symlink,"
            + "?symlinkat,?mkdir,?mkdirat,?fsync,?chmod,?fchmodat,?ftruncate,?pwrite64,?write";
    private static final Pattern CALL = Pattern.compile("^(\\d+ +[a-z0-9_]+)\\(");
    private static final int KILLED = 128 + 9;
    private static final int SAMPLE = 2;
    private static final Instant EARLIER = Instant.parse("2026-03-01T09:30:00Z");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoint",
                "begin",
                "revert",
                "restore",
                "finish",
                "abandon",
                "undo",
                "redo",
                "prune",
                "session-revert",
                "session-restore",
                "report",
                "case"
            })
    void aKilledOperationHasHappenedOrHasNot(String operation) throws Exception {
        Tools.require("git", "strace");
        Path template = temp.resolve("template");
        prepare(operation, GitFixture.init(template));
        Map<String, String> before = state(template);
        Path finished = copy(template, "finished");
        List<String> all = places(finished, operation);
        Map<String, String> after = state(finished);
        assertThat(after).isNotEqualTo(before);

        int happened = 0;
        List<String> places = sample(all, operation);
        for (String place : places) {
            Path victim = copy(template, "killed-at-" + place);
            int dash = place.indexOf('-');
            String inject = place.substring(0, dash) + ":signal=KILL:when=" + place.substring(dash + 1);
            String when = operation + ", killed at " + place;
            assertThat(run(victim, operation, "inject=" + inject, Path.of("/dev/null")))
                    .as(when)
                    .isEqualTo(KILLED);
            try (GitRepository repository = CrashProbe.open(victim, EARLIER)) {
                repository.doctor().recover();
            }
            Map<String, String> now = state(victim);
            assertThat(now).as(when).isIn(before, after);
            happened += now.equals(after) ? 1 : 0;
            assertSound(victim, when);
        }
        if (places.equals(all)) {
            // Over all places both must have been seen: else the calls that matter were not hit.
            assertThat(happened).as(operation).isBetween(1, all.size() - 1);
        }
    }

    private static List<String> sample(List<String> all, String operation) {
        String wanted = System.getProperty("rr.kill", "");
        if (wanted.equals("all") || wanted.equals(operation)) {
            return all;
        }
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(operation.hashCode()));
        return shuffled.subList(0, SAMPLE);
    }

    /** A repository in which the operation can happen, with work of a person's that is not committed. */
    private static void prepare(String operation, GitFixture git) {
        git.write("a.txt", "1\n2\n3\n").write("dir/b.txt", "b\n").commit("first");
        try (GitRepository repository = CrashProbe.open(git.folder(), EARLIER)) {
            boolean inSession = List.of("finish", "abandon", "session-revert", "session-restore")
                    .contains(operation);
            if (inSession) {
                repository.sessions().begin(SessionRequest.named("crash").agent("claude"));
            }
            if (operation.equals("restore")) {
                git.write("a.txt", "1\n2\n3\nnot committed\n").write("untracked.txt", "u\n");
                repository.checkpoints().create(new CheckpointName("dirty"));
                git.run("add", "-A");
            }
            git.write("dir/new.txt", "new\n").write("a.txt", "1\nTWO\n3\n").delete("dir/b.txt");
            git.commit(Person.AGENT, "second");
            git.write("c.txt", "c\n").commit(Person.AGENT, "third");
            if (operation.equals("undo") || operation.equals("redo")) {
                repository.apply(repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD~1")))));
            }
            if (operation.equals("redo")) {
                repository.apply(repository.journal().planUndo().orElseThrow());
            }
            if (operation.equals("prune")) {
                repository.checkpoints().create(new CheckpointName("old"));
            }
            if (operation.equals("session-revert")) {
                repository.apply(repository
                        .sessions()
                        .planFinish(FinishRequest.of(
                                repository.sessions().list().get(0).id())));
            }
            if (operation.equals("session-restore")) {
                repository.apply(repository
                        .sessions()
                        .planAbandon(repository.sessions().list().get(0).id()));
            }
        }
        git.write(operation.equals("session-restore") ? "a.txt" : "c.txt", "edited and not committed\n")
                .write("mine.txt", "untracked\n");
        git.write("staged.txt", "staged\n").run("add", "staged.txt");
        if (operation.equals("revert") || operation.equals("restore")) {
            git.write("a.txt", "1\nTWO\n3\nin the way\n");
        }
        if (List.of("finish", "abandon", "restore", "session-revert").contains(operation)) {
            git.run("checkout", "-q", "--", "c.txt");
        }
    }

    /**
     * What must be as before or as after: all refs, RR's own too since the clock stands still; HEAD; the index with flags;
     * files with bytes and modes.
     */
    private static Map<String, String> state(Path folder) throws IOException {
        GitFixture git = GitFixture.in(folder);
        Map<String, String> state = new TreeMap<>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname)")) {
            state.put("ref " + line, "");
        }
        state.put("HEAD", git.read(".git/HEAD"));
        state.put("index", git.run("ls-files", "--stage", "-v"));
        state.put("status", git.run("status", "--porcelain"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> !path.startsWith(folder.resolve(".git")))::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    state.put(
                            "file " + folder.relativize(file),
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                    + Files.readString(file));
                }
            }
        }
        return state;
    }

    private static void assertSound(Path folder, String when) throws IOException {
        GitFixture git = GitFixture.in(folder);
        try (Stream<Path> files = Files.walk(git.path(".git"))) {
            assertThat(files.map(Path::toString)
                            .filter(file -> file.endsWith(".lock")
                                    || file.endsWith(".keep")
                                    || file.contains(".rr-")
                                    || file.contains("tmp_")))
                    .as(when)
                    .isEmpty();
        }
        assertThat(git.path(".git/rr/pending"))
                .as(when)
                .satisfiesAnyOf(
                        pending -> assertThat(pending).doesNotExist(),
                        pending -> assertThat(pending).isEmptyDirectory());
        assertThat(git.run("fsck", "--strict", "--no-dangling")).as(when).isEmpty();
        git.write("after the crash.txt", "goes on\n").run("add", "after the crash.txt");
        git.run("commit", "-q", "-m", "the person's own commit");
        try (GitRepository repository = CrashProbe.open(folder, EARLIER.plusSeconds(600))) {
            repository.checkpoints().create(new CheckpointName("after-the-crash"));
        }
    }

    /** Where to kill: {@code fsync-3} is before the third fsync. strace counts each call, and each thread, apart. */
    private List<String> places(Path folder, String operation) throws Exception {
        Path log = temp.resolve("calls-" + operation);
        assertThat(run(folder, operation, "trace=" + CALLS, log))
                .as("the operation itself")
                .isZero();
        Map<String, Integer> calls = new TreeMap<>();
        for (String line : Files.readAllLines(log)) {
            Matcher call = CALL.matcher(line);
            if (call.find()) {
                calls.merge(call.group(1), 1, Integer::sum);
            }
        }
        Map<String, Integer> most = new TreeMap<>();
        calls.forEach((call, count) -> most.merge(call.substring(call.lastIndexOf(' ') + 1), count, Math::max));
        List<String> places = new ArrayList<>();
        most.forEach(
                (call, count) -> IntStream.rangeClosed(1, count).forEach(number -> places.add(call + "-" + number)));
        assertThat(places).hasSizeGreaterThan(40);
        return places;
    }

    private static int run(Path folder, String operation, String expression, Path log) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString()));
        command.addAll(List.of("-e", "trace=" + CALLS, "-e", expression));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                CrashProbe.class.getName(),
                folder.toString(),
                operation));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Copies with times, so that the index still knows the files... as far as inodes allow. */
    private Path copy(Path from, String name) throws IOException {
        Path to = temp.resolve(name);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }
}
