package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckRunner;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Runs checks in scratch work trees, outside the user's. Each run has a clean checkout of its own; the folders are
 * reused from run to run and removed by {@link #close()}, or by the next RR if this process is killed. Nothing is
 * written to the user's repository.
 *
 * <p>Thread-safe: runs that are under way at once have a scratch each. A command gets no shell; it sees the variables
 * that the environment hands on ({@link GitEnvironment#commandVariables()}) and those of the check, none of git's that
 * point at a repository, and {@code RR_SCRATCH}, by which the processes that it leaves behind are found and killed when
 * it ends. A function cannot be stopped from outside: one that comes back after the time limit is {@code BAD} all the
 * same.
 */
public final class ScratchCheckRunner implements CheckRunner, AutoCloseable {
    private final RepositoryAccess repository;
    private final ScratchSpace space;
    private final Map<String, String> inherited;
    private final Deque<Scratch> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * Makes a runner. Nothing is written before the first run.
     *
     * @param repository the repository, which is borrowed; its environment says what commands inherit
     * @param temporary where scratch folders are made; it is made if need be, and lies outside every work tree
     */
    public ScratchCheckRunner(RepositoryAccess repository, Path temporary) {
        this.repository = repository;
        this.space = new ScratchSpace(temporary, repository.environment());
        this.inherited = Map.copyOf(repository.environment().commandVariables());
    }

    @Override
    public CheckRun run(CheckTarget target, Check check, RunContext context) {
        context.throwIfCancelled();
        try {
            Scratch scratch = take();
            try {
                Path folder = scratch.checkOut(target);
                context.throwIfCancelled();
                return check.function().isPresent()
                        ? call(check.function().get(), check, folder)
                        : CheckProcess.run(check, folder, inherited, scratch.id(), context);
            } finally {
                giveBack(scratch);
            }
        } catch (ClosedByInterruptException interrupted) {
            throw new RrException(
                    ErrorCode.CANCELLED, "the thread was interrupted while a check was prepared", "", interrupted);
        } catch (IOException failed) {
            throw Failures.of("run the check '" + check.name() + "' in a scratch work tree", failed);
        }
    }

    private static CheckRun call(Check.Function function, Check check, Path folder) {
        long start = System.nanoTime();
        Verdict verdict;
        String log = "";
        try {
            verdict = function.judge(folder);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RrException(ErrorCode.CANCELLED, "the thread was interrupted in a check", "", interrupted);
        } catch (Exception failed) {
            if (failed instanceof RrException cancelled && cancelled.code() == ErrorCode.CANCELLED) {
                throw cancelled;
            }
            verdict = Verdict.ABORT;
            log = failed.toString();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        boolean late =
                check.timeout().map(limit -> duration.compareTo(limit) > 0).orElse(false);
        return new CheckRun(late ? Verdict.BAD : verdict, OptionalInt.empty(), duration, log, false);
    }

    private Scratch take() throws IOException {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException("the repository is closed");
            }
            Scratch scratch = idle.poll();
            if (scratch != null) {
                return scratch;
            }
        }
        return Scratch.open(space, repository);
    }

    private void giveBack(Scratch scratch) throws IOException {
        synchronized (idle) {
            if (!closed) {
                idle.push(scratch);
                return;
            }
        }
        scratch.close();
    }

    /**
     * Removes the scratch folders; those of runs that are under way follow when they end. Idempotent.
     *
     * @throws RrException if one cannot be removed; the next RR tries again
     */
    @Override
    public void close() {
        Deque<Scratch> unused;
        synchronized (idle) {
            closed = true;
            unused = new ArrayDeque<>(idle);
            idle.clear();
        }
        for (Scratch scratch : unused) {
            try {
                scratch.close();
            } catch (IOException failed) {
                throw Failures.of("remove a scratch work tree", failed);
            }
        }
    }
}
