package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.Optional;

/**
 * What merging two commits would come to, computed in memory; nothing was written. Immutable.
 *
 * @param base their common ancestor, the first one that git would name
 * @param ours the commit that is merged into, whose attributes count
 * @param theirs the commit that is merged
 * @param tree the merged tree; empty if there are conflicts
 * @param conflicts what cannot be merged as text, ordered by path
 * @param steps how the tree comes about, where it may not exist yet
 * @param warnings what the reader should know
 */
public record MergePreview(
        CommitId base,
        CommitId ours,
        CommitId theirs,
        Optional<TreeId> tree,
        List<Conflict> conflicts,
        List<TreeStep> steps,
        List<Warning> warnings) {
    /** Copies the lists, so that the value is immutable. */
    public MergePreview {
        conflicts = List.copyOf(conflicts);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /**
     * Tells whether the merge is clean as text.
     *
     * @return true without conflicts
     */
    public boolean isClean() {
        return tree.isPresent();
    }
}
