package io.rollbackrecovery.git.internal.objects;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The pages of pack and index files that one store keeps in memory: a table of fixed size without locks, in which a new
 * page takes the place of an older one with the same slot. It costs nothing until it is used and is dropped with its
 * store. Thread-safe.
 */
final class PageCache {
    /** The size of a page; the last one of a file is shorter. */
    static final int PAGE_SIZE = 1 << 14;

    private static final int WAYS = 4;

    /** One page of one file. */
    static final class Page {
        private final PagedFile file;
        private final long number;
        private final byte[] bytes;

        Page(PagedFile file, long number, byte[] bytes) {
            this.file = file;
            this.number = number;
            this.bytes = bytes;
        }

        PagedFile file() {
            return file;
        }

        long number() {
            return number;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private final AtomicReferenceArray<@Nullable Page> slots;

    /** Makes a cache of at most this many bytes, rounded to whole pages. */
    PageCache(long bytes) {
        int sets = Integer.highestOneBit((int) Math.max(16, Math.min(bytes / PAGE_SIZE / WAYS, 1 << 16)));
        slots = new AtomicReferenceArray<>(sets * WAYS);
    }

    @Nullable
    Page find(PagedFile file, long number) {
        int first = firstSlot(file, number);
        for (int i = first; i < first + WAYS; i++) {
            Page page = slots.get(i);
            if (page != null && page.file() == file && page.number() == number) {
                return page;
            }
        }
        return null;
    }

    void add(Page page) {
        int first = firstSlot(page.file(), page.number());
        for (int i = first + WAYS - 1; i > first; i--) {
            slots.set(i, slots.get(i - 1)); // the oldest of the set falls out; races only lose a page
        }
        slots.set(first, page);
    }

    void clear() {
        for (int i = 0; i < slots.length(); i++) {
            slots.set(i, null);
        }
    }

    private int firstSlot(PagedFile file, long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L ^ (long) System.identityHashCode(file) * 0xC2B2AE3D27D4EB4FL;
        int sets = slots.length() / WAYS;
        return (int) (mixed >>> 40 & sets - 1) * WAYS;
    }
}
