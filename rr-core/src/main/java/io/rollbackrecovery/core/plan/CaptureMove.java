package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import java.util.Optional;

/**
 * Uncommitted work is put back, taken away, or exchanged. A capture is a commit of RR's own store that holds the bytes
 * of uncommitted and untracked files, and the index.
 *
 * @param from the capture whose files are on the disk now and go; empty if there is none
 * @param to the capture whose files and index are put back; empty if there is none
 */
public record CaptureMove(Optional<CommitId> from, Optional<CommitId> to) {
    /**
     * Gives the move that takes this one back.
     *
     * @return from {@link #to} to {@link #from}
     */
    public CaptureMove inverse() {
        return new CaptureMove(to, from);
    }
}
