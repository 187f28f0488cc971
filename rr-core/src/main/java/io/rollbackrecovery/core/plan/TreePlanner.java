package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.OptionalInt;

/**
 * A port: computes reverts on trees, in memory, without a work tree. It reads the repository and writes nothing.
 * Implementations are thread-safe.
 */
public interface TreePlanner {
    /**
     * Takes commits back, one after the other, starting from a tree.
     *
     * @param commits the commits, in the order in which they are taken back
     * @param mainline which parent of merge commits is the mainline, counted from 1
     * @param onto the tree to begin with
     * @return how far it went, and in which trees it ends
     * @throws RrException {@code MAINLINE} if a merge commit is among them and no mainline is given, or if a commit has
     *     no such parent; {@code MISSING_OBJECT} if an object is not there
     */
    RevertedTrees revert(List<CommitId> commits, OptionalInt mainline, TreeId onto);
}
