package io.rollbackrecovery.git.internal.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

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

    /** As {@link #call}, without an answer. */
    public static void run(Action action) throws IOException {
        boolean done = call(() -> {
            action.run();
            return true;
        });
        assert done;
    }
}
