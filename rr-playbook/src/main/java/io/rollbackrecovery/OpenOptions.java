package io.rollbackrecovery;

import io.rollbackrecovery.git.DiskCache;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What {@link RollbackRecovery} may use beside the repository. Immutable. */
public final class OpenOptions {
    private static final OpenOptions DEFAULTS =
            new OpenOptions(Optional.empty(), DiskCache.USUAL_BYTES, Optional.empty(), 1);

    private final Optional<Path> cacheFolder;
    private final long cacheBytes;
    private final Optional<Executor> executor;
    private final int threads;

    private OpenOptions(Optional<Path> cacheFolder, long cacheBytes, Optional<Executor> executor, int threads) {
        this.cacheFolder = cacheFolder;
        this.cacheBytes = cacheBytes;
        this.executor = executor;
        this.threads = threads;
    }

    /**
     * Gives the options without anything: reading writes nothing, in one thread.
     *
     * @return the options
     */
    public static OpenOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the folder in which RR keeps what it read of files and how they are linked, so that the next process need not
     * do it again. It may serve many repositories and processes at once, and be deleted at any time. It need not exist.
     *
     * @param folder a folder of the user's own, outside of what others can write
     * @return options with it
     */
    public OpenOptions withCache(Path folder) {
        return withCache(folder, DiskCache.USUAL_BYTES);
    }

    /**
     * Sets the folder as {@link #withCache(Path)} does, and how large it may become.
     *
     * @param folder a folder of the user's own, outside of what others can write
     * @param mostBytes about how many bytes it may take; beyond that, what was not used for the longest time goes
     * @return options with it
     * @throws IllegalArgumentException if {@code mostBytes} is negative
     */
    public OpenOptions withCache(Path folder, long mostBytes) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("a cache of " + mostBytes + " bytes");
        }
        return new OpenOptions(Optional.of(folder), mostBytes, executor, threads);
    }

    /**
     * Sets who helps where many files are read at once. The calling thread works too, and alone where the executor
     * takes no work.
     *
     * @param helper runs some tasks, of a few seconds at most
     * @param atOnce how many threads work at most, the calling one among them; at least 1
     * @return options with it
     * @throws IllegalArgumentException if {@code atOnce} is less than 1
     */
    public OpenOptions withExecutor(Executor helper, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException(atOnce + " threads");
        }
        return new OpenOptions(cacheFolder, cacheBytes, Optional.of(helper), atOnce);
    }

    Optional<DiskCache> openCache(InstantSource clock) {
        return cacheFolder.map(folder -> DiskCache.open(folder, cacheBytes, clock));
    }

    Optional<Executor> executor() {
        return executor;
    }

    int threads() {
        return threads;
    }
}
