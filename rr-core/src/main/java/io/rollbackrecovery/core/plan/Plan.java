package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operation would do to a repository, computed and not done. A plan holds no handle and has written nothing: it
 * can be read, printed, kept, sent elsewhere, applied later by another process, or thrown away.
 *
 * <p>Everything that applying it creates is known beforehand: the trees, the commits with their ids, the refs with old
 * and new value. Who applies it checks that the old values still hold, and refuses it otherwise.
 *
 * <p>Immutable and thread-safe. Two plans are equal if all their parts are.
 */
public final class Plan {
    private final OperationKind kind;
    private final String summary;
    private final Instant time;
    private final Optional<SessionId> session;
    private final Optional<TreeId> tree;
    private final List<TreeStep> steps;
    private final List<PlannedCommit> commits;
    private final List<PlannedTag> tags;
    private final List<RefMove> refMoves;
    private final Optional<HeadMove> headMove;
    private final Optional<TreeMove> treeMove;
    private final Optional<CaptureMove> captureMove;
    private final Optional<OperationId> undoes;
    private final List<PathChange> changes;
    private final List<Conflict> conflicts;
    private final List<Warning> warnings;
    private final List<Reason> reasons;
    private final List<Alternative> alternatives;
    private final List<CommitId> reverted;
    private final Stake keeps;
    private final Stake loses;

    Plan(PlanBuilder builder) {
        this.kind = builder.kind;
        this.summary = builder.summary;
        this.time = builder.time;
        this.session = builder.session;
        this.tree = builder.tree;
        this.steps = List.copyOf(builder.steps);
        this.commits = List.copyOf(builder.commits);
        this.tags = List.copyOf(builder.tags);
        this.refMoves = builder.refMoves.stream().sorted().toList();
        this.headMove = builder.headMove;
        this.treeMove = builder.treeMove;
        this.captureMove = builder.captureMove;
        this.undoes = builder.undoes;
        this.changes = List.copyOf(builder.changes);
        this.conflicts = List.copyOf(builder.conflicts);
        this.warnings = List.copyOf(builder.warnings);
        this.reasons = List.copyOf(builder.reasons);
        this.alternatives = List.copyOf(builder.alternatives);
        this.reverted = List.copyOf(builder.reverted);
        this.keeps = builder.keeps;
        this.loses = builder.loses;
    }

    /**
     * Begins a plan. For those who write a planner; users get their plans from the services.
     *
     * @param kind what the operation does
     * @param summary one line for people, as it will stand in the journal
     * @param time when it was planned; commits made by the plan carry it
     * @return a builder without any move
     */
    public static PlanBuilder builder(OperationKind kind, String summary, Instant time) {
        return new PlanBuilder(kind, summary, time);
    }

    /**
     * Gives what the operation does.
     *
     * @return the kind
     */
    public OperationKind kind() {
        return kind;
    }

    /**
     * Gives the operation in one line, for people.
     *
     * @return the line, as it will stand in the journal
     */
    public String summary() {
        return summary;
    }

    /**
     * Gives the moment of planning, which is also the time of the commits that the plan makes.
     *
     * @return the moment
     */
    public Instant time() {
        return time;
    }

    /**
     * Gives the session that the operation belongs to.
     *
     * @return the session; empty if it belongs to none
     */
    public Optional<SessionId> session() {
        return session;
    }

    /**
     * Gives the tree that the moved branch will have.
     *
     * @return the tree; empty if there is a conflict, or if no branch moves to another commit
     */
    public Optional<TreeId> tree() {
        return tree;
    }

    /**
     * Gives the steps that make the trees which may not exist yet.
     *
     * @return the steps, in order
     */
    public List<TreeStep> steps() {
        return steps;
    }

    /**
     * Gives the commits that will be made.
     *
     * @return the commits, parents first
     */
    public List<PlannedCommit> commits() {
        return commits;
    }

    /**
     * Gives the annotated tags that will be made.
     *
     * @return the tags
     */
    public List<PlannedTag> tags() {
        return tags;
    }

    /**
     * Gives the refs that will move, all of them or none.
     *
     * @return the moves, ordered by ref
     */
    public List<RefMove> refMoves() {
        return refMoves;
    }

    /**
     * Gives the move of HEAD to another branch or commit.
     *
     * @return the move; empty if HEAD stays where it points
     */
    public Optional<HeadMove> headMove() {
        return headMove;
    }

