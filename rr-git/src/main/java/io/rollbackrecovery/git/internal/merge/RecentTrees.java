package io.rollbackrecovery.git.internal.merge;

import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Trees of a repository that were read lately, so that plans made one after the other read the same folders once. An id
 * stands for the same bytes for ever, so nothing in it can become wrong. Thread-safe.
 */
public final class RecentTrees {
    private final RecentBytes<RawTree> kept;
    private final int largest;

    /**
     * Keeps nothing yet.
     *
     * @param most how many bytes at most
     */
    public RecentTrees(int most) {
        this.kept = new RecentBytes<>(most, tree -> tree.bytes.length + 128);
        this.largest = most / 4;
    }

    @Nullable
    synchronized RawTree get(ObjectId id) {
        return kept.get(id);
    }

    synchronized void put(RawTree tree) {
        if (tree.bytes.length <= largest) {
            kept.put(tree.id, tree);
        }
    }
}
