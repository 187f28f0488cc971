package io.rollbackrecovery.git.internal.plan;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.MergePreview;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.git.internal.merge.MergeContext;
import io.rollbackrecovery.git.internal.merge.MergeOutcome;
import io.rollbackrecovery.git.internal.merge.TreeMerge;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;

/** Merges two commits in memory, to look at what would come of it. */
public final class MergePreviews {
    private final RepositoryAccess repository;

    /** Borrows the repository. */
    public MergePreviews(RepositoryAccess repository) {
        this.repository = repository;
    }

    /** Merges {@code theirs} into {@code ours}; {@code BAD_REQUEST} without a common history. */
    public MergePreview preview(CommitId oursId, CommitId theirsId) {
        CommitId base = repository
                .commits()
                .mergeBase(oursId, theirsId)
                .orElseThrow(() -> new RrException(
                        ErrorCode.BAD_REQUEST,
                        oursId.abbreviated() + " and " + theirsId.abbreviated() + " have no common history",
                        "Name branches of one history; a shallow clone may lack their common ancestor."));
        Commit ours = repository.commits().commit(oursId);
        Commit theirs = repository.commits().commit(theirsId);
        TreeId baseTree = repository.commits().commit(base).tree();
        if (baseTree.equals(ours.tree()) || baseTree.equals(theirs.tree())) {
            TreeId tree = baseTree.equals(ours.tree()) ? theirs.tree() : ours.tree();
            return new MergePreview(base, oursId, theirsId, Optional.of(tree), List.of(), List.of(), List.of());
        }
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            MergeContext context = new MergeContext(reader, repository.mergeSettings());
            MergeOutcome outcome = TreeMerge.merge(context, baseTree, ours.tree(), theirs.tree());
            List<TreeStep> steps = outcome.tree()
                    .map(tree -> List.<TreeStep>of(new TreeStep.Merge(baseTree, ours.tree(), theirs.tree(), tree)))
                    .orElse(List.of());
            return new MergePreview(
                    base, oursId, theirsId, outcome.tree(), outcome.conflicts(), steps, outcome.warnings());
        }
    }
}
