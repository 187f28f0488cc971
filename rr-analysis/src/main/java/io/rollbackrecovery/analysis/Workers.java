package io.rollbackrecovery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Works on a long list in pieces, with the help of the caller's executor if there is one. */
final class Workers {
    private static final int SMALLEST_PIECE = 32;
    private static final int LARGEST_PIECE = 1024;

    private final Optional<Executor> executor;
    private final int threads;

    Workers(Optional<Executor> executor, int threads) {
        this.executor = executor;
        this.threads = threads;
    }

    static Workers alone() {
        return new Workers(Optional.empty(), 1);
    }

    /**
     * Works on the numbers from 0 on.
     *
     * @param count how many numbers there are
     * @param piece works on those from the first to before the second; called in several threads
     */
    void each(int count, BiConsumer<Integer, Integer> piece) {
        int size = Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, count / (4 * threads) + 1));
        if (executor.isEmpty() || threads == 1 || count <= 2 * size) {
            piece.accept(0, count);
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int from = next.getAndAdd(size); from < count; from = next.getAndAdd(size)) {
                piece.accept(from, Math.min(count, from + size));
            }
        };
        List<FutureTask<Boolean>> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            FutureTask<Boolean> helper = new FutureTask<>(work, true);
            try {
                executor.get().execute(helper);
                helpers.add(helper);
            } catch (RejectedExecutionException busy) {
                // Who has no time does not help: the calling thread does all of it then.
                break;
            }
        }
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                next.set(count);
            }
            helpers.forEach(Workers::await);
        }
    }

    /** Waits for a helper; one that has not begun has nothing left to do. */
    private static void await(FutureTask<Boolean> helper) {
        helper.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    helper.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException thrown) {
            return thrown;
        }
        if (e.getCause() instanceof Error thrown) {
            throw thrown;
        }
        return new IllegalStateException(e);
    }
}
