package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.core.plan.MergePreview;
import io.rollbackrecovery.core.reference.DanglingReference;
import java.util.List;

/**
 * What merging changes into a branch would do to the code that is on that branch by then. Immutable.
 *
 * @param preview the merge, as text
 * @param radius what on the branch depends on what the changes touch, files that came later included; taking the changes
 *     back is no matter here
 * @param broken the references that would dangle on the branch and do not now, by path and line; empty if the merge has
 *     conflicts, and then nothing is known
 */
public record MergeCheck(MergePreview preview, BlastRadius radius, List<Broken> broken) {
    /** Copies the list, so that the value is immutable. */
    public MergeCheck {
        broken = List.copyOf(broken);
    }

    /**
     * A reference that would dangle.
     *
     * @param reference the use, in the merged tree
     * @param onlyTogether whether it dangles on neither side alone: no test of either branch can see it
     */
    public record Broken(DanglingReference reference, boolean onlyTogether) {}

    /**
     * Tells whether the merge is clean as text and was seen to leave nothing dangling. That is no proof that the result
     * compiles.
     *
     * @return true if so
     */
    public boolean isClean() {
        return preview.isClean() && broken.isEmpty();
    }
}
