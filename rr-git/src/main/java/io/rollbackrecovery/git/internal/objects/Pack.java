package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.FileStamp;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.jspecify.annotations.Nullable;

/**
 * One pack (gitformat-pack(5)): whole objects, and objects as deltas of others in it by offset or by id. Thread-safe;
 * what a thread needs while reading is in its {@link ReadContext}.
 */
final class Pack {
    /** zlib makes at most 1032 bytes out of one; a header that claims more is damage, not a reason to allocate. */
    private static final long MOST_INFLATION = 1032;

    private static final int LONGEST_CHAIN = 10_000;
    private static final int TRAILER = 20;

    /** What stands before an object's data; {@code base} is the delta base's offset, or -1. */
    private record Header(int type, long size, long dataAt, long base) {
        boolean isDelta() {
            return base >= 0;
        }
    }

    private final PagedFile file;
    private final PagedFile indexFile;
    private final FileStamp stamp;
    private volatile @Nullable PackIndex index;

    Pack(PagedFile file, PagedFile indexFile, FileStamp stamp) {
        this.file = file;
        this.indexFile = indexFile;
        this.stamp = stamp;
    }

    Path path() {
        return file.path();
    }

    FileStamp stamp() {
        return stamp;
    }

    PackIndex index() throws IOException {
        PackIndex loaded = index;
        if (loaded == null) {
            loaded = new PackIndex(indexFile);
            index = loaded;
        }
        return loaded;
    }

    void close() throws IOException {
        file.closeHandle();
        indexFile.closeHandle();
    }

    /** Answers the object that begins at an offset, as a stream if it is larger than a threshold. */
    ObjectLoader open(ReadContext context, AnyObjectId id, long offset, int streamThreshold) throws IOException {
        Header header = header(offset);
        if (!header.isDelta() && header.size() > streamThreshold) {
            long dataAt = header.dataAt();
            return new LargeObject(
                    id.copy(), header.type(), header.size(), () -> new InflaterInputStream(new Bytes(dataAt)));
        }
        Body body = body(context, offset);
        return new ObjectLoader.SmallObject(body.type(), body.bytes());
    }

    /** Answers the size of the object that begins at an offset, without reading all of it. */
    long size(ReadContext context, long offset) throws IOException {
        Header header = header(offset);
        if (!header.isDelta()) {
            return header.size();
        }
        return Delta.resultSize(inflate(context, header.dataAt(), header.size(), Math.min(header.size(), 20)));
    }

    /** Answers the type of the object that begins at an offset, without reading its data. */
    int type(long offset) throws IOException {
        Header header = header(offset);
        for (int steps = 0; header.isDelta(); steps++) {
            requireChain(steps, offset);
            header = header(header.base());
        }
        return header.type();
    }

    private Body body(ReadContext context, long offset) throws IOException {
        Deque<byte[]> deltas = new ArrayDeque<>();
        Deque<Long> offsets = new ArrayDeque<>();
        long at = offset;
        Body body = context.base(this, at);
        while (body == null) {
            Header header = header(at);
            byte[] bytes = inflate(context, header.dataAt(), header.size(), header.size());
            if (header.isDelta()) {
                requireChain(deltas.size(), offset);
                deltas.push(bytes);
                offsets.push(at);
                at = header.base();
                body = context.base(this, at);
            } else {
                body = new Body(header.type(), bytes);
                if (!deltas.isEmpty()) {
                    context.keepBase(this, at, body);
                }
            }
        }
        while (!deltas.isEmpty()) {
            body = new Body(body.type(), Delta.apply(body.bytes(), deltas.pop()));
            context.keepBase(this, offsets.pop(), body);
        }
        return body;
    }

    private void requireChain(int steps, long offset) throws IOException {
        if (steps > LONGEST_CHAIN) {
            throw damaged("an endless chain of deltas", offset);
        }
    }

