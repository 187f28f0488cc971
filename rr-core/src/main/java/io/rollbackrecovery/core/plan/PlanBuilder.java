package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Collects the parts of a plan; begun by {@link Plan#builder} or {@link Plan#toBuilder}. What is not set stays empty. Not
 * thread-safe.
 */
public final class PlanBuilder {
    final OperationKind kind;
    final String summary;
    final Instant time;
    Optional<SessionId> session = Optional.empty();
    Optional<TreeId> tree = Optional.empty();
    final List<TreeStep> steps = new ArrayList<>();
    final List<PlannedCommit> commits = new ArrayList<>();
    final List<PlannedTag> tags = new ArrayList<>();
    final List<RefMove> refMoves = new ArrayList<>();
    Optional<HeadMove> headMove = Optional.empty();
    Optional<TreeMove> treeMove = Optional.empty();
    Optional<CaptureMove> captureMove = Optional.empty();
    Optional<OperationId> undoes = Optional.empty();
    List<PathChange> changes = List.of();
    List<Conflict> conflicts = List.of();
    final List<Warning> warnings = new ArrayList<>();
    List<Reason> reasons = List.of();
    List<Alternative> alternatives = List.of();
    List<CommitId> reverted = List.of();
    Stake keeps = Stake.none();
    Stake loses = Stake.none();

    PlanBuilder(OperationKind kind, String summary, Instant time) {
        this.kind = Objects.requireNonNull(kind);
        this.summary = Objects.requireNonNull(summary);
        this.time = Objects.requireNonNull(time);
    }

    /**
     * Sets the session.
     *
     * @param value the session that the operation belongs to
     * @return this builder
     */
    public PlanBuilder session(SessionId value) {
        this.session = Optional.of(value);
        return this;
    }

    /**
     * Sets the resulting tree.
     *
     * @param value the tree that the moved branch will have
     * @return this builder
     */
    public PlanBuilder tree(TreeId value) {
        this.tree = Optional.of(value);
        return this;
    }

    /**
     * Adds a step.
     *
     * @param step a step, after those on whose trees it builds
     * @return this builder
     */
    public PlanBuilder step(TreeStep step) {
        steps.add(step);
        return this;
    }

    /**
     * Adds a commit.
     *
     * @param commit a commit, after its parents
     * @return this builder
     */
    public PlanBuilder commit(PlannedCommit commit) {
        commits.add(commit);
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param tag a tag
     * @return this builder
     */
    public PlanBuilder tag(PlannedTag tag) {
        tags.add(tag);
        return this;
    }

    /**
     * Adds the move of a ref.
     *
     * @param move the move; at most one for each ref
     * @return this builder
     */
    public PlanBuilder move(RefMove move) {
        refMoves.add(move);
        return this;
    }

    /**
     * Sets the move of HEAD.
     *
     * @param value the move
     * @return this builder
     */
    public PlanBuilder head(HeadMove value) {
        this.headMove = Optional.of(value);
        return this;
    }

    /**
     * Sets the move of index and work tree.
     *
     * @param value the move
     * @return this builder
     */
    public PlanBuilder workTree(TreeMove value) {
        this.treeMove = Optional.of(value);
        return this;
    }

    /**
     * Sets the move of uncommitted work.
     *
     * @param value the move
     * @return this builder
     */
    public PlanBuilder uncommitted(CaptureMove value) {
        this.captureMove = Optional.of(value);
        return this;
    }

    /**
     * Sets the operation whose effect is taken back.
     *
     * @param operation the operation
     * @return this builder
     */
    public PlanBuilder undoes(OperationId operation) {
        this.undoes = Optional.of(operation);
        return this;
    }

    /**
     * Sets the changed paths.
     *
     * @param value the changes, ordered by path
     * @return this builder
     */
    public PlanBuilder changes(List<PathChange> value) {
        this.changes = value;
        return this;
    }

    /**
     * Sets the conflicts.
     *
     * @param value the conflicts, ordered by path
     * @return this builder
     */
    public PlanBuilder conflicts(List<Conflict> value) {
        this.conflicts = value;
        return this;
    }

    /**
     * Adds a warning.
     *
     * @param code a stable word for programs
     * @param message a sentence for people
     * @return this builder
     */
    public PlanBuilder warn(String code, String message) {
        warnings.add(new Warning(code, message));
        return this;
    }

    /**
     * Sets the reasons.
     *
     * @param value why commits that were not asked for are part of the plan
     * @return this builder
     */
    public PlanBuilder reasons(List<Reason> value) {
        this.reasons = value;
        return this;
    }

    /**
     * Sets the other ways.
     *
     * @param value other ways to come to a clean result, the better first
     * @return this builder
     */
    public PlanBuilder alternatives(List<Alternative> value) {
        this.alternatives = value;
        return this;
    }

    /**
     * Sets the commits that are taken back.
     *
     * @param value the commits, newest first
     * @return this builder
     */
    public PlanBuilder reverted(List<CommitId> value) {
        this.reverted = value;
        return this;
    }

    /**
     * Sets what stays.
     *
     * @param value what is kept
     * @return this builder
     */
    public PlanBuilder keeps(Stake value) {
        this.keeps = value;
        return this;
    }

    /**
     * Sets what goes.
     *
     * @param value what is lost
     * @return this builder
     */
    public PlanBuilder loses(Stake value) {
        this.loses = value;
        return this;
    }

    /**
     * Makes the plan.
     *
     * @return the plan
     * @throws IllegalArgumentException if a ref moves twice
     */
    public Plan build() {
        if (refMoves.stream().map(RefMove::ref).distinct().count() != refMoves.size()) {
            throw new IllegalArgumentException("a ref moves twice: " + refMoves);
        }
        return new Plan(this);
    }
}
