package io.rollbackrecovery.git.internal.capture;

/**
 * How much a capture may take of the disk. Looked at before a byte is read.
 *
 * @param largestFile the largest file, in bytes, that is captured
 * @param total the most bytes that one capture takes
 */
public record CaptureLimits(long largestFile, long total) {
    /** 256 MiB a file, 4 GiB in all. */
    public static final CaptureLimits DEFAULT = new CaptureLimits(256L << 20, 4L << 30);
}
