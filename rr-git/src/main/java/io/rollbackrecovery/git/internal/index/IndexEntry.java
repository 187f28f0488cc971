package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Comparator;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;

/**
 * One entry of the index: a path, its mode and content, and what git remembers of it. Immutable; equal if all but what
 * is remembered of the file ({@link #stat()}) is equal.
 */
public final class IndexEntry {
    /** The order of the index: by the path's bytes, then by stage. */
    public static final Comparator<IndexEntry> ORDER =
            Comparator.comparing(IndexEntry::path).thenComparingInt(IndexEntry::stage);

    private final RepoPath path;
    private final int stage;
    private final int mode;
    private final ObjectId id;
    private final StatData stat;
    private final int flags;

    static final int ASSUME_VALID = 1;
    static final int SKIP_WORKTREE = 2;
    static final int INTENT_TO_ADD = 4;
    /** The file may have changed after the index was written without its times showing it. */
    static final int RACY = 8;

    IndexEntry(RepoPath path, int stage, int mode, ObjectId id, StatData stat, int flags) {
        this.path = path;
        this.stage = stage;
        this.mode = mode;
        this.id = id;
        this.stat = stat;
        this.flags = flags;
    }

    /**
     * Makes an entry that is not in conflict and has no flags.
     *
     * @param path where
     * @param mode git's mode: {@code 0100644}, {@code 0100755}, {@code 0120000} or {@code 0160000}
     * @param id the blob, or a submodule's commit
     * @param stat what is known of the file that has just this content, or {@link StatData#UNKNOWN}
     */
    public static IndexEntry of(RepoPath path, int mode, ObjectId id, StatData stat) {
        return new IndexEntry(path, 0, mode, id.copy(), stat, 0);
    }

    /** Answers the path. */
    public RepoPath path() {
        return path;
    }

    /** Answers 0, or in a conflict the side: 1 base, 2 ours, 3 theirs. */
    public int stage() {
        return stage;
    }

    /** Answers git's mode. */
    public int mode() {
        return mode;
    }

    /** Answers the blob, or a submodule's commit. */
    public ObjectId id() {
        return id;
    }

    /** Answers what git remembers of the file. */
    public StatData stat() {
        return stat;
    }

    /** Answers whether the user promised not to change the file ({@code update-index --assume-unchanged}). */
    public boolean isAssumeValid() {
        return has(ASSUME_VALID);
    }

    /** Answers whether the file is meant to be absent (a sparse checkout). */
    public boolean isSkipWorktree() {
        return has(SKIP_WORKTREE);
    }

    /** Answers whether the entry only says that the file will be added ({@code add -N}). */
    public boolean isIntentToAdd() {
        return has(INTENT_TO_ADD);
    }

    /**
     * Answers whether the file must be read to know that it is unchanged, although its times say so: it was written as
     * lately as the index.
     */
    public boolean isRacy() {
        return has(RACY);
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int flags() {
        return flags;
    }

    /** Answers a copy for a file that was looked at just now and has this entry's content. */
    public IndexEntry withStat(StatData newStat) {
        return new IndexEntry(path, stage, mode, id, newStat, flags & ~RACY);
    }

    /** Answers a copy of another stage. */
    public IndexEntry withStage(int newStage) {
        if (newStage < 0 || newStage > 3) {
            throw new IllegalArgumentException("no stage " + newStage);
        }
        return new IndexEntry(path, newStage, mode, id, stat, flags);
    }

    /** Answers a copy with these flags. */
    public IndexEntry withFlags(boolean assumeValid, boolean skipWorktree, boolean intentToAdd) {
        int changed = (assumeValid ? ASSUME_VALID : 0)
                | (skipWorktree ? SKIP_WORKTREE : 0)
                | (intentToAdd ? INTENT_TO_ADD : 0)
                | flags & RACY;
        return new IndexEntry(path, stage, mode, id, stat, changed);
    }

    IndexEntry asRacy() {
        return new IndexEntry(path, stage, mode, id, stat, flags | RACY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexEntry that
                && path.equals(that.path)
                && stage == that.stage
                && mode == that.mode
                && id.equals(that.id)
                && (flags & ~RACY) == (that.flags & ~RACY);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, stage, mode, id, flags & ~RACY);
    }

    /** Answers the entry as {@code git ls-files --stage} prints it. */
    @Override
    public String toString() {
        return Integer.toOctalString(mode) + " " + id.name() + " " + stage + "\t" + path;
    }
}
