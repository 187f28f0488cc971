package io.rollbackrecovery.analysis.internal.lex;

import java.nio.charset.StandardCharsets;

/**
 * Texts that were read lately, so that the same name in a thousand files is one object. It forgets: what falls into a
 * slot that is taken takes it over. Several threads may use it at once, since a text is safe to see at any time.
 */
public final class TextPool {
    private static final int LONGEST = 80;

    private final String[] slots;

    /** Makes a pool of at most {@code 2^bits} texts. */
    public TextPool(int bits) {
        slots = new String[1 << bits];
    }

    /** The text that some bytes are in Latin-1. */
    public String text(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + (bytes[i] & 0xff);
        }
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        String known = slots[slot];
        if (known != null && known.hashCode() == hash && is(known, bytes, from, length)) {
            return known;
        }
        String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        slots[slot] = text;
        return text;
    }

    private static boolean is(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != (bytes[from + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
