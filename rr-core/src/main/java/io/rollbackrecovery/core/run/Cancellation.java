package io.rollbackrecovery.core.run;

import java.util.ArrayList;
import java.util.List;

/** A switch that asks running calls to stop. It can be thrown once, from any thread. Thread-safe. */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Makes a switch that has not been thrown. */
    public Cancellation() {}

    /** Asks all calls that were given this switch to stop. Further calls have no effect. */
    public void cancel() {
        List<Runnable> due;
        synchronized (actions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Tells whether the switch was thrown.
     *
     * @return true once {@link #cancel()} was called
     */
    public boolean isCancelled() {
        synchronized (actions) {
            return cancelled;
        }
    }

    /**
     * Registers what is to be done on cancellation, for example to kill a child process. It runs in the thread that
     * cancels; at once, if that has happened already.
     *
     * @param action quick, and without exceptions
     * @return closes the registration; the action does not run any more
     */
    public Registration onCancel(Runnable action) {
        synchronized (actions) {
            if (!cancelled) {
                actions.add(action);
                return () -> {
                    synchronized (actions) {
                        actions.remove(action);
                    }
                };
            }
        }
        action.run();
        return () -> {};
    }

    /** A registered action. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Takes the action back. Idempotent. */
        @Override
        void close();
    }
}
