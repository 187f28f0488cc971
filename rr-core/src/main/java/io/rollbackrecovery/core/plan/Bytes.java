package io.rollbackrecovery.core.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as an immutable value: equal if their bytes are. */
public final class Bytes {
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /**
     * Makes a value.
     *
     * @param bytes they are copied
     * @return the value
     */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /**
     * Makes a value from text.
     *
     * @param text it is encoded in UTF-8
     * @return the value
     */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Gives the bytes.
     *
     * @return a copy
     */
    public byte[] toArray() {
        return value.clone();
    }

    /**
     * Gives the number of bytes.
     *
     * @return the size
     */
    public int size() {
        return value.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return value.length + " bytes";
    }
}
