package io.rollbackrecovery.git.internal.merge;

import java.util.Arrays;

/**
 * Gives equal lines equal numbers, so that files are compared as arrays of numbers. A line includes its line feed, so a
 * last line without one differs from the same line with one, as in git. Not thread-safe.
 */
final class LineTable {
    private int[] buckets = new int[256];
    private int[] hashes = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private byte[][] owners = new byte[64][];
    private int count;

    LineTable() {
        Arrays.fill(buckets, -1);
    }

    /** How many different lines were seen. */
    int size() {
        return count;
    }

    /** Cuts a file into lines; equal lines of all files of this table have the same number. */
    TextLines lines(byte[] content) {
        int lines = 0;
        for (byte b : content) {
            if (b == '\n') {
                lines++;
            }
        }
        if (content.length > 0 && content[content.length - 1] != '\n') {
            lines++;
        }
        int[] offsets = new int[lines + 1];
        int[] numbers = new int[lines];
        int start = 0;
        int hash = 0;
        int line = 0;
        for (int i = 0; i < content.length; i++) {
            hash = hash * 31 + content[i];
            if (content[i] == '\n' || i == content.length - 1) {
                offsets[line] = start;
                numbers[line++] = number(content, start, i + 1, mixed(hash));
                start = i + 1;
                hash = 0;
            }
        }
        offsets[lines] = content.length;
        return new TextLines(content, offsets, numbers);
    }

    /** Spreads hashes of lines that differ in few bytes over all buckets. */
    private static int mixed(int hash) {
        int h = (hash ^ hash >>> 16) * 0x85ebca6b;
        return h ^ h >>> 13;
    }

    private int number(byte[] content, int start, int end, int hash) {
        int slot = hash & (buckets.length - 1);
        while (buckets[slot] >= 0) {
            int known = buckets[slot];
            if (hashes[known] == hash
                    && Arrays.equals(owners[known], starts[known], ends[known], content, start, end)) {
                return known;
            }
            slot = (slot + 1) & (buckets.length - 1);
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            owners = Arrays.copyOf(owners, count * 2);
        }
        hashes[count] = hash;
        starts[count] = start;
        ends[count] = end;
        owners[count] = content;
        buckets[slot] = count++;
        if (count * 2 > buckets.length) {
            grow();
        }
        return count - 1;
    }

    private void grow() {
        buckets = new int[buckets.length * 2];
        Arrays.fill(buckets, -1);
        for (int n = 0; n < count; n++) {
            int slot = hashes[n] & (buckets.length - 1);
            while (buckets[slot] >= 0) {
                slot = (slot + 1) & (buckets.length - 1);
            }
            buckets[slot] = n;
        }
    }
}
