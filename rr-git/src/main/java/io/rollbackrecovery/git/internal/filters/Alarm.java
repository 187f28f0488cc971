package io.rollbackrecovery.git.internal.filters;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Kills a program, and all that it started, unless it is closed in time: then who reads from it finds the end. */
final class Alarm implements AutoCloseable {
    private final CompletableFuture<Boolean> inTime = new CompletableFuture<>();
    private volatile boolean rang;

    private Alarm() {}

    static Alarm set(Process process, Duration limit) {
        Alarm alarm = new Alarm();
        alarm.inTime.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            alarm.rang = true;
            kill(process);
            return false;
        });
        return alarm;
    }

    /** Tells whether it was too late. */
    boolean rang() {
        return rang;
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        inTime.complete(true);
    }
}
