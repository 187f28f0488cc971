package io.rollbackrecovery.core.source;

import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a blob, or only their number where they were more than asked for. Immutable: the array that is passed in
 * and the one given out are not copied for speed, so neither may be changed by who holds it.
 */
public final class BlobContent {
    private final long size;
    private final byte[] bytes;
    private final boolean whole;

    private BlobContent(long size, byte[] bytes, boolean whole) {
        this.size = size;
        this.bytes = bytes;
        this.whole = whole;
    }

    /**
     * Makes a content that was read whole.
     *
     * @param bytes all of its bytes; not copied, not to be changed afterwards
     * @return the content
     */
    public static BlobContent whole(byte[] bytes) {
        return new BlobContent(bytes.length, bytes, true);
    }

    /**
     * Makes a content that was not read because it is larger than the limit.
     *
     * @param size its true size in bytes
     * @return the content
     */
    public static BlobContent tooLarge(long size) {
        return new BlobContent(size, new byte[0], false);
    }

    /**
     * Gives the true size, read or not.
     *
     * @return the number of bytes of the blob
     */
    public long size() {
        return size;
    }

    /**
     * Gives the bytes if they were read.
     *
     * @return all bytes, not to be changed; empty if the blob was larger than the limit
     */
    public Optional<byte[]> bytes() {
        return whole ? Optional.of(bytes) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobContent that
                && size == that.size
                && whole == that.whole
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + Long.hashCode(size);
    }

    @Override
    public String toString() {
        return size + " bytes" + (whole ? "" : ", not read");
    }
}
