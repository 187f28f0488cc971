package io.rollbackrecovery.git.internal.cache;

import io.rollbackrecovery.git.internal.cache.SegmentFolder.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache of files that are never changed. Safe for several threads, and for several processes on one folder. */
public final class SegmentCache {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentCache.class);
    private static final long MOST_PENDING = 8L << 20;
    private static final int LARGEST_ENTRY = 4 << 20;
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration RECENT = Duration.ofHours(1);

    private final SegmentFolder folder;
    private final long mostBytes;
    private final InstantSource clock;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<Path, Instant> lastUsed = new HashMap<>();
    private final Map<String, byte[]> pending = new LinkedHashMap<>();
    private long pendingBytes;
    private boolean listed;
    private boolean wrote;
    private boolean closed;
    private long hits;
    private long misses;
    private long puts;
    private long damaged;
    private long failures;

    /** A cache in a folder. */
    public SegmentCache(Path folder, long mostBytes, InstantSource clock) {
        this(new SegmentFolder(folder, mostBytes, clock), mostBytes, clock);
    }

    SegmentCache(SegmentFolder folder, long mostBytes, InstantSource clock) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** How often what happened, see {@link io.rollbackrecovery.git.DiskCache.Statistics}. */
    public record Counts(long hits, long misses, long puts, long damaged, long failures) {}

    /** What became of the calls so far. */
    public synchronized Counts counts() {
        return new Counts(hits, misses, puts, damaged, failures);
    }

    /** Looks for a value. */
    public synchronized Optional<byte[]> get(String key) {
        byte[] waiting = pending.get(key);
        Optional<byte[]> found = waiting == null ? onDisk(key) : Optional.of(waiting);
        if (found.isPresent()) {
            hits++;
        } else {
            misses++;
        }
        return found;
    }

    private Optional<byte[]> onDisk(String key) {
        if (!listed && !closed) {
            list();
        }
        byte[] bytes = SegmentFormat.key(key);
        long hash = SegmentFormat.hash(bytes);
        for (int i = 0; i < segments.size(); i++) {
            try {
                Segment.Found found = segments.get(i).find(bytes, hash);
                damaged += found.damaged() ? 1 : 0;
                if (found.value().isPresent()) {
                    return found.value();
                }
            } catch (IOException failed) {
                failed("read", failed);
                close(segments.remove(i--));
            }
        }
        return Optional.empty();
    }

    /**
     * Opens all files. A folder that is read while another process makes one file of several may show neither the new
     * one nor those that are gone; so it is read until nothing is new.
     */
    private void list() {
        listed = true;
        Set<Path> seen = new HashSet<>();
        try {
            openNew(seen);
            for (int attempt = 1; attempt < MOST_ATTEMPTS && openNew(seen); attempt++) {
                LOG.debug("Others write to the cache {}", folder.folder());
            }
        } catch (IOException failed) {
            failed("list", failed);
        }
    }

    /** Opens the files that were not seen before; whether there were any. */
    private boolean openNew(Set<Path> seen) throws IOException {
        boolean any = false;
        for (Listed one : folder.list()) {
            if (!seen.add(one.path())) {
                continue;
            }
            any = true;
            try {
                segments.add(Segment.open(one.path()));
                lastUsed.put(one.path(), one.lastUsed());
            } catch (NoSuchFileException merged) {
                LOG.debug("Gone from the cache: {}", one.path());
            } catch (IOException unreadable) {
                damaged++;
                LOG.debug("No file of the cache: {}", one.path(), unreadable);
            }
        }
        return any;
    }

    /** Keeps a value. */
    public synchronized void put(String key, byte[] value) {
        int room = value.length + key.length();
        if (closed || room > LARGEST_ENTRY || key.length() > SegmentFormat.LONGEST_KEY / 3 || room > mostBytes) {
            return;
        }
        puts++;
        if (pending.put(key, value) == null) {
            pendingBytes += room;
        }
        if (pendingBytes > MOST_PENDING) {
            flush();
        }
    }

    /** Writes what was put. */
    public synchronized void flush() {
        if (pending.isEmpty()) {
            return;
        }
        List<byte[]> entries = new ArrayList<>(pending.size());
        pending.forEach((key, value) -> entries.add(SegmentFormat.entry(SegmentFormat.key(key), value)));
        pending.clear();
        pendingBytes = 0;
        try {
            folder.write(entries);
            wrote = true;
        } catch (IOException failed) {
            failed("write", failed);
        }
        // What was written has to be found again; the other files are open already.
        segments.forEach(this::close);
        segments.clear();
        listed = false;
    }

    /** Writes what was put, and sees to it that the folder does not grow without end. */
    public synchronized void close() {
        if (closed) {
            return;
        }
        List<Path> useful =
                segments.stream().filter(Segment::used).map(Segment::path).toList();
        flush();
        closed = true;
        segments.forEach(this::close);
        segments.clear();
        try {
            Instant recently = clock.instant().minus(RECENT);
            for (Path path : useful) {
                if (lastUsed.getOrDefault(path, Instant.MIN).isBefore(recently)) {
                    folder.touch(path);
                }
            }
            if (wrote) {
                folder.tidy();
            }
        } catch (IOException failed) {
            failed("tidy", failed);
        }
    }

    private void close(Segment segment) {
        try {
            segment.close();
        } catch (IOException failed) {
            failed("close", failed);
        }
    }

    private void failed(String what, IOException why) {
        failures++;
        LOG.debug("Could not {} the cache {}", what, folder.folder(), why);
    }
}
