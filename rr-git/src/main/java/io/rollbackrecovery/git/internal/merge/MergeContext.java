package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import java.util.List;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * What the merges of one plan share: the objects that they make, which are in memory only; the trees and files read
 * lately; and how files compare, which is what looking for renames costs. All of it is kept by object id, and what an id
 * stands for never changes: a merge has the same outcome with a context that others used before as with a new one.
 *
 * <p>Memory: some 50 MiB at most, besides the new objects. Not thread-safe; the reader is borrowed.
 */
public final class MergeContext {
    private static final int KEPT_TREE_BYTES = 8 << 20;

    final MemoryObjects memory;
    final MergeSettings settings;
    final ObjectSource source;
    final Similarity similarity;

    /**
     * Begins a plan.
     *
     * @param reader the repository's objects
     * @param settings what merges depend on besides the trees
     */
    public MergeContext(ObjectReader reader, MergeSettings settings) {
        this(new MemoryObjects(reader), settings, new RecentTrees(KEPT_TREE_BYTES));
    }

    /**
     * Begins a plan, with the trees that other plans on the same repository read.
     *
     * @param reader the repository's objects
     * @param settings what merges depend on besides the trees
     * @param trees trees read lately
     */
    public MergeContext(ObjectReader reader, MergeSettings settings, RecentTrees trees) {
        this(new MemoryObjects(reader), settings, trees);
    }

    /** Goes on with objects that are in memory already. */
    MergeContext(MemoryObjects memory, MergeSettings settings, RecentTrees trees) {
        this.memory = memory;
        this.settings = settings;
        this.source = new ObjectSource(memory, trees);
        this.similarity = new Similarity(source, settings.renames().countsUnfinishedLine());
    }

    /** Goes on with objects that are in memory already. */
    MergeContext(MemoryObjects memory, MergeSettings settings) {
        this(memory, settings, new RecentTrees(KEPT_TREE_BYTES));
    }

    /**
     * Gives the objects that the merges made.
     *
     * @return the layer over the repository's objects
     */
    public MemoryObjects memory() {
        return memory;
    }

    /**
     * Compares two trees of the repository or of the merges, without looking for renames; equal folders are not opened.
     *
     * @param before one tree
     * @param after the other
     * @return what differs, ordered by path
     */
    public List<PathChange> changes(TreeId before, TreeId after) {
        return TreeDiff.changes(source, before, after);
    }
}
