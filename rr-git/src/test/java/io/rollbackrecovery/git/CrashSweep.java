package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Kills an operation, or lets a system call of it fail, at one place after the other, and checks after each that it has
 * happened or has not. {@link CrashTest} takes a sample; run as a program by
 * {@code src/test/scripts/crash-sweep} it takes every place.
 */
final class CrashSweep {
    private static final int KILLED = 128 + 9;
    private static final int ATTEMPTS = 3;

    private final ProbeJvm probe;
    private final Path folder;
    private final String operation;
    private final Path template;
    private final Map<String, String> before;
    private final Map<String, String> after;
    private final List<CrashPlace> places;

    private int runs;
    private int happened;
    private int missed;
    private final List<String> findings = new ArrayList<>();

    private CrashSweep(ProbeJvm probe, Path folder, String operation) throws Exception {
        this.probe = probe;
        this.folder = folder;
        this.operation = operation;
        this.template = folder.resolve("template");
        Files.createDirectories(folder);
        CrashScene.prepare(operation, GitFixture.init(template));
        this.before = CrashScene.state(template);
        CrashScene.age(template);
        Path finished = CrashScene.copy(template, folder.resolve("finished"));
        Path log = folder.resolve("calls.txt");
        ProbeJvm.Ended ended = probe.strace(finished, operation, List.of("-e", CrashPlace.TRACE), Optional.of(log));
        assertThat(ended.exit()).as(operation + " itself: " + ended.output()).isZero();
        this.places = CrashPlace.read(log, finished);
        this.after = CrashScene.state(finished);
        assertThat(after).isNotEqualTo(before);
    }

    /** Prepares a sweep of one operation; the operation runs once, to learn its places. */
    static CrashSweep of(ProbeJvm probe, Path folder, String operation) throws Exception {
        return new CrashSweep(probe, folder, operation);
    }

    /** Makes the JVM that all sweeps start. */
    static ProbeJvm probe(Path folder) throws Exception {
        Path training = folder.resolve("training");
        CrashScene.prepare("restore", GitFixture.init(training));
        return ProbeJvm.in(folder, training, "restore");
    }

    /**
     * Where a kill makes a difference: before each call that changes something. What a kill after a call leaves is what
     * a kill before the next one leaves, and a sync changes nothing that a kill, as opposed to a power loss, would show.
     */
    List<CrashPlace> killPlaces() {
        return places(CrashPlace.Kind.CHANGES);
    }

    List<CrashPlace> places(CrashPlace.Kind... kinds) {
        return places.stream()
                .filter(place -> Arrays.asList(kinds).contains(place.kind()))
                .toList();
    }

