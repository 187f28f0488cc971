package io.rollbackrecovery.git.internal.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * Runs file work that an interrupt of the thread must not tear: an NIO channel closes itself when its thread is
 * interrupted, in the middle of a write. The work is repeated from its start then, and the interrupt is kept for the
 * caller.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Work on files that may be started again from its beginning. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work. */
        T run() throws IOException;
    }

    /** Work on files without an answer that may be started again from its beginning. */
    @FunctionalInterface
    public interface Action {
        /** Does the work. */
        void run() throws IOException;
    }

    /** Runs the work, again if an interrupt closed its channel, and restores the thread's interrupt afterwards. */
    public static <T> T call(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException closed) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #call(Work)}; a failure names the file that the work is about. */
    public static <T> T call(Path file, Work<T> work) throws IOException {
        try {
            return call(work);
        } catch (IOException failed) {
            throw IoProblem.at(file, failed);
        }
    }

    /** As {@link #call(Path, Work)}, without an answer. */
    public static void run(Path file, Action action) throws IOException {
        try {
            run(action);
        } catch (IOException failed) {
            throw IoProblem.at(file, failed);
        }
    }

    /** As {@link #call(Work)}, without an answer. */
    public static void run(Action action) throws IOException {
        boolean done = call(() -> {
            action.run();
            return true;
        });
        assert done;
    }
}
