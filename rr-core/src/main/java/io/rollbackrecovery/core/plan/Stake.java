package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * What a plan keeps, or what it loses.
 *
 * @param commits the commits, newest first
 * @param paths the paths, ordered by bytes
 * @param lines how many lines of text
 */
public record Stake(List<CommitId> commits, List<RepoPath> paths, long lines) {
    private static final Stake NONE = new Stake(List.of(), List.of(), 0);

    /** Copies the lists, so that the value is immutable. */
    public Stake {
        commits = List.copyOf(commits);
        paths = List.copyOf(paths);
    }

    /**
     * Gives the stake without anything.
     *
     * @return no commits, no paths, no lines
     */
    public static Stake none() {
        return NONE;
    }
}
