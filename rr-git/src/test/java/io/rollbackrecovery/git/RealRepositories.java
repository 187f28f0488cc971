package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Real repositories: real commits are reverted, checkpoints made and restored, sessions begun, with uncommitted work of
 * every kind lying about; then all of it is undone, and the repository is byte for byte as it began. Run as a program by
 * {@code src/test/scripts/real-repositories}; {@link RealRepositoriesTest} takes a generated one.
 */
final class RealRepositories {
    private final GitFixture git;
    private final Random random;
    private int clean;
    private int conflicts;
    private int refused;
    private int restores;

    private RealRepositories(GitFixture git, long seed) {
        this.git = git;
        this.random = new Random(seed);
    }

    /**
     * Works in a repository and takes all of it back.
     *
     * @param folder a clone that may be thrown away
     * @param reverts how many commits are reverted
     * @return what was done
     */
    static String workAndUndo(Path folder, int reverts) throws IOException {
        return new RealRepositories(GitFixture.in(folder), folder.getFileName().hashCode()).workAndUndo(reverts);
    }

    private String workAndUndo(int reverts) throws IOException {
        leaveUncommitted();
        Map<String, String> before = state();
        String faults = faults();
        int operations;
        List<String> commits = new ArrayList<>(git.lines("rev-list", "--no-merges", "--max-count=2000", "HEAD"));
        commits.removeAll(git.lines("rev-list", "--max-parents=0", "HEAD"));
        Collections.shuffle(commits, random);
        try (GitRepository repository = GitRepository.open(git.folder(), GitEnvironment.isolated())) {
            checkpoint(repository, 0);
            for (int i = 0; i < commits.size() && clean < reverts; i++) {
                revert(repository, commits.get(i));
                if (i % 10 == 4) {
                    checkpoint(repository, i);
                }
                if (i % 10 == 9) {
                    restore(repository);
                }
            }
            inASession(repository, commits);
            operations = repository.journal().operations(Integer.MAX_VALUE).size();
            undoAll(repository);
        }
        Map<String, String> after = state();
        for (String what : before.keySet()) {
            assertThat(after.get(what)).as(what).isEqualTo(before.get(what));
        }
        assertThat(after).hasSameSizeAs(before);
        assertThat(faults()).as("what git fsck finds, as before").isEqualTo(faults);
        assertThat(CrashScene.leftovers(git.path(".git/rr"))).isEmpty();
        return String.format(
                Locale.ROOT,
                "%d files, %s commits: %d operations (%d reverts, %d restores), all undone;"
                        + " %d commits conflict, %d reverts were refused",
                before.keySet().stream().filter(key -> key.startsWith("file ")).count(),
                git.run("rev-list", "--count", "HEAD"),
                operations,
                clean,
                restores,
                conflicts,
                refused);
    }

    /** Real histories have commits that git has learned to complain about; RR must not add any fault. */
    private String faults() {
        GitFixture.Result result = git.tryRun("fsck", "--strict", "--no-dangling", "--no-progress");
        return result.exit() + " " + result.out() + result.err();
    }

    private void revert(GitRepository repository, String commit) {
        Plan plan = repository.reverts().plan(RevertRequest.of(List.of(repository.require(commit))));
        if (!plan.isClean()) {
            conflicts++;
            return;
        }
        ApplyOutcome outcome = repository.apply(plan, ApplyOptions.safe().capturingWhatIsInTheWay(), RunContext.none());
        if (outcome.isApplied()) {
            clean++;
        } else {
            refused++;
        }
    }

    private void checkpoint(GitRepository repository, int number) {
        git.write("rr-real/untracked-" + number + ".txt", "captured " + number + "\n");
        repository.checkpoints().create(new CheckpointName("real-" + number));
        git.delete("rr-real/untracked-" + number + ".txt");
    }

    private void restore(GitRepository repository) {
        RestoreMode mode = random.nextBoolean() ? RestoreMode.NEW_COMMIT : RestoreMode.RESET;
        CheckpointName newest = repository.checkpoints().list().get(0).name();
        ApplyOutcome outcome = repository.apply(
                repository.checkpoints().planRestore(newest, mode),
                ApplyOptions.safe().capturingWhatIsInTheWay().allowingPublished(),
                RunContext.none());
        if (outcome.isApplied()) {
            restores++;
        } else {
            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(ApplyOutcome.Kind.NO_EFFECT);
        }
    }

