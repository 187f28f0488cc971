package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.RevertStep;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/** A step of the leaf-first order; what needs each other is one step. */
public record StepDoc(int step, List<RepoPath> paths, List<CommitId> commits) {
    /** Writes steps in their order. */
    public static List<StepDoc> of(List<RevertStep> steps) {
        return steps.stream()
                .map(step -> new StepDoc(step.step(), step.paths(), step.commits()))
                .toList();
    }
}