    /**
     * Gives the move of index and work tree.
     *
     * @return the move; empty if they stay, or if the repository is bare
     */
    public Optional<TreeMove> treeMove() {
        return treeMove;
    }

    /**
     * Gives the uncommitted work that is put back or taken away after all else.
     *
     * @return the move; empty if uncommitted work stays as it is
     */
    public Optional<CaptureMove> captureMove() {
        return captureMove;
    }

    /**
     * Gives the operation whose effect is taken back.
     *
     * @return for an undo or redo the operation; empty for all others
     */
    public Optional<OperationId> undoes() {
        return undoes;
    }

    /**
     * Gives the paths that differ between the tree before and the tree afterwards.
     *
     * @return the changes, ordered by path; empty if there is a conflict
     */
    public List<PathChange> changes() {
        return changes;
    }

    /**
     * Gives what stands against the plan.
     *
     * @return the conflicts, ordered by path; empty if the plan is clean
     */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /**
     * Gives what the reader should know before applying.
     *
     * @return the warnings
     */
    public List<Warning> warnings() {
        return warnings;
    }

    /**
     * Gives why commits that were not asked for are part of the plan.
     *
     * @return the reasons
     */
    public List<Reason> reasons() {
        return reasons;
    }

    /**
     * Gives other ways to come to a clean result, where they were looked for.
     *
     * @return at most three, the better first
     */
    public List<Alternative> alternatives() {
        return alternatives;
    }

    /**
     * Gives the commits that the plan takes back.
     *
     * @return the commits, newest first; empty if the plan is not about reverting
     */
    public List<CommitId> reverted() {
        return reverted;
    }

    /**
     * Gives what stays although one might expect it to go, such as a person's commits among an agent's.
     *
     * @return what is kept
     */
    public Stake keeps() {
        return keeps;
    }

    /**
     * Gives what goes.
     *
     * @return what is lost from the branch; it stays in the journal
     */
    public Stake loses() {
        return loses;
    }

    /**
     * Tells whether the plan can be applied, as far as merging goes.
     *
     * @return true if there is no conflict
     */
    public boolean isClean() {
        return conflicts.isEmpty();
    }

    /**
     * Tells whether applying would change anything.
     *
     * @return true if nothing moves, for example because a commit was reverted already
     */
    public boolean isNoEffect() {
        return conflicts.isEmpty()
                && commits.isEmpty()
                && refMoves.isEmpty()
                && headMove.isEmpty()
                && captureMove.isEmpty();
    }

    /**
     * Describes the plan for people: what will be made and moved, what stands against it, and why.
     *
     * @return several lines, the last one ended, without colour
     */
    public String describe() {
        return PlanText.describe(this);
    }

    /**
     * Describes the plan for people, with how many lines change in each file.
     *
     * @param counts the counts; paths without one are shown without
     * @return several lines, the last one ended, without colour
     */
    public String describe(List<LineCount> counts) {
        return PlanText.describe(this, counts);
    }

    private List<Object> parts() {
        return List.of(
                kind,
                summary,
                time,
                session,
                tree,
                steps,
                commits,
                tags,
                refMoves,
                headMove,
                treeMove,
                captureMove,
                undoes,
                changes,
                conflicts,
                warnings,
                reasons,
                alternatives,
                reverted,
                keeps,
                loses);
    }

    /**
     * Begins another plan with all that this one has. For those who add to what a planner found.
     *
     * @return a builder
     */
    public PlanBuilder toBuilder() {
        PlanBuilder builder = new PlanBuilder(kind, summary, time);
        builder.session = session;
        builder.tree = tree;
        builder.steps.addAll(steps);
        builder.commits.addAll(commits);
        builder.tags.addAll(tags);
        builder.refMoves.addAll(refMoves);
        builder.headMove = headMove;
        builder.treeMove = treeMove;
        builder.captureMove = captureMove;
        builder.undoes = undoes;
        builder.changes = changes;
        builder.conflicts = conflicts;
        builder.warnings.addAll(warnings);
        builder.reasons = reasons;
        builder.alternatives = alternatives;
        builder.reverted = reverted;
        builder.keeps = keeps;
        builder.loses = loses;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plan that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Gives the summary. */
    @Override
    public String toString() {
        return kind.word() + ": " + summary;
    }
}
