package io.rollbackrecovery.analysis.internal.pack;

import io.rollbackrecovery.analysis.internal.lex.TextPool;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. Whatever the bytes are, it ends: what is no number, no text or too long makes it
 * {@linkplain #isDamaged() damaged}, and then it gives 0 and empty texts. Not safe for several threads.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final TextPool texts;
    private int at;
    private boolean damaged;

    /** Reads from the beginning. */
    public ByteReader(byte[] bytes, TextPool texts) {
        this.bytes = bytes;
        this.texts = texts;
    }

    /** Whether something was not as it has to be. */
    public boolean isDamaged() {
        return damaged;
    }

    /** Whether all was read. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** The next number. */
    public int number() {
        int number = 0;
        for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
            byte part = bytes[at++];
            number |= (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
        damaged = true;
        return 0;
    }

    /** The next number that was written as signed. */
    public int signed() {
        int number = number();
        return number >>> 1 ^ -(number & 1);
    }

    /** How many things follow: each takes a byte at least. */
    public int count() {
        int count = number();
        if (count < 0 || count > bytes.length - at) {
            damaged = true;
            return 0;
        }
        return count;
    }

    /** The next number, which has to be smaller than another. */
    public int index(int below) {
        int index = number();
        if (index < 0 || index >= below) {
            damaged = true;
            return 0;
        }
        return index;
    }

    /** The next text. */
    public String text() {
        int header = number();
        int length = header >>> 1;
        boolean narrow = (header & 1) == 0;
        if (length > (bytes.length - at) / (narrow ? 1 : 2)) {
            damaged = true;
            return "";
        }
        int from = at;
        at += narrow ? length : 2 * length;
        return narrow ? texts.text(bytes, from, length) : wide(from, length);
    }

    /** Goes on behind the next text. */
    public void skipText() {
        int header = number();
        int length = (header >>> 1) << (header & 1);
        if (length < 0 || length > bytes.length - at) {
            damaged = true;
        } else {
            at += length;
        }
    }

    /** The next bytes. */
    public byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Not by a charset: half a surrogate pair, as an escape can make it, has to stay what it is. */
    private String wide(int from, int length) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) ((bytes[from + 2 * i] & 0xff) << 8 | bytes[from + 2 * i + 1] & 0xff);
        }
        return new String(chars);
    }
}
