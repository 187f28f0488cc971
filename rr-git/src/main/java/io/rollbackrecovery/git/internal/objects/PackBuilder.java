package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.Uninterrupted;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes many objects as one pack: one sync instead of thousands, and no flood of loose files. Until it is finished the
 * pack has a name that no git looks at, and {@link Leftovers} removes it after a crash. Objects are stored whole, without
 * deltas: the next gc of git's makes them small. Not thread-safe.
 */
final class PackBuilder implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int CHUNK = 1 << 16;

    /** One object in the pack. */
    record Entry(ObjectId id, int type, long size, long offset, long dataAt, int crc) {}

    private final Path packFolder;
    private final Path temporary;
    private final Map<ObjectId, Entry> entries = new HashMap<>();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private @Nullable FileChannel channel;
    private long end = HEADER;
    /** What is not in the file yet: small objects do not cost a call of the system each. */
    private final byte[] waiting = new byte[CHUNK];

    private int waitingBytes;
    private long waitingAt;

    PackBuilder(Path objects) throws IOException {
        packFolder = objects.resolve("pack");
        Files.createDirectories(packFolder);
        temporary = packFolder.resolve(
                Leftovers.TEMPORARY + "pack_" + UUID.randomUUID()); // made by the first write, and not here,
        // where a failure would leave an open file to nobody
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean has(AnyObjectId id) {
        return entries.containsKey(id.toObjectId());
    }

    Optional<Entry> find(AnyObjectId id) {
        return Optional.ofNullable(entries.get(id.toObjectId()));
    }

    void resolve(Set<ObjectId> matches, AbbreviatedObjectId prefix) {
        entries.keySet().stream().filter(id -> prefix.prefixCompare(id) == 0).forEach(matches::add);
    }

    /** Adds an object whose id is known and not in the pack yet. */
    void add(ObjectId id, int type, byte[] bytes) throws IOException {
        long offset = end;
        CRC32 crc = new CRC32();
        long dataAt = append(offset, header(type, bytes.length), crc);
        deflater.reset();
        deflater.setInput(bytes);
        deflater.finish();
        end = deflate(dataAt, crc);
        entries.put(id, new Entry(id, type, bytes.length, offset, dataAt, (int) crc.getValue()));
    }

    /**
     * Adds an object from a stream of known length and answers its id. If {@code unless} says that it need not be
     * stored, what was written of it is taken back.
     */
    ObjectId add(int type, long length, InputStream in, Unless unless) throws IOException {
        MessageDigest hash = Constants.newMessageDigest();
        hash.update(Constants.encodedTypeString(type));
        hash.update((byte) ' ');
        hash.update(Constants.encodeASCII(length));
        hash.update((byte) 0);
        long offset = end;
        CRC32 crc = new CRC32();
        long dataAt = append(offset, header(type, length), crc);
        long at = dataAt;
        deflater.reset();
        byte[] chunk = new byte[CHUNK];
        long left = length;
        while (left > 0) {
            int count = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
            if (count == 0) {
                throw new EOFException("an object ends " + left + " bytes before its stated length");
            }
            hash.update(chunk, 0, count);
            deflater.setInput(chunk, 0, count);
            at = deflate(at, crc);
            left -= count;
        }
        deflater.finish();
        at = deflate(at, crc);
        ObjectId id = ObjectId.fromRaw(hash.digest());
        if (!entries.containsKey(id) && !unless.isStored(id)) {
            entries.put(id, new Entry(id, type, length, offset, dataAt, (int) crc.getValue()));
            end = at;
        }
        return id;
    }

    /** Answers whether an object is stored already. */
    @FunctionalInterface
    interface Unless {
        boolean isStored(ObjectId id) throws IOException;
    }

    /** Opens the bytes of an object that was added. */
    InputStream open(Entry entry) {
        return new Inflated(entry);
    }

    /**
     * Puts the pack and its index in place, synced.
     *
     * @param keep the content of a {@code .keep} file that is put beside the pack first, so that no gc takes it
     * @return the pack's path
     */
    Path finish(Optional<String> keep) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEADER);
        head.put(new byte[] {'P', 'A', 'C', 'K'})
                .putInt(2)
                .putInt(entries.size())
                .flip();
        writeAt(0, head);
        byte[] checksum = checksum();
        writeAt(end, ByteBuffer.wrap(checksum));
        writeWaiting();
        Uninterrupted.run(temporary, () -> {
            FileChannel ready = channel();
            ready.truncate(end + checksum.length);
            ready.force(true);
        });
        closeChannel();
        String name = "pack-" + ObjectId.fromRaw(checksum).name();
        Path pack = packFolder.resolve(name + ".pack");
        Path index = packFolder.resolve(name + ".idx");
        Path temporaryIndex = packFolder.resolve(Leftovers.TEMPORARY + "idx_" + UUID.randomUUID());
        try {
            Durable.write(temporaryIndex, index(checksum));
            if (keep.isPresent()) {
                // Whole or not at all: without its note nobody could tell after a crash whose the file is.
                keep(packFolder.resolve(name + ".keep"), Constants.encode(keep.get()));
            }
            FilePermissions.makeReadOnly(temporary);
            FilePermissions.makeReadOnly(temporaryIndex);
            // Each is on the disk whole; one sync of the folder makes their names last before any ref needs them.
            move(temporary, pack);
            move(temporaryIndex, index); // git uses a pack from the moment that its index is there
            Durable.syncFolder(packFolder);
        } finally {
            Files.deleteIfExists(temporaryIndex);
        }
        return pack;
    }

    private void keep(Path file, byte[] note) throws IOException {
        Path unfinished = packFolder.resolve(Leftovers.TEMPORARY + "keep_" + UUID.randomUUID());
        try {
            Durable.write(unfinished, note);
            move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives up what was not finished. */
    @Override
    public void close() throws IOException {
        deflater.end();
        closeChannel();
        Files.deleteIfExists(temporary);
    }

    private byte[] checksum() throws IOException {
        MessageDigest hash = Constants.newMessageDigest();
        for (long at = 0; at < end; ) {
            byte[] chunk = readAt(at, (int) Math.min(1 << 20, end - at));
            hash.update(chunk);
            at += chunk.length;
        }
        return hash.digest();
    }

    private byte[] index(byte[] packChecksum) {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort((a, b) -> a.id().compareTo(b.id()));
        int large = (int) sorted.stream()
                .filter(entry -> entry.offset() > Integer.MAX_VALUE)
                .count();
        ByteBuffer out = ByteBuffer.allocate(8 + 1024 + sorted.size() * 28 + large * 8 + 40);
        out.putInt(0xff744f63).putInt(2);
        int[] fanout = new int[256];
        sorted.forEach(entry -> fanout[entry.id().getFirstByte()]++);
        int sum = 0;
        for (int count : fanout) {
            sum += count;
            out.putInt(sum);
        }
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        for (Entry entry : sorted) {
            entry.id().copyRawTo(raw, 0);
            out.put(raw);
        }
        sorted.forEach(entry -> out.putInt(entry.crc()));
        int nextLarge = 0;
        for (Entry entry : sorted) {
            out.putInt(entry.offset() > Integer.MAX_VALUE ? 0x80000000 | nextLarge++ : (int) entry.offset());
        }
        for (Entry entry : sorted) {
            if (entry.offset() > Integer.MAX_VALUE) {
                out.putLong(entry.offset());
            }
        }
        out.put(packChecksum);
        MessageDigest hash = Constants.newMessageDigest();
        hash.update(out.array(), 0, out.position());
        out.put(hash.digest());
        return out.array();
    }

    private static byte[] header(int type, long size) {
        byte[] bytes = new byte[12];
        int length = 0;
        long rest = size >>> 4;
        bytes[length++] = (byte) ((rest > 0 ? 0x80 : 0) | type << 4 | (int) (size & 15));
        while (rest > 0) {
            bytes[length++] = (byte) ((rest > 0x7f ? 0x80 : 0) | (int) (rest & 0x7f));
            rest >>>= 7;
        }
        return java.util.Arrays.copyOf(bytes, length);
    }

    private long append(long at, byte[] bytes, CRC32 crc) throws IOException {
        crc.update(bytes);
        writeAt(at, ByteBuffer.wrap(bytes));
        return at + bytes.length;
    }

    private long deflate(long from, CRC32 crc) throws IOException {
        byte[] out = new byte[CHUNK];
        long at = from;
        while (!deflater.finished()) {
            int count = deflater.deflate(out);
            if (count == 0) {
                break;
            }
            crc.update(out, 0, count);
            writeAt(at, ByteBuffer.wrap(out, 0, count));
            at += count;
        }
        return at;
    }

    private FileChannel channel() throws IOException {
        FileChannel ready = channel;
        if (ready == null || !ready.isOpen()) {
            ready = FileChannel.open(
                    temporary, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = ready;
        }
        return ready;
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void writeAt(long position, ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        if (position != waitingAt + waitingBytes || count > waiting.length - waitingBytes) {
            writeWaiting();
            waitingAt = position;
        }
        if (count > waiting.length) {
            writeThrough(position, bytes);
            waitingAt = position + count;
        } else {
            bytes.duplicate().get(waiting, waitingBytes, count);
            waitingBytes += count;
        }
    }

    private void writeWaiting() throws IOException {
        if (waitingBytes > 0) {
            writeThrough(waitingAt, ByteBuffer.wrap(waiting, 0, waitingBytes));
            waitingAt += waitingBytes;
            waitingBytes = 0;
        }
    }

    private void writeThrough(long position, ByteBuffer bytes) throws IOException {
        Uninterrupted.run(temporary, () -> {
            ByteBuffer buffer = bytes.duplicate();
            int start = buffer.position();
            FileChannel ready = channel();
            while (buffer.hasRemaining()) {
                ready.write(buffer, position + buffer.position() - start);
            }
        });
    }

    private byte[] readAt(long position, int length) throws IOException {
        writeWaiting();
        return Uninterrupted.call(temporary, () -> {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            FileChannel ready = channel();
            while (buffer.hasRemaining()) {
                if (ready.read(buffer, position + buffer.position()) < 0) {
                    throw new EOFException(temporary + " is shorter than was written");
                }
            }
            return buffer.array();
        });
    }

    /** The bytes of an object, read back from the unfinished pack. */
    private final class Inflated extends InputStream {
        private final Inflater inflater = new Inflater();
        private long at;
        private long left;

        Inflated(Entry entry) {
            at = entry.dataAt();
            left = entry.size();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            try {
                int count = 0;
                while (count == 0 && length > 0) {
                    if (inflater.needsInput()) {
                        byte[] chunk = readAt(at, (int) Math.min(CHUNK, end - at));
                        inflater.setInput(chunk);
                        at += chunk.length;
                    }
                    count = inflater.inflate(into, offset, (int) Math.min(length, left));
                }
                left -= count;
                return count;
            } catch (DataFormatException broken) {
                throw new IOException(temporary + " is not what was written", broken);
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
