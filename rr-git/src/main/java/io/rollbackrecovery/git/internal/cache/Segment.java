package io.rollbackrecovery.git.internal.cache;

import io.rollbackrecovery.git.internal.files.Uninterrupted;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of the cache, open for reading. Entries are found by a table in memory, 28 bytes for each. Thread-safe. */
final class Segment implements AutoCloseable {
    // Entries are asked for in about the order in which they were written, so one read serves many.
    private static final int WINDOW = 1 << 18;

    private final Path path;
    private final long size;
    private final int count;
    private final ByteBuffer rows;
    private final int[] table;
    private @Nullable FileChannel channel;
    private byte[] window = new byte[0];
    private long windowAt;
    private boolean used;

    private Segment(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
        this.count = entries();
        this.rows = ByteBuffer.wrap(read(SegmentFormat.HEAD, count * SegmentFormat.ROW));
        this.table = new int[Integer.highestOneBit(Math.max(4, count)) * 4];
        for (int row = 0; row < count; row++) {
            int slot = slot(hash(row));
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = row + 1;
        }
    }

    /** Opens a file; fails if it is none of the cache's, or is damaged beyond its entries. */
    static Segment open(Path path) throws IOException {
        return Uninterrupted.call(path, () -> {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            boolean opened = false;
            try {
                Segment segment = new Segment(path, channel);
                opened = true;
                return segment;
            } finally {
                if (!opened) {
                    channel.close();
                }
            }
        });
    }

    private int entries() throws IOException {
        for (long at : new long[] {0, size - SegmentFormat.HEAD}) {
            if (at >= 0 && at + SegmentFormat.HEAD <= size) {
                int entries = SegmentFormat.entries(read(at, SegmentFormat.HEAD));
                if (entries >= 0 && entries <= (size - 2 * SegmentFormat.HEAD) / SegmentFormat.ROW) {
                    return entries;
                }
            }
        }
        throw new IOException("no file of RR's cache, or a damaged one: " + path);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    int count() {
        return count;
    }

    /** Whether anything was found here. */
    synchronized boolean used() {
        return used;
    }

    private long hash(int row) {
        return rows.getLong(row * SegmentFormat.ROW);
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & table.length - 1;
    }

    /** What was looked for: found, not there, or there and damaged. */
    record Found(Optional<byte[]> value, boolean damaged) {
        private static final Found NOTHING = new Found(Optional.empty(), false);
    }

    synchronized Found find(byte[] key, long hash) throws IOException {
        boolean damaged = false;
        for (int slot = slot(hash); table[slot] != 0; slot = slot + 1 & table.length - 1) {
            int row = table[slot] - 1;
            if (hash(row) == hash) {
                Optional<byte[]> entry = entry(row);
                damaged |= entry.isEmpty();
                int from = entry.map(bytes -> SegmentFormat.valueOf(bytes, key)).orElse(-1);
                if (from >= 0) {
                    used = true;
                    byte[] bytes = entry.orElseThrow();
                    return new Found(Optional.of(Arrays.copyOfRange(bytes, from, bytes.length)), false);
                }
            }
        }
        return damaged ? new Found(Optional.empty(), true) : Found.NOTHING;
    }

    /** The bytes of an entry with its key; empty if it is damaged. */
    synchronized Optional<byte[]> entry(int row) throws IOException {
        int at = rows.getInt(row * SegmentFormat.ROW + 8);
        int length = rows.getInt(row * SegmentFormat.ROW + 12);
        if (at < SegmentFormat.HEAD || length < 2 || length > size - SegmentFormat.HEAD - at) {
            return Optional.empty();
        }
        if (at < windowAt || at + length > windowAt + window.length) {
            window = read(at, (int) Math.min(size - at, Math.max(length, WINDOW)));
            windowAt = at;
        }
        int from = (int) (at - windowAt);
        byte[] entry = Arrays.copyOfRange(window, from, from + length);
        boolean whole = SegmentFormat.checksum(entry, 0, length) == rows.getInt(row * SegmentFormat.ROW + 16);
        return whole ? Optional.of(entry) : Optional.empty();
    }

    private byte[] read(long from, int length) throws IOException {
        return Uninterrupted.call(path, () -> {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining()) {
                if (open().read(buffer, from + buffer.position()) < 0) {
                    throw new EOFException(path + " is shorter than it was");
                }
            }
            return buffer.array();
        });
    }

    /** The channel; opened anew if the interrupt of a thread closed it. */
    private FileChannel open() throws IOException {
        FileChannel ready = channel;
        if (ready == null) {
            throw new ClosedChannelException();
        }
        if (!ready.isOpen()) {
            ready = FileChannel.open(path, StandardOpenOption.READ);
            channel = ready;
        }
        return ready;
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel closing = channel;
        channel = null;
        window = new byte[0];
        if (closing != null) {
            closing.close();
        }
    }
}
