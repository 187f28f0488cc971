package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Many writers in one repository, some in linked work trees of their own, and a person who commits and collects garbage
 * with git meanwhile. Nothing may be lost. {@link ConcurrencyTest} takes a small crowd; run as a program by
 * {@code src/test/scripts/crowd} it takes 8 processes with 200 operations each.
 */
final class Crowd {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20 + 2);

    private final GitFixture git;
    private final List<String> commits = new ArrayList<>();
    private int personRefusals;
    private int collections;

    private Crowd(GitFixture git) {
        this.git = git;
    }

    /** Makes a repository for a crowd, with linked work trees beside it. */
    static Crowd in(Path folder, int linked) {
        GitFixture git = GitFixture.init(folder.resolve("main"));
        git.write("a.txt", "1\n").commit("first");
        git.write("a.txt", "2\n").commit("second");
        git.run("tag", "second");
        for (int i = 0; i < linked; i++) {
            git.run(
                    "worktree",
                    "add",
                    "-q",
                    "-b",
                    "linked-" + i,
                    linkedFolder(folder, i).toString());
        }
        return new Crowd(git);
    }

    static Path linkedFolder(Path folder, int number) {
        return folder.resolve("linked-" + number);
    }

    Path folder() {
        return git.folder();
    }

    /** Commits as a person until the writers are done; what git refuses because of a lock is tried again. */
    void commitWhile(BooleanSupplier working, boolean collects) {
        while (working.getAsBoolean()) {
            String name = "person-" + commits.size() + ".txt";
            git.write(name, "mine\n");
            if (succeeds("add", name) && succeeds("commit", "-q", "-m", name)) {
                commits.add(name);
                pause();
                if (collects && commits.size() % 20 == 0) {
                    collections += git.tryRun("gc", "--quiet", "--prune=now").exit() == 0 ? 1 : 0;
                }
            }
        }
    }

    /** Quick for a person, but not the loop of a program. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean succeeds(String... command) {
        for (int attempt = 0; attempt < 500; attempt++) {
            GitFixture.Result result = git.tryRun(command);
            if (result.exit() == 0) {
                return true;
            }
            assertThat(result.err()).containsAnyOf("lock", "is at");
            personRefusals++;
        }
        return false;
    }

    /** Checks that everything that anyone was told has happened is there, and nothing else. */
    String check(List<String> reports) throws IOException {
        Set<String> checkpoints = new TreeSet<>();
        Set<String> files = new TreeSet<>();
        int operations = 0;
        int refusals = 0;
        long longest = 0;
        for (String line : reports) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("refusals")) {
                refusals += Integer.parseInt(words[1]);
                longest = Math.max(longest, Long.parseLong(words[2]));
                continue;
            }
            operations++;
            switch (words[0]) {
                case "checkpoint" -> checkpoints.add(words[1]);
                case "undo" -> checkpoints.remove(words[1]);
                case "commit" -> files.add(words[1]);
                case "branch" -> assertThat(git.revParse(words[1] + "^")).isEqualTo(git.revParse("second"));
                case "case" ->
                    assertThat(git.revParse("refs/rr/cases/" + words[1])).isNotEmpty();
                default -> throw new AssertionError(line);
            }
        }
        assertThat(Duration.ofMillis(longest)).as("the longest wait").isLessThan(LONGEST_WAIT.multipliedBy(2));
        try (GitRepository repository = GitRepository.open(git.folder(), GitEnvironment.isolated())) {
            assertThat(repository.checkpoints().list())
                    .extracting(found -> found.name().value())
                    .containsExactlyInAnyOrderElementsOf(checkpoints);
            List<String> ids = repository.journal().operations(Integer.MAX_VALUE).stream()
                    .map(Operation::id)
                    .map(id -> id.value())
                    .toList();
            assertThat(ids)
                    .as("the journal, whole")
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, operations)
                            .mapToObj(number -> String.format(Locale.ROOT, "%06d", number))
                            .toList());
        }
        Set<String> committed = new TreeSet<>(git.lines("ls-tree", "-r", "--name-only", "main"));
        assertThat(committed).containsAll(commits);
        for (String branch : git.lines("for-each-ref", "--format=%(refname)", "refs/heads/linked-*")) {
            committed.addAll(git.lines("ls-tree", "-r", "--name-only", branch));
        }
        Set<String> gone = new TreeSet<>(files);
        gone.removeAll(committed);
        for (String path : gone) {
            // git commit reads the index before it locks it. What happens in between it writes over, with RR and with
            // another git alike; its commit is refused then, and when it is tried again the file is deleted in it.
            assertThat(git.run("log", "--all", "--diff-filter=D", "--format=%s", "--", path))
                    .as("who deleted " + path)
                    .startsWith("person-");
        }
        for (String tree : git.lines("worktree", "list", "--porcelain")) {
            if (tree.startsWith("worktree ")) {
                GitFixture one = GitFixture.in(Path.of(tree.substring("worktree ".length())));
                assertThat(one.lines("status", "--porcelain", "--untracked-files=all").stream()
                                .filter(line -> !gone.contains(line.substring("?? ".length()))))
                        .as(tree)
                        .isEmpty();
            }
        }
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(CrashScene.leftovers(git.folder())).isEmpty();
        return operations + " operations, " + refusals + " refusals that were tried again, longest call " + longest
                + " ms; " + commits.size() + " commits of a person, " + personRefusals
                + " of git's refusals tried again, " + collections + " git gc --prune=now";
    }

    /**
     * Runs a crowd of processes.
     *
     * @param arguments a folder to work in, how many processes, how many operations each
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int writers = Integer.parseInt(arguments[1]);
        Crowd crowd = in(folder, writers / 2);
        List<Process> processes = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            Path where = writer < writers / 2 ? linkedFolder(folder, writer) : crowd.folder();
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrowdProbe.class.getName(),
                            where.toString(),
                            String.valueOf(writer),
                            arguments[2])
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("writer-" + writer).toFile())
                    .start());
        }
        crowd.commitWhile(() -> processes.stream().anyMatch(Process::isAlive), true);
        List<String> reports = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            List<String> lines = Files.readAllLines(folder.resolve("writer-" + writer));
            assertThat(processes.get(writer).waitFor()).as(lines.toString()).isZero();
            reports.addAll(lines);
        }
        System.out.println(writers + " processes: " + crowd.check(reports));
    }
}
