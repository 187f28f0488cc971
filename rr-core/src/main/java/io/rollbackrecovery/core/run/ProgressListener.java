package io.rollbackrecovery.core.run;

/** Hears how far a long call is. Called from the thread that works; should be quick. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Hears of a step. An exception thrown here is contained: it does not stop the call.
     *
     * @param progress where the call is
     */
    void onProgress(Progress progress);
}
