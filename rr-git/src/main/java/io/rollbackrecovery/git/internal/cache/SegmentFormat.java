package io.rollbackrecovery.git.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How a file of the cache is laid out. Such a file is written once and never changed:
 *
 * <pre>
 * head     8 bytes "rrcache1", int number of entries, int checksum of these 12 bytes
 * rows     for each entry: long hash of its key, int where it begins, int its length, int its checksum
 * entries  for each: short length of the key, the key in UTF-8, the value
 * tail     as the head
 * </pre>
 *
 * Numbers are big-endian, checksums are CRC-32C. An entry is checked by its own checksum and by its key, so what is
 * damaged in an entry or its row costs that entry; the head stands twice, since it would cost all of them.
 */
final class SegmentFormat {
    static final int HEAD = 16;
    static final int ROW = 20;
    static final int LONGEST_KEY = Short.MAX_VALUE;

    private static final byte[] MAGIC = "rrcache1".getBytes(StandardCharsets.US_ASCII);

    private SegmentFormat() {}

    static byte[] head(int entries) {
        ByteBuffer head = ByteBuffer.allocate(HEAD).put(MAGIC).putInt(entries);
        return head.putInt(checksum(head.array(), 0, HEAD - 4)).array();
    }

    /** The number of entries that a head tells; negative if it is none, or damaged. */
    static int entries(byte[] head) {
        ByteBuffer buffer = ByteBuffer.wrap(head);
        boolean whole = head.length == HEAD
                && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && buffer.getInt(HEAD - 4) == checksum(head, 0, HEAD - 4);
        return whole ? buffer.getInt(MAGIC.length) : -1;
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    static byte[] key(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static long hash(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return hash ^ hash >>> 29;
    }

    static byte[] entry(byte[] key, byte[] value) {
        return ByteBuffer.allocate(2 + key.length + value.length)
                .putShort((short) key.length)
                .put(key)
                .put(value)
                .array();
    }

    /** The key of an entry that was checked; empty if it is too short. */
    static String keyOf(byte[] entry) {
        int length = Math.max(0, Math.min(ByteBuffer.wrap(entry).getShort(), entry.length - 2));
        return new String(entry, 2, length, StandardCharsets.UTF_8);
    }

    /** Where the value of an entry begins; negative if the entry is another key's. */
    static int valueOf(byte[] entry, byte[] key) {
        if (entry.length < 2 + key.length || ByteBuffer.wrap(entry).getShort() != key.length) {
            return -1;
        }
        return Arrays.equals(entry, 2, 2 + key.length, key, 0, key.length) ? 2 + key.length : -1;
    }
}
