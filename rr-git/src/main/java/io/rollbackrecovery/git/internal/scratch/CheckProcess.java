package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.run.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command of a check, without a shell and in the calling thread alone: its input is empty, its two outputs are
 * one, and the end of them is kept. However it ends, no process that it started is left.
 */
final class CheckProcess {
    private static final int LOG_LIMIT = 256 << 10;
    private static final long POLL_MILLIS = 10;
    private static final int MOST_READS = 64;

    private final Check check;
    private final Path folder;
    private final String mark;
    private final RunContext context;
    private final LogTail log = new LogTail(LOG_LIMIT);
    /** What shells answer for a program that is not there, or that they may not execute. */
    private static final int NOT_FOUND = 127;

    private static final int CANNOT_EXECUTE = 126;

    private final byte[] buffer = new byte[16 << 10];

    private CheckProcess(Check check, Path folder, String mark, RunContext context) {
        this.check = check;
        this.folder = folder;
        this.mark = mark;
        this.context = context;
    }

    /**
     * Runs it.
     *
     * @param inherited the variables that it inherits
     * @param mark what marks its processes as those of this scratch
     * @throws RrException {@code BAD_REQUEST} if the program cannot be started, {@code CANCELLED}
     * @throws IOException if its output cannot be read
     */
    static CheckRun run(Check check, Path folder, Map<String, String> inherited, String mark, RunContext context)
            throws IOException {
        return new CheckProcess(check, folder, mark, context).run(inherited);
    }

    private CheckRun run(Map<String, String> inherited) throws IOException {
        Optional<CheckRun> absent = programOfTheRevisionIsAbsent();
        if (absent.isPresent()) {
            return absent.get();
        }
        ProcessBuilder builder =
                new ProcessBuilder(check.command()).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(inherited);
        variables.put("PWD", folder.toString());
        variables.remove("OLDPWD");
        variables.putAll(check.environment());
        variables.put(ProcessTree.MARK, mark);
        long start = System.nanoTime();
        Process process = start(builder);
        try (InputStream output = process.getInputStream()) {
            boolean ended;
            Duration duration;
            try {
                process.getOutputStream().close();
                ended = follow(process, output, start);
                duration = Duration.ofNanos(System.nanoTime() - start);
            } finally {
                ProcessTree.kill(process.toHandle(), mark);
            }
            while (drain(output)) {
                context.throwIfCancelled();
            }
            OptionalInt exit = ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
            Verdict verdict = ended ? Verdict.ofExitCode(process.exitValue()) : Verdict.BAD;
            return new CheckRun(verdict, exit, duration, log.text(), log.isCut());
        }
    }

    /**
     * A program that belongs to the revision may not be in it, or not be executable: then the run ends as it would in a
     * shell, with 127 or 126, and the search goes on. A program that is named from outside must be there.
     */
    private Optional<CheckRun> programOfTheRevisionIsAbsent() {
        String program = check.command().get(0);
        if (program.indexOf('/') < 0 || Path.of(program).isAbsolute()) {
            return Optional.empty();
        }
        Path file = folder.resolve(program);
        if (Files.isExecutable(file) && !Files.isDirectory(file)) {
            return Optional.empty();
        }
        int exit = Files.exists(file) ? CANNOT_EXECUTE : NOT_FOUND;
        String log = program + (exit == NOT_FOUND ? ": not found in this revision\n" : ": cannot be executed\n");
        return Optional.of(new CheckRun(Verdict.ofExitCode(exit), OptionalInt.of(exit), Duration.ZERO, log, false));
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "the program of the check cannot be started: " + failed.getMessage(),
                    "Name a program that is in PATH or in the revision; what only a shell knows needs 'sh -c ...'.",
                    failed);
        }
    }

    /** Reads along until the process has ended; answers whether it ended in time. */
    private boolean follow(Process process, InputStream output, long start) throws IOException {
        try {
            while (true) {
                boolean more = drain(output);
                context.throwIfCancelled();
                if (check.timeout().isPresent()
                        && System.nanoTime() - start >= check.timeout().get().toNanos()) {
                    return false;
                }
                if (process.waitFor(more ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RrException(ErrorCode.CANCELLED, "the thread was interrupted while a check ran", "", interrupted);
        }
    }

    /** Takes what is there, a bounded amount of it; never waits for more. */
    private boolean drain(InputStream output) throws IOException {
        int reads = 0;
        for (int there = output.available(); there > 0 && reads < MOST_READS; there = output.available()) {
            int count = output.read(buffer, 0, Math.min(there, buffer.length));
            if (count < 0) {
                break;
            }
            log.add(buffer, count);
            reads++;
        }
        return reads == MOST_READS;
    }
}
