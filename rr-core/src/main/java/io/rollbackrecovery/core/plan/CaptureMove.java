package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Optional;

/**
 * Uncommitted work is put back, taken away, or exchanged. A capture is a commit of RR's own store that holds the bytes
 * of uncommitted and untracked files, and the index.
 *
 * @param from the capture whose files are on the disk now and go; empty if there is none
 * @param to the capture whose files and index are put back; empty if there is none
 * @param only the files and folders that it is about; empty for all that the captures hold
 */
public record CaptureMove(Optional<CommitId> from, Optional<CommitId> to, List<RepoPath> only) {
    /** Copies the list, so that the value is immutable. */
    public CaptureMove {
        only = List.copyOf(only);
    }

    /**
     * Makes a move of all that the captures hold.
     *
     * @param from the capture whose files go; empty if there is none
     * @param to the capture whose files are put back; empty if there is none
     */
    public CaptureMove(Optional<CommitId> from, Optional<CommitId> to) {
        this(from, to, List.of());
    }

    /**
     * Tells whether the move is about a path.
     *
     * @param path a file
     * @return true if it is
     */
    public boolean isAbout(RepoPath path) {
        return only.isEmpty() || only.stream().anyMatch(path::startsWith);
    }

    /**
     * Gives the move that takes this one back.
     *
     * @return from {@link #to} to {@link #from}
     */
    public CaptureMove inverse() {
        return new CaptureMove(to, from, only);
    }
}