    /** Takes some of a list, the same ones each time. */
    static <T> List<T> sample(List<T> all, int most, long seed) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        return List.copyOf(shuffled.subList(0, Math.min(most, shuffled.size())));
    }

    /** Kills before a call; the victim is recovered and compared. What is wrong goes into {@link #findings()}. */
    void kill(CrashPlace place) throws Exception {
        check("killed at " + place, victim -> {
            if (!killed(place, victim)) {
                return false;
            }
            recovered(victim);
            return true;
        });
    }

    private boolean killed(CrashPlace place, Path victim) throws Exception {
        List<String> kill = List.of("-e", CrashPlace.TRACE, "-e", place.inject("signal=KILL"));
        ProbeJvm.Ended ended = probe.strace(victim, operation, kill, Optional.empty());
        assertThat(ended.exit()).as("killed; else: " + ended.output()).isIn(0, KILLED);
        return ended.exit() == KILLED;
    }

    /** Kills, runs a gc that prunes at once, and recovers only then; what the journal lists can all be undone. */
    void killThenCollect(CrashPlace place) throws Exception {
        check("killed at " + place + ", then git gc", victim -> {
            if (!killed(place, victim)) {
                return false;
            }
            // A lock that the kill left may keep it from packing refs: it ends with an error then, and has pruned or
            // not.
            GitFixture git = GitFixture.in(victim);
            git.tryRun("gc", "--quiet", "--prune=now");
            recover(victim);
            git.run("gc", "--quiet", "--prune=now");
            undoAll(victim);
            CrashScene.assertSound(victim);
            return true;
        });
    }

    /** Kills, and lets somebody write a file before the recovery; it stays, and git tells it from what is committed. */
    void killThenEdit(CrashPlace place, String path, String content) throws Exception {
        check("killed at " + place + ", then edited", victim -> {
            if (!killed(place, victim)) {
                return false;
            }
            GitFixture git = GitFixture.in(victim);
            git.write(path, content);
            try (GitRepository repository = CrashScene.open(victim)) {
                repository.doctor().recover();
            }
            assertThat(git.read(path)).isEqualTo(content);
            assertThat(git.run("status", "--porcelain", "--", path)).isNotEmpty();
            return true;
        });
    }

    /** Undoes all that the journal lists, newest first, as far as the person's own commits of the scene allow. */
    private void undoAll(Path victim) {
        try (GitRepository repository = CrashProbe.openFor(operation, victim, CrashScene.EARLIER)) {
            for (Optional<Plan> undo = repository.journal().planUndo();
                    undo.isPresent();
                    undo = repository.journal().planUndo()) {
                ApplyOutcome outcome =
                        repository.apply(undo.get(), ApplyOptions.safe().capturingWhatIsInTheWay(), RunContext.none());
                if (outcome.kind() == ApplyOutcome.Kind.MOVED_ON) {
                    return;
                }
                assertThat(outcome.isApplied()).as(outcome.message()).isTrue();
            }
        }
    }

    /** Kills at a time, counted from the process's start; or it has ended by then. */
    void killAfter(long millis) throws Exception {
        check("killed after " + millis + " ms", victim -> {
            ProbeJvm.Ended ended = probe.killAfter(victim, operation, millis);
            assertThat(ended.exit()).as(ended.output()).isIn(0, KILLED);
            boolean was = recovered(victim);
            if (ended.exit() == 0) {
                assertThat(was).as("happened, since it ended").isTrue();
            }
            return true;
        });
    }

    private int randomKills(int count) throws Exception {
        long start = System.nanoTime();
        Path victim = CrashScene.copy(template, folder.resolve("victim"));
        probe.killAfter(victim, operation, Long.MAX_VALUE);
        CrashScene.delete(victim);
        long whole = (System.nanoTime() - start) / 1_000_000;
        Random random = new Random(operation.hashCode());
        for (int i = 0; i < count; i++) {
            int found = findings.size();
            killAfter(whole / 4 + random.nextLong(Math.max(1, whole)));
            show(found);
        }
        return count;
    }

    /**
     * Lets a call fail.
     *
     * @param fault what strace injects, as {@link #faults} says
     */
    void fail(Fault fault) throws Exception {
        check(fault.toString(), victim -> {
            Path log = folder.resolve("fault.txt");
            List<String> expressions = new ArrayList<>(List.of("-e", CrashPlace.TRACE));
            fault.injections().forEach(one -> expressions.addAll(List.of("-e", one)));
            ProbeJvm.Ended ended = probe.strace(victim, operation, expressions, Optional.of(log));
            List<String> failed = Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.contains("(INJECTED)"))
                    .toList();
            if (failed.stream().noneMatch(line -> line.contains(victim.toString()))) {
                return false;
            }
            assertThat(ended.exit())
                    .as("a way to end that RR has words for; else: " + ended.output())
                    .isIn(0, 3, 4);
            String[] said = (ended.output() + "\n ").split("\n", 3);
            if (ended.exit() != 0) {
                assertThat(said[1]).as("message").isNotBlank();
                assertThat(said[2]).as("hint, after: " + said[1]).isNotBlank();
                assertThat(said[0]).as(said[1]).isNotEqualTo("INTERNAL");
            }
            if (fault.leavesLocksRemovable()) {
                assertThat(CrashScene.leftovers(victim))
                        .as("locks, with " + ended.output())
                        .noneMatch(file -> file.endsWith(".lock"));
                CrashScene.commitAsPerson(GitFixture.in(CrashScene.copy(victim, folder.resolve("person"))));
                CrashScene.delete(folder.resolve("person"));
            }
            boolean saidDone = ended.exit() == 0 || ended.output().contains("has happened");
            boolean was = recovered(victim);
            assertThat(was).as("happened; it said: " + ended.output()).isEqualTo(saidDone);
            return true;
        });
    }

    /**
     * A system call that fails, once, or with all like it from there on.
     *
     * @param what for people
     * @param injections for strace
     * @param leavesLocksRemovable false if it keeps RR itself from deleting its files
     */
    record Fault(String what, List<String> injections, boolean leavesLocksRemovable) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final Map<String, List<String>> ERRORS = Map.ofEntries(
            Map.entry("write", List.of("ENOSPC", "EIO", "EDQUOT")),
            Map.entry("pwrite64", List.of("ENOSPC", "EIO")),
            Map.entry("openat", List.of("ENOSPC", "EACCES", "EROFS")),
            Map.entry("mkdir", List.of("ENOSPC", "EACCES", "EROFS")),
            Map.entry("link", List.of("ENOSPC", "EACCES", "EROFS")),
            Map.entry("symlink", List.of("ENOSPC", "EACCES")),
            Map.entry("rename", List.of("EACCES", "EIO", "ENOSPC")),
            Map.entry("unlink", List.of("EACCES", "EIO")),
            Map.entry("rmdir", List.of("EACCES")),
            Map.entry("chmod", List.of("EPERM", "EROFS")),
            Map.entry("fsync", List.of("EIO", "ENOSPC")),
            Map.entry("ftruncate", List.of("EIO")));
    private static final List<String> THAT_FILL = List.of("write", "pwrite64", "mkdir", "link", "symlink", "ftruncate");
    private static final List<String> THAT_WRITE =
            List.of("write", "pwrite64", "mkdir", "link", "symlink", "ftruncate", "rename", "unlink", "rmdir", "chmod");

    /** All faults of one kind: {@code once}, {@code full}, {@code readonly}, {@code read}. */
    List<Fault> faults(String kind) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            CrashPlace place = places.get(i);
            boolean reads = place.kind() == CrashPlace.Kind.READS;
            if (kind.equals("once") && !reads) {
                for (String error : ERRORS.getOrDefault(place.call(), List.of("EIO"))) {
                    boolean deletes = List.of("unlink", "unlinkat", "rmdir").contains(place.call());
                    faults.add(new Fault(error + " at " + place, List.of(place.inject("error=" + error)), !deletes));
                }
            } else if (kind.equals("read") && reads) {
                faults.add(new Fault("EIO at " + place, List.of(place.inject("error=EIO")), true));
            } else if (kind.equals("full") && THAT_FILL.contains(place.call())) {
                faults.add(new Fault("full disk from " + place, from(i, THAT_FILL, "ENOSPC"), true));
            } else if (kind.equals("readonly") && THAT_WRITE.contains(place.call())) {
                faults.add(new Fault("read-only from " + place, from(i, THAT_WRITE, "EROFS"), false));
            }
        }
        return faults;
    }

    /** Lets all calls of some names fail, from one place of the operation on. */
    private List<String> from(int start, List<String> calls, String error) {
        List<String> injections = new ArrayList<>();
        for (String call : calls) {
            places.subList(start, places.size()).stream()
                    .filter(place -> place.call().equals(call))
                    .findFirst()
                    .ifPresent(place -> injections.add(place.inject("error=" + error) + "+"));
        }
        return injections;
    }

    /** Answers whether the operation has happened. */
    private boolean recovered(Path victim) throws IOException {
        boolean has = recover(victim);
        CrashScene.assertSound(victim);
        return has;
    }

    private boolean recover(Path victim) throws IOException {
        try (GitRepository repository = CrashScene.open(victim)) {
            repository.doctor().recover();
        }
        Map<String, String> now = CrashScene.state(victim);
        boolean has = !now.equals(before);
        if (has) {
            assertThat(now)
                    .as("as after the operation, since it is not as before")
                    .isEqualTo(after);
            happened++;
        }
        return has;
    }

    private interface Trial {
        /** Answers whether the call was met: a JVM does not make the very same calls each time. */
        boolean met(Path victim) throws Exception;
    }

    private void check(String when, Trial trial) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path victim = CrashScene.copy(template, folder.resolve("victim"));
            try {
                if (trial.met(victim)) {
                    runs++;
                    return;
                }
            } catch (AssertionError | RuntimeException wrong) {
                runs++;
                findings.add(operation + ", " + when + ": " + wrong);
                return;
            } finally {
                CrashScene.delete(victim);
                CrashScene.delete(folder.resolve("person"));
            }
        }
        missed++;
    }

    /** At how many places the call was not met in three runs, so that nothing was killed and nothing failed. */
    int missed() {
        return missed;
    }

    /** How often an operation was killed, or a call failed. */
    int runs() {
        return runs;
    }

    /** How often the operation had happened nevertheless. */
    int happened() {
        return happened;
    }

    /** What went wrong, one text for each. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /**
     * Sweeps as a program.
     *
     * @param arguments a folder to work in; {@code kill}, {@code gc}, {@code random}, or a kind of fault as in {@link #faults}; how many places of
     *     each operation, {@code all} or a number, which takes a seeded sample; and operations (none: all)
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String kind = arguments[1];
        int most = arguments[2].equals("all") ? Integer.MAX_VALUE : Integer.parseInt(arguments[2]);
        CrashScene.delete(folder);
        ProbeJvm probe = probe(Files.createDirectories(folder.resolve("probe")));
        List<String> named = List.of(arguments).subList(3, arguments.length);
        int wrong = 0;
        System.out.println("| operation | places | runs | not met | old state | new state | findings | seconds |");
        for (String operation : named.isEmpty() ? CrashScene.OPERATIONS : named) {
            long start = System.nanoTime();
            CrashSweep sweep = of(probe, folder.resolve(operation), operation);
            int places = switch (kind) {
                case "kill", "gc" -> sweep.kills(kind, most);
                case "random" -> sweep.randomKills(most);
                default -> sweep.faults(kind, most);
            };
            wrong += sweep.findings().size();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %d | %d |%n",
                    operation,
                    places,
                    sweep.runs(),
                    sweep.missed(),
                    sweep.runs() - sweep.happened(),
                    sweep.happened(),
                    sweep.findings().size(),
                    (System.nanoTime() - start) / 1_000_000_000);
        }
        System.exit(wrong == 0 ? 0 : 1);
    }

    private int kills(String kind, int most) throws Exception {
        List<CrashPlace> all = killPlaces();
        for (CrashPlace place : sample(all, most, operation.hashCode())) {
            int found = findings.size();
            if (kind.equals("gc")) {
                killThenCollect(place);
            } else {
                kill(place);
            }
            show(found);
        }
        return all.size();
    }

    private int faults(String kind, int most) throws Exception {
        List<Fault> all = faults(kind);
        for (Fault fault : sample(all, most, operation.hashCode())) {
            int found = findings.size();
            fail(fault);
            show(found);
        }
        return all.size();
    }

    @SuppressWarnings("SystemOut")
    private void show(int from) {
        findings.stream().skip(from).forEach(System.out::println);
    }
}
