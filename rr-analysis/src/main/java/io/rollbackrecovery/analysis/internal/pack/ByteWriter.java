package io.rollbackrecovery.analysis.internal.pack;

import java.util.Arrays;

/** Writes numbers and texts for {@link ByteReader}. Not safe for several threads. */
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    /** An empty one. */
    public ByteWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    /** A number, in fewer bytes the smaller it is; a negative one in five. */
    public void number(int number) {
        room(5);
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number that is as often negative. */
    public void signed(int number) {
        number(number << 1 ^ number >> 31);
    }

    /** A text: its length, and one byte for each character where that is enough, else two. */
    public void text(String text) {
        int length = text.length();
        boolean narrow = true;
        for (int i = 0; i < length && narrow; i++) {
            narrow = text.charAt(i) < 256;
        }
        number(length << 1 | (narrow ? 0 : 1));
        room(2 * length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!narrow) {
                bytes[size++] = (byte) (c >> 8);
            }
            bytes[size++] = (byte) c;
        }
    }

    /** Some bytes: their number, then they. */
    public void bytes(byte[] some) {
        number(some.length);
        room(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
    }

    /** What was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
