package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.TreeId;
import java.util.List;

/**
 * What comes of taking commits back one after the other.
 *
 * @param onto the tree that it began with
 * @param steps one merge for each commit that could be taken back, in order
 * @param conflicts why the next commit could not be taken back; empty if all could
 * @param warnings what the reader should know, such as a limit that was reached
 */
public record RevertedTrees(TreeId onto, List<TreeStep.Merge> steps, List<Conflict> conflicts, List<Warning> warnings) {
    /** Copies the lists, so that the value is immutable. */
    public RevertedTrees {
        steps = List.copyOf(steps);
        conflicts = List.copyOf(conflicts);
        warnings = List.copyOf(warnings);
    }

    /**
     * Gives the tree that it ends in.
     *
     * @return the result of the last step; {@link #onto} if there is none
     */
    public TreeId tree() {
        return steps.isEmpty() ? onto : steps.get(steps.size() - 1).result();
    }
}
