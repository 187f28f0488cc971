package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.TreeId;

/**
 * The index and the work tree are taken along from one tree to another: paths that differ between the two are written,
 * all others stay as they are.
 *
 * @param from the tree that HEAD has before
 * @param to the tree that HEAD has afterwards
 */
public record TreeMove(TreeId from, TreeId to) {
    /**
     * Gives the move that takes this one back.
     *
     * @return from {@link #to} to {@link #from}
     */
    public TreeMove inverse() {
        return new TreeMove(to, from);
    }
}