    private Header header(long offset) throws IOException {
        if (offset < 12 || offset >= file.size() - TRAILER) {
            throw damaged("an object outside of the file", offset);
        }
        long at = offset;
        int part = file.readByte(at++);
        int type = part >> 4 & 7;
        long size = part & 15;
        for (int shift = 4; (part & 0x80) != 0; shift += 7) {
            if (shift > 60) {
                throw damaged("a size that is too long", offset);
            }
            part = file.readByte(at++);
            size |= (long) (part & 0x7f) << shift;
        }
        switch (type) {
            case Constants.OBJ_COMMIT, Constants.OBJ_TREE, Constants.OBJ_BLOB, Constants.OBJ_TAG -> {
                return new Header(type, size, at, -1);
            }
            case Constants.OBJ_OFS_DELTA -> {
                part = file.readByte(at++);
                long back = part & 0x7f;
                while ((part & 0x80) != 0) {
                    part = file.readByte(at++);
                    back = back + 1 << 7 | part & 0x7f;
                    if (back < 0 || back > offset) {
                        throw damaged("a delta base before the file", offset);
                    }
                }
                if (back <= 0 || back > offset) {
                    throw damaged("a delta base outside of the file", offset);
                }
                return new Header(type, size, at, offset - back);
            }
            case Constants.OBJ_REF_DELTA -> {
                byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
                file.read(at, raw, 0, raw.length);
                long base = index().offsetOf(ObjectId.fromRaw(raw));
                if (base < 0) {
                    throw damaged("a delta whose base " + ObjectId.fromRaw(raw).name() + " is missing", offset);
                }
                return new Header(type, size, at + raw.length, base);
            }
            default -> throw damaged("an object of unknown type " + type, offset);
        }
    }

    /** Inflates the first bytes of a stream, and checks its end where these are all. */
    private byte[] inflate(ReadContext context, long from, long size, long wanted) throws IOException {
        if (size > Integer.MAX_VALUE - 8 || size > (file.size() - from) * MOST_INFLATION) {
            throw damaged("an object of impossible size " + size, from);
        }
        Inflater inflater = context.inflater();
        byte[] out = new byte[(int) wanted];
        int done = 0;
        long at = from;
        byte[] beyond = new byte[1];
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    byte[] page = file.pageAt(at).bytes();
                    int start = (int) (at % PageCache.PAGE_SIZE);
                    inflater.setInput(page, start, page.length - start);
                    at += page.length - start;
                }
                if (done == out.length) {
                    if (wanted < size) {
                        return out;
                    }
                    if (inflater.inflate(beyond, 0, 1) > 0) {
                        throw damaged("more bytes than an object has", from);
                    }
                } else {
                    done += inflater.inflate(out, done, out.length - done);
                }
                if (inflater.needsDictionary()) {
                    throw damaged("a stream with a dictionary", from);
                }
            }
        } catch (DataFormatException broken) {
            throw damaged("a broken stream", from, broken);
        } catch (EOFException cut) {
            throw damaged("a stream that ends too early", from, cut);
        }
        if (done < wanted) {
            throw damaged("fewer bytes than an object has", from);
        }
        return out;
    }

    private CorruptObjectException damaged(String what, long offset) {
        return new CorruptObjectException("pack " + file.path() + " has " + what + " at " + offset);
    }

    private CorruptObjectException damaged(String what, long offset, Throwable cause) {
        CorruptObjectException exception = damaged(what, offset);
        exception.initCause(cause);
        return exception;
    }

    /** The pack's bytes from a position on, past the cache: large objects must not empty it. */
    private final class Bytes extends InputStream {
        private static final int CHUNK = 1 << 16;

        private long at;
        private byte[] chunk = new byte[0];
        private int next;

        Bytes(long start) {
            at = start;
        }

        @Override
        public int read() throws IOException {
            return fill() ? chunk[next++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, chunk.length - next);
            System.arraycopy(chunk, next, into, offset, count);
            next += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (next == chunk.length) {
                if (at >= file.size()) {
                    return false;
                }
                chunk = file.load(at, (int) Math.min(CHUNK, file.size() - at));
                at += chunk.length;
                next = 0;
            }
            return true;
        }
    }
}
