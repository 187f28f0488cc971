package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.worktree.Content;
import java.util.List;

/**
 * What an operation does to one path of the index and the work tree.
 *
 * @param path the path
 * @param before what the disk has if nobody else has touched it
 * @param after what the disk will have
 * @param indexBefore what the index has if nobody else has touched it
 * @param indexAfter what the index will have
 */
record PathStep(
        RepoPath path, Content before, Content after, List<IndexEntry> indexBefore, List<IndexEntry> indexAfter) {
    PathStep {
        indexBefore = List.copyOf(indexBefore);
        indexAfter = List.copyOf(indexAfter);
    }
}
