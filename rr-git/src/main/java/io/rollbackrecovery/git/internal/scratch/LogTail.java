package io.rollbackrecovery.git.internal.scratch;

import java.nio.charset.StandardCharsets;

/** The end of a stream of bytes, in bounded memory. Not thread-safe. */
final class LogTail {
    private final byte[] ring;
    private long total;

    LogTail(int limit) {
        this.ring = new byte[limit];
    }

    void add(byte[] bytes, int length) {
        int from = Math.max(0, length - ring.length);
        for (int at = from; at < length; ) {
            int to = (int) ((total + at) % ring.length);
            int count = Math.min(length - at, ring.length - to);
            System.arraycopy(bytes, at, ring, to, count);
            at += count;
        }
        total += length;
    }

    boolean isCut() {
        return total > ring.length;
    }

    /** Answers the kept bytes as UTF-8; a character that the cut split is left out. */
    String text() {
        int length = (int) Math.min(total, ring.length);
        byte[] kept = new byte[length];
        int start = (int) ((total - length) % ring.length);
        int first = Math.min(length, ring.length - start);
        System.arraycopy(ring, start, kept, 0, first);
        System.arraycopy(ring, 0, kept, first, length - first);
        int from = 0;
        while (isCut() && from < 3 && from < length && (kept[from] & 0xc0) == 0x80) {
            from++;
        }
        return new String(kept, from, length - from, StandardCharsets.UTF_8);
    }
}
