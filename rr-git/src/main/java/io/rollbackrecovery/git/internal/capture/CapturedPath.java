package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.worktree.Content;
import java.util.List;

/**
 * One path of a capture.
 *
 * @param path the path
 * @param disk what the disk had: a captured file or link, or nothing
 * @param index what the index had, with all stages and flags; nothing for an untracked path
 */
public record CapturedPath(RepoPath path, Content disk, List<IndexEntry> index) {
    /** Copies the list, so that the value is immutable. */
    public CapturedPath {
        index = List.copyOf(index);
    }
}
