package io.rollbackrecovery.git.internal.objects;

import java.io.IOException;

/** The copy-and-insert instructions by which packs store one object as a change of another (gitformat-pack(5)). */
final class Delta {
    private Delta() {}

    /** Answers the size that a delta's result has; the delta may be cut off after its header. */
    static long resultSize(byte[] delta) throws IOException {
        int[] at = {0};
        readSize(delta, at);
        return readSize(delta, at);
    }

    /**
     * Applies a delta.
     *
     * @throws IOException if the delta does not fit its base or is damaged
     */
    static byte[] apply(byte[] base, byte[] delta) throws IOException {
        int[] at = {0};
        if (readSize(delta, at) != base.length) {
            throw new IOException("a delta does not fit its base");
        }
        long size = readSize(delta, at);
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException("a delta's result is too large");
        }
        byte[] result = new byte[(int) size];
        int to = 0;
        int from = at[0];
        try {
            while (from < delta.length) {
                int command = delta[from++] & 0xff;
                int length;
                if ((command & 0x80) != 0) {
                    int offset = 0;
                    length = 0;
                    for (int i = 0; i < 4; i++) {
                        if ((command & 1 << i) != 0) {
                            offset |= (delta[from++] & 0xff) << 8 * i;
                        }
                    }
                    for (int i = 0; i < 3; i++) {
                        if ((command & 0x10 << i) != 0) {
                            length |= (delta[from++] & 0xff) << 8 * i;
                        }
                    }
                    length = length == 0 ? 0x10000 : length;
                    System.arraycopy(base, offset, result, to, length);
                } else if (command != 0) {
                    length = command;
                    System.arraycopy(delta, from, result, to, length);
                    from += length;
                } else {
                    throw new IOException("a delta has an unknown instruction");
                }
                to += length;
            }
        } catch (IndexOutOfBoundsException damaged) {
            throw new IOException("a delta is damaged", damaged);
        }
        if (to != result.length) {
            throw new IOException("a delta gives " + to + " bytes and not " + result.length);
        }
        return result;
    }

    private static long readSize(byte[] delta, int[] at) throws IOException {
        long size = 0;
        int shift = 0;
        int part;
        do {
            if (at[0] >= delta.length || shift > 56) {
                throw new IOException("a delta's header is damaged");
            }
            part = delta[at[0]++] & 0xff;
            size |= (long) (part & 0x7f) << shift;
            shift += 7;
        } while ((part & 0x80) != 0);
        return size;
    }
}
