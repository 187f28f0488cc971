package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.LineCount;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.SameChange;
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
        Optional<List<LineCountDoc>> stat,
        Optional<List<SameChangeDoc>> alsoOn,
        List<RefMoveDoc> refs,
        StakeDoc keeps,
        StakeDoc loses,
        Optional<String> operation,
        Optional<List<PathResultDoc>> paths,
        Optional<List<DanglingDoc>> willBreak,
        Optional<List<StepDoc>> order) {
    /** A commit that the plan makes. */
    public record MadeDoc(CommitId id, TreeId tree, List<CommitId> parents, String message) {}

    /**
     * What is looked at besides planning, for a preview.
     *
     * @param counts how many lines change in each path
     * @param alsoOn where else the changes were made, but for where HEAD is; absent if nobody looked
     */
    public record Details(List<LineCount> counts, Optional<List<SameChange>> alsoOn) {
        private long removed() {
            return counts.stream().mapToLong(LineCount::removed).sum();
        }
    }

    /**
     * What was found out of a plan's references; both are absent where nobody looked.
     *
     * @param willBreak what it leaves dangling
     * @param order its steps, leaf first
     */
    public record References(Optional<List<DanglingDoc>> willBreak, Optional<List<StepDoc>> order) {}

    /** Writes a plan. */
    public static RevertDoc of(
            Plan plan,
            Optional<List<CommitId>> kept,
            Optional<Details> details,
            Optional<String> operation,
            Optional<List<PathResultDoc>> paths,
            References references) {
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
                details.map(known -> LineCountDoc.of(known.counts())),
                details.flatMap(Details::alsoOn).map(SameChangeDoc::of),
                RefMoveDoc.of(plan.refMoves()),
                StakeDoc.of(plan.keeps()),
                StakeDoc.of(plan.loses(), details.map(Details::removed)),
                operation,
                paths,
                references.willBreak(),
                references.order());
    }
}
