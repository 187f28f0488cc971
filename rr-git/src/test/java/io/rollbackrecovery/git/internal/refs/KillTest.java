package io.rollbackrecovery.git.internal.refs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that moves refs is killed for real, before one of its changing system calls. Whichever it is, afterwards all
 * refs have moved or none has, the locks it left are known as its own, and the person's git goes on working.
 *
 * <p>A seeded sample by default; {@code -Drr.kill=all} tries every call.
 */
class KillTest {
    private static final String CALLS = "?rename,?renameat,?renameat2,?unlink,?unlinkat,?link,?linkat,?mkdir,?mkdirat,"
            + "?fsync,?chmod,?fchmodat,?ftruncate,?pwrite64";
    private static final Pattern CALL = Pattern.compile("^(\\d+ +[a-z0-9]+)\\(");
    private static final int SAMPLE = 6;

    @TempDir
    Path temp;

    @Test
    void aKilledMoveIsAllOrNothing() throws Exception {
        Tools.require("strace");
        for (String objects : List.of("loose", "kept")) {
            Path whole = Files.createDirectories(temp.resolve(objects));
            List<String> places = places(whole, objects);
            if (!"all".equals(System.getProperty("rr.kill"))) {
                Collections.shuffle(places, new Random(2026));
                places = places.subList(0, SAMPLE);
            }
            int moved = 0;
            for (String place : places) {
                GitFixture git = repository(whole.resolve(place));
                Map<String, String> before = refs(git);
                assertThat(run(git, objects, place)).as(place).isNotZero();
                moved += recover(git, before, objects + " " + place) ? 1 : 0;
            }
            assertThat(moved).isLessThan(places.size());
        }
    }

    private static GitFixture repository(Path folder) {
        GitFixture git = GitFixture.init(folder);
        git.write("a", "1").commit("First");
        git.run("branch", "packed/deep");
        git.run("branch", "gone");
        git.run("pack-refs", "--all");
        git.write("a", "2").commit("Second");
        git.run("branch", "-f", "gone", "HEAD");
        git.run("update-ref", "refs/heads/packed/deep", "HEAD");
        git.run("pack-refs", "--all");
        git.run("update-ref", "refs/heads/gone", "HEAD~1");
        git.run("update-ref", "refs/heads/gone", "HEAD");
        return git;
    }

    /** Where to kill: {@code fsync-3} is before the third fsync. strace counts each call, and each thread, apart. */
    private static List<String> places(Path folder, String objects) throws Exception {
        GitFixture git = repository(folder.resolve("count"));
        Path log = folder.resolve("calls");
        assertThat(strace(git, objects, log, List.of())).isZero();
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
        assertThat(places).hasSizeGreaterThan(30);
        return places;
    }

    private static int run(GitFixture git, String objects, String place) throws Exception {
        int dash = place.indexOf('-');
        String inject = place.substring(0, dash) + ":signal=KILL:when=" + place.substring(dash + 1);
        return strace(git, objects, Path.of("/dev/null"), List.of("-e", "inject=" + inject));
    }

    private static int strace(GitFixture git, String objects, Path log, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-e", "trace=" + CALLS));
        command.addAll(more);
        command.addAll(List.of(
                "-o",
                log.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MoveProbe.class.getName(),
                git.folder().toString(),
                objects));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Recovers as the journal does, checks everything, and answers whether the refs had moved. */
    private static boolean recover(GitFixture git, Map<String, String> before, String when) throws IOException {
        Map<String, String> after = refs(git);
        boolean moved = !after.equals(before);
        if (moved) {
            String commit = after.get("refs/heads/main");
            assertThat(git.run("log", "-1", "--format=%s", commit)).as(when).isEqualTo("By the probe");
            Map<String, String> expected = new TreeMap<>(before);
            expected.remove("refs/heads/gone");
            for (String name :
                    List.of("refs/heads/main", "refs/heads/packed/deep", "refs/heads/new/branch", "refs/rr/journal")) {
                expected.put(name, commit);
            }
            assertThat(after).as(when).isEqualTo(expected);
        }
        try (QuietRepository repository = QuietRepository.open(git.folder(), GitEnvironment.isolated())) {
            ObjectId any = ObjectId.fromString(before.get("refs/heads/main"));
            RefTransaction move =
                    RefTransaction.plan(repository.refs(), MoveProbe.OPERATION, MoveProbe.changes(any, any));
            assertThat(HeldLocks.releaseLeftovers(
                            MoveProbe.tokens(repository), MoveProbe.OPERATION, MoveProbe.locks(repository, move)))
                    .as(when)
                    .isEmpty();
            RefTransaction.removeLeftovers(repository.refs(), MoveProbe.OPERATION);
            HeadFile.of(repository.layout()).removeLeftovers(MoveProbe.OPERATION);
        }
        assertThat(leftovers(git)).as(when).isEmpty();
        assertThat(refs(git)).as(when).isEqualTo(after);
        assertThat(git.run("fsck", "--strict", "--full")).as(when).doesNotContain("error");
        assertThat(git.write("mine", "mine").commit("The person goes on"))
                .as(when)
                .isNotEmpty();
        return moved;
    }

    private static List<String> leftovers(GitFixture git) throws IOException {
        try (Stream<Path> files = Files.walk(git.path(".git"))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".lock") || file.contains(".rr-"))
                    .toList();
        }
    }

    private static Map<String, String> refs(GitFixture git) {
        Map<String, String> refs = new TreeMap<>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname)")) {
            refs.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        return refs;
    }
}
