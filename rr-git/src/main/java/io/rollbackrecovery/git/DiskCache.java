package io.rollbackrecovery.git;

import io.rollbackrecovery.core.source.ContentCache;
import io.rollbackrecovery.git.internal.cache.SegmentCache;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps what was computed from contents in a folder, so that the next process need not compute it again. The folder can
 * be shared by any number of processes and repositories, and deleted at any time; what is in it tells about code, so it
 * should be the user's own. It is made, readable by its owner only, once there is something to keep.
 *
 * <p>Values are gathered in memory, 8 MiB at most, and written as one new file then and by {@link #close()}. A process
 * that is killed loses what it has not written. Every entry has a checksum: a damaged one is as one that was never
 * there. No failure to read or write the folder is an exception; {@link #statistics()} counts them. Thread-safe.
 */
public final class DiskCache implements ContentCache, AutoCloseable {
    /** How many bytes a cache holds where nobody says otherwise: 512 MiB. */
    public static final long USUAL_BYTES = 512L << 20;

    private final SegmentCache segments;

    private DiskCache(SegmentCache segments) {
        this.segments = segments;
    }

    /**
     * Opens a cache. Reads and writes nothing yet.
     *
     * @param folder the folder, which need not exist
     * @param mostBytes about how many bytes its files may take; when there are more, those that were of no use for the
     *     longest time are deleted
     * @param clock tells when an entry was of use
     * @return the cache
     * @throws IllegalArgumentException if {@code mostBytes} is negative
     */
    public static DiskCache open(Path folder, long mostBytes, InstantSource clock) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("a cache of " + mostBytes + " bytes");
        }
        return new DiskCache(new SegmentCache(folder, mostBytes, clock));
    }

    /**
     * What became of a cache's calls so far.
     *
     * @param hits how often a value was found
     * @param misses how often none was
     * @param puts how many values were given to keep
     * @param damaged how many entries or files were damaged
     * @param failures how often the folder could not be read or written
     */
    public record Statistics(long hits, long misses, long puts, long damaged, long failures) {}

    /**
     * Tells what became of the calls so far.
     *
     * @return the counts of this object, not of the folder
     */
    public Statistics statistics() {
        SegmentCache.Counts counts = segments.counts();
        return new Statistics(counts.hits(), counts.misses(), counts.puts(), counts.damaged(), counts.failures());
    }

    @Override
    public Optional<byte[]> get(String key) {
        return segments.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        segments.put(key, value);
    }

    /** Writes what was put and not written yet. */
    public void flush() {
        segments.flush();
    }

    /** Writes what was put, and gives up all file handles. Idempotent; a later call finds nothing and keeps nothing. */
    @Override
    public void close() {
        segments.close();
    }
}
