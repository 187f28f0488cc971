package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Collection;
import java.util.List;

/**
 * What to capture, and how much that may take of the disk. Looked at before a byte is read.
 *
 * @param paths what to capture, tracked or not, on the disk or only in the index; where the limit does not suffice,
 *     those that stand first go first
 * @param largestFile the largest file, in bytes, that is captured
 * @param total the most bytes that the capture takes
 * @param mustHoldAll refuse rather than leave something out: what is captured is about to be overwritten
 */
public record CaptureRequest(List<RepoPath> paths, long largestFile, long total, boolean mustHoldAll) {
    /** Copies the list, so that the value is immutable. */
    public CaptureRequest {
        paths = List.copyOf(paths);
    }

    /** Asks for all of some paths that are about to be overwritten: 4 GiB at most. */
    public static CaptureRequest whole(Collection<RepoPath> paths) {
        return new CaptureRequest(List.copyOf(paths), 4L << 30, 4L << 30, true);
    }
}
