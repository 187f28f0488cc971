package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.objects.PageCache.Page;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that never changes while it exists (a pack or its index), read page by page through the store's cache. An
 * interrupted thread closes the channel it reads from; the file is opened again then, and the interrupt kept.
 * Thread-safe.
 */
final class PagedFile {
    private static final int MOST_ATTEMPTS = 100;

    private final Path path;
    private final long size;
    private final PageCache cache;
    private final OpenFiles openFiles;
    private @Nullable FileChannel channel;

    PagedFile(Path path, long size, PageCache cache, OpenFiles openFiles) {
        this.path = path;
        this.size = size;
        this.cache = cache;
        this.openFiles = openFiles;
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Answers the page that holds a position. */
    Page pageAt(long position) throws IOException {
        long number = position / PageCache.PAGE_SIZE;
        Page page = cache.find(this, number);
        if (page == null) {
            long start = number * PageCache.PAGE_SIZE;
            if (position < 0 || position >= size) {
                throw new EOFException(path + " ends before " + position);
            }
            page = new Page(this, number, load(start, (int) Math.min(PageCache.PAGE_SIZE, size - start)));
            cache.add(page);
        }
        return page;
    }

    /** Fills a whole array from a position on. */
    void read(long position, byte[] into, int offset, int length) throws IOException {
        long from = position;
        int to = offset;
        int left = length;
        while (left > 0) {
            Page page = pageAt(from);
            int start = (int) (from % PageCache.PAGE_SIZE);
            int count = Math.min(left, page.bytes().length - start);
            System.arraycopy(page.bytes(), start, into, to, count);
            from += count;
            to += count;
            left -= count;
        }
    }

    int readByte(long position) throws IOException {
        return pageAt(position).bytes()[(int) (position % PageCache.PAGE_SIZE)] & 0xff;
    }

    int readInt(long position) throws IOException {
        int start = (int) (position % PageCache.PAGE_SIZE);
        byte[] bytes = pageAt(position).bytes();
        if (start + 4 <= bytes.length) {
            return (bytes[start] & 0xff) << 24
                    | (bytes[start + 1] & 0xff) << 16
                    | (bytes[start + 2] & 0xff) << 8
                    | bytes[start + 3] & 0xff;
        }
        return readByte(position) << 24
                | readByte(position + 1) << 16
                | readByte(position + 2) << 8
                | readByte(position + 3);
    }

    /** Reads past the cache. */
    byte[] load(long start, int length) throws IOException {
        byte[] bytes = new byte[length];
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    fill(open(), start, bytes);
                    return bytes;
                } catch (ClosedByInterruptException closed) {
                    interrupted = true;
                    Thread.interrupted();
                } catch (ClosedChannelException closed) {
                    // another thread was interrupted, or the handle was given up: open again
                    if (attempt == MOST_ATTEMPTS) {
                        throw closed;
                    }
                }
            }
        } catch (IOException failed) {
            throw IoProblem.at(path, failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void fill(FileChannel from, long start, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (from.read(buffer, start + buffer.position()) < 0) {
                throw new EOFException(path + " is shorter than " + size + " bytes");
            }
        }
    }

    private FileChannel open() throws IOException {
        FileChannel opened;
        synchronized (this) {
            if (channel != null && channel.isOpen()) {
                return channel;
            }
            opened = FileChannel.open(path, StandardOpenOption.READ);
            channel = opened;
        }
        openFiles.opened(this);
        return opened;
    }

    /** Gives up the handle; a later read opens the file again. */
    void closeHandle() throws IOException {
        FileChannel closing;
        synchronized (this) {
            closing = channel;
            channel = null;
        }
        openFiles.closed(this);
        if (closing != null) {
            closing.close();
        }
    }
}
