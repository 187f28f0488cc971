package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A revert, planned or applied. The tree is null if there is a conflict; {@code commits} are those that it makes. */
public record RevertDoc(
        boolean clean,
        @Nullable TreeId tree,
        String effect,
        List<ConflictDoc> conflicts,
        List<CommitId> reverted,
        List<ReasonDoc> reasons,
        List<AlternativeDoc> alternatives,
        Optional<List<CommitId>> kept,
        List<MadeDoc> commits,
        List<ChangeDoc> changes,
        List<RefMoveDoc> refs,
        StakeDoc keeps,
        StakeDoc loses,
        Optional<String> operation,
        Optional<List<PathResultDoc>> paths,
        Optional<List<DanglingDoc>> willBreak) {
    /** A commit that the plan makes. */
    public record MadeDoc(CommitId id, TreeId tree, List<CommitId> parents, String message) {}

    /** Writes a plan that was not applied. */
    public static RevertDoc of(Plan plan, Optional<List<CommitId>> kept) {
        return of(plan, kept, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Writes a plan; what it leaves dangling, if that was looked at. */
    public static RevertDoc of(
            Plan plan,
            Optional<List<CommitId>> kept,
            Optional<String> operation,
            Optional<List<PathResultDoc>> paths,
            Optional<List<DanglingDoc>> willBreak) {
        return new RevertDoc(
                plan.isClean(),
                plan.tree().orElse(null),
                Effect.of(plan),
                ConflictDoc.of(plan.conflicts()),
                plan.reverted(),
                ReasonDoc.of(plan.reasons()),
                AlternativeDoc.of(plan.alternatives()),
                kept,
                plan.commits().stream()
                        .map(commit -> new MadeDoc(commit.id(), commit.tree(), commit.parents(), commit.message()))
                        .toList(),
                ChangeDoc.of(plan.changes()),
                RefMoveDoc.of(plan.refMoves()),
                StakeDoc.of(plan.keeps()),
                StakeDoc.of(plan.loses()),
                operation,
                paths,
                willBreak);
    }
}