    private void inASession(GitRepository repository, List<String> commits) {
        String begun = git.revParse("HEAD");
        repository.sessions().begin(SessionRequest.named("real"));
        for (String commit : commits.subList(Math.max(0, commits.size() - 20), commits.size())) {
            revert(repository, commit);
        }
        if (git.revParse("HEAD").equals(begun)) {
            return;
        }
        Plan back = repository
                .sessions()
                .planRevert(repository.sessions().list().get(0).id(), Keep.NOTHING);
        if (back.isClean()) {
            repository.apply(back, ApplyOptions.safe().capturingWhatIsInTheWay(), RunContext.none());
        }
    }

    private static void undoAll(GitRepository repository) {
        for (Optional<Plan> undo = repository.journal().planUndo();
                undo.isPresent();
                undo = repository.journal().planUndo()) {
            ApplyOutcome outcome = repository.apply(
                    undo.get(), ApplyOptions.safe().capturingWhatIsInTheWay().allowingPublished(), RunContext.none());
            assertThat(outcome.isApplied())
                    .as(outcome.message() + outcome.paths())
                    .isTrue();
        }
    }

    /** Edits, staged changes, a deletion, a new mode, untracked and ignored files, an untracked link. */
    private void leaveUncommitted() throws IOException {
        List<String> files = new ArrayList<>();
        for (String line : git.lines("ls-files", "--stage")) {
            String path = line.substring(line.indexOf('\t') + 1);
            if (line.startsWith("100644") && !path.startsWith("\"")) {
                files.add(path);
            }
        }
        Collections.shuffle(files, random);
        for (String file : files.subList(0, 5)) {
            Files.write(
                    git.path(file),
                    "\nedited, not committed\n".getBytes(StandardCharsets.UTF_8),
                    java.nio.file.StandardOpenOption.APPEND);
        }
        for (String file : files.subList(5, 8)) {
            git.write(file, "staged\n").run("add", file);
            git.write(file, "staged, then edited\n");
        }
        Files.delete(git.path(files.get(8)));
        git.run("rm", "-q", "--cached", files.get(9));
        Files.setPosixFilePermissions(git.path(files.get(10)), PosixFilePermissions.fromString("rwxr-x---"));
        git.run("update-index", "--assume-unchanged", files.get(11));
        git.write("rr-real/mine.txt", "untracked\n").write("rr-real/mine.log", "ignored, perhaps\n");
        Files.createSymbolicLink(git.path("rr-real/link"), Path.of("mine.txt"));
    }

    /** Refs but RR's own, HEAD, the index with stages and flags, files with permission bits, links. */
    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname)")) {
            if (!line.startsWith("refs/rr/")) {
                state.put("ref " + line, "");
            }
        }
        state.put("HEAD", git.read(".git/HEAD"));
        state.put("index", git.run("ls-files", "--stage", "-v"));
        state.put("status", git.run("status", "--porcelain", "--ignored"));
        state.put("diff", git.run("diff", "--raw", "--abbrev=40"));
        Path gitDir = git.path(".git");
        try (Stream<Path> files = Files.walk(git.folder())) {
            for (Path file : (Iterable<Path>) files.filter(path -> !path.startsWith(gitDir))::iterator) {
                String name = "file " + git.folder().relativize(file);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    state.put(
                            name,
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                    + digest(Files.readAllBytes(file)));
                } else if (Files.isSymbolicLink(file)) {
                    state.put(name, "-> " + Files.readSymbolicLink(file));
                }
            }
        }
        return state;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /**
     * Works in clones of repositories.
     *
     * @param arguments a folder to work in, how many commits are reverted in each, repositories
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int wrong = 0;
        for (String origin : List.of(arguments).subList(2, arguments.length)) {
            Path source = Path.of(origin).toAbsolutePath().normalize();
            String name = String.valueOf(source.getFileName()).replaceFirst("[.]git$", "");
            Path clone = folder.resolve(name);
            GitFixture.in(folder).run("clone", "-q", "--no-hardlinks", source.toString(), clone.toString());
            long start = System.nanoTime();
            String what;
            try {
                what = workAndUndo(clone, Integer.parseInt(arguments[1]));
            } catch (AssertionError | RuntimeException failed) {
                what = "FAILED " + failed;
                wrong++;
            }
            System.out.println(
                    "| " + origin + " | " + what + " | " + (System.nanoTime() - start) / 1_000_000_000 + " s |");
            CrashScene.delete(clone);
        }
        System.exit(wrong == 0 ? 0 : 1);
    }
}
