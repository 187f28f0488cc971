package io.rollbackrecovery.core.history;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * A port: the commits of a repository. Read-only; implementations are thread-safe and touch the repository only to
 * read.
 *
 * <p>Every method throws {@link RrException} with {@code MISSING_OBJECT} where history is cut off (a shallow clone) or
 * damaged, naming the commit.
 */
public interface CommitGraph {
    /**
     * Finds the commit that a revision names, as {@code git rev-parse <revision>^{commit}} does: a whole or abbreviated
     * id, a branch, a tag, {@code HEAD~3}.
     *
     * @param revision the revision
     * @return the commit; empty if the revision names nothing, or something that is not a commit
     * @throws RrException {@code AMBIGUOUS_REVISION} if an abbreviated id fits several commits
     */
    Optional<CommitId> resolve(String revision);

    /**
     * Reads a commit.
     *
     * @param id a commit
     * @return its value
     */
    Commit commit(CommitId id);

    /**
     * Lists the commits that {@code to} reaches and {@code from} does not, as {@code git rev-list --topo-order from..to}
     * does.
     *
     * @param from commits to leave out, with all their ancestors; empty for none
     * @param to the commit to start at
     * @return newest first: a commit comes before its parents
     */
    List<CommitId> range(List<CommitId> from, CommitId to);

    /**
     * Tells whether one commit is reachable from another.
     *
     * @param ancestor a commit
     * @param descendant a commit
     * @return true if {@code ancestor} is {@code descendant} or one of its ancestors
     */
    boolean isAncestor(CommitId ancestor, CommitId descendant);
}
