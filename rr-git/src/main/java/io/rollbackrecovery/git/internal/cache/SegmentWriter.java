package io.rollbackrecovery.git.internal.cache;

import io.rollbackrecovery.git.internal.files.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a file of the cache beside its place and renames it, so that nobody ever sees half of one. Nothing is synced:
 * what a power loss damages is found by its checksum and costs computing it again.
 */
final class SegmentWriter {
    private static final int CHUNK = 1 << 16;

    private SegmentWriter() {}

    /**
     * Writes entries.
     *
     * @param temporary a path of the caller's own in the folder
     * @param place where the file is to be
     * @param entries {@linkplain SegmentFormat#entry entries}, less than 2 GiB together
     */
    static void write(Path temporary, Path place, List<byte[]> entries) throws IOException {
        boolean written = false;
        try {
            Uninterrupted.run(temporary, () -> {
                try (FileChannel channel = FileChannel.open(
                        temporary,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
                    write(channel, entries);
                }
            });
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static void write(FileChannel channel, List<byte[]> entries) throws IOException {
        byte[] head = SegmentFormat.head(entries.size());
        ByteBuffer rows = ByteBuffer.allocate(entries.size() * SegmentFormat.ROW);
        int at = head.length + rows.capacity();
        for (byte[] entry : entries) {
            int keyLength = ByteBuffer.wrap(entry).getShort();
            byte[] key = new byte[keyLength];
            System.arraycopy(entry, 2, key, 0, keyLength);
            rows.putLong(SegmentFormat.hash(key)).putInt(at).putInt(entry.length);
            rows.putInt(SegmentFormat.checksum(entry, 0, entry.length));
            at += entry.length;
        }
        put(channel, ByteBuffer.wrap(head));
        put(channel, rows.flip());
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (byte[] entry : entries) {
            if (entry.length > chunk.remaining()) {
                put(channel, chunk.flip());
                chunk.clear();
            }
            if (entry.length > chunk.capacity()) {
                put(channel, ByteBuffer.wrap(entry));
            } else {
                chunk.put(entry);
            }
        }
        put(channel, chunk.flip());
        put(channel, ByteBuffer.wrap(head));
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
