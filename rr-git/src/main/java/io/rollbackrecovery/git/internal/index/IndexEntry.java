package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.id.RepoPath;
import org.eclipse.jgit.lib.ObjectId;

/**
 * One entry of an index.
 *
 * @param path the path
 * @param stage 0, or 1 to 3 for the three sides of a conflict
 * @param mode the mode, as git stores it
 * @param id the blob, or the commit of a submodule
 * @param assumeValid git takes the file for unchanged
 * @param skipWorktree the file is not meant to be in the work tree (sparse checkout)
 * @param intentToAdd the file is known and its content is not staged yet
 * @param stat what is remembered of the file
 */
public record IndexEntry(
        RepoPath path,
        int stage,
        int mode,
        ObjectId id,
        boolean assumeValid,
        boolean skipWorktree,
        boolean intentToAdd,
        FileStat stat) {

    /** Makes a plain entry of stage 0. */
    public static IndexEntry of(RepoPath path, int mode, ObjectId id, FileStat stat) {
        return new IndexEntry(path, 0, mode, id, false, false, false, stat);
    }

    /** Gives the entry with something else remembered of the file. */
    public IndexEntry withStat(FileStat newStat) {
        return new IndexEntry(path, stage, mode, id, assumeValid, skipWorktree, intentToAdd, newStat);
    }
}
