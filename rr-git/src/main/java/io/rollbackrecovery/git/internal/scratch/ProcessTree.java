package io.rollbackrecovery.git.internal.scratch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the processes of a check, all of them. Children are found by their parents, and on Linux also by a variable
 * that the check's command was started with and that its children inherit: a child whose parent has died, or that has
 * made itself a daemon, is found by that alone.
 */
final class ProcessTree {
    /** The variable that marks the processes of a scratch. */
    static final String MARK = "RR_SCRATCH";

    private static final Path PROC = Path.of("/proc");
    private static final int MOST_ROUNDS = 200;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private ProcessTree() {}

    /** Kills a process and all that it started, and waits until they are gone. */
    static void kill(ProcessHandle root, String id) {
        Set<ProcessHandle> known = new HashSet<>(Set.of(root));
        kill(known, id);
    }

    /** Kills the processes that carry the mark of a scratch, and waits until they are gone. */
    static void killMarked(String id) {
        kill(new HashSet<>(), id);
    }

    private static void kill(Set<ProcessHandle> known, String id) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            for (ProcessHandle handle : Set.copyOf(known)) {
                handle.descendants().forEach(known::add);
            }
            known.addAll(marked(id));
            known.removeIf(handle -> !isRunning(handle));
            if (known.isEmpty()) {
                return;
            }
            known.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static boolean isRunning(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    /** A zombie is dead, but stays in the table until its parent asks; in a container nobody may ever ask. */
    private static boolean isZombie(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat"))
                .map(stat -> stat.startsWith(") Z ", stat.lastIndexOf(')')))
                .orElse(false);
    }

    private static Set<ProcessHandle> marked(String id) {
        Set<ProcessHandle> found = new HashSet<>();
        if (!Files.exists(PROC.resolve("self").resolve("environ"))) {
            return found;
        }
        long self = ProcessHandle.current().pid();
        String mark = "\0" + MARK + "=" + id + "\0";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(String.valueOf(process.getFileName()));
                if (pid != self
                        && read(process.resolve("environ"))
                                .filter(environ -> ("\0" + environ).contains(mark))
                                .isPresent()) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException unlistable) {
            return found; // then the children found by their parents are all there are
        }
        return found;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }
}
