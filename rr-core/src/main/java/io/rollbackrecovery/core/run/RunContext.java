package io.rollbackrecovery.core.run;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caller gives along with a long call: who hears of its progress, how it is cancelled, how long it may take.
 * Immutable; a context can be used for many calls.
 */
public final class RunContext {
    private static final RunContext NONE = new RunContext(progress -> {}, new Cancellation(), Optional.empty(), 0);

    private final ProgressListener listener;
    private final Cancellation cancellation;
    private final Optional<Duration> limit;
    private final long startNanos;

    private RunContext(
            ProgressListener listener, Cancellation cancellation, Optional<Duration> limit, long startNanos) {
        this.listener = listener;
        this.cancellation = cancellation;
        this.limit = limit;
        this.startNanos = startNanos;
    }

    /**
     * Gives a context that nobody listens to, that is never cancelled and has no limit.
     *
     * @return the shared context
     */
    public static RunContext none() {
        return NONE;
    }

    /**
     * Sets who hears of progress.
     *
     * @param newListener the listener; its exceptions are contained
     * @return a context with it
     */
    public RunContext withListener(ProgressListener newListener) {
        return new RunContext(newListener, cancellation, limit, startNanos);
    }

    /**
     * Sets the switch that cancels.
     *
     * @param newCancellation the switch
     * @return a context with it
     */
    public RunContext withCancellation(Cancellation newCancellation) {
        return new RunContext(listener, newCancellation, limit, startNanos);
    }

    /**
     * Sets how long calls may take together, from now on. A call that is over its limit ends as if cancelled.
     *
     * @param newLimit the time from now
     * @return a context with it
     */
    public RunContext withLimit(Duration newLimit) {
        return new RunContext(listener, cancellation, Optional.of(newLimit), System.nanoTime());
    }

    /**
     * Gives the switch, so that a call can register what has to be stopped.
     *
     * @return the switch; never thrown for {@link #none()}
     */
    public Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Gives the time that is left.
     *
     * @return the time until the limit, not negative; empty if there is no limit
     */
    public Optional<Duration> remaining() {
        return limit.map(whole -> {
            Duration left = whole.minusNanos(System.nanoTime() - startNanos);
            return left.isNegative() ? Duration.ZERO : left;
        });
    }

    /**
     * Tells whether the work should stop.
     *
     * @return true if cancelled or over the limit
     */
    public boolean isCancelled() {
        return cancellation.isCancelled() || remaining().map(Duration::isZero).orElse(false);
    }

    /**
     * Stops the work if it should stop. Called between steps, before anything is moved.
     *
     * @throws RrException {@code CANCELLED}
     */
    public void throwIfCancelled() {
        if (cancellation.isCancelled()) {
            throw new RrException(ErrorCode.CANCELLED, "the call was cancelled", "");
        }
        if (isCancelled()) {
            throw new RrException(ErrorCode.CANCELLED, "the time limit of the call has passed", "give it more time");
        }
    }

    /**
     * Tells the listener where the work is.
     *
     * @param task what is being done
     * @param done how many units are done
     * @param total how many there are; 0 if that is not known
     */
    public void report(String task, long done, long total) {
        try {
            listener.onProgress(new Progress(task, done, total));
        } catch (RuntimeException contained) {
            // A listener must not be able to break an operation half-way: its exceptions end here, by contract.
        }
    }
}
