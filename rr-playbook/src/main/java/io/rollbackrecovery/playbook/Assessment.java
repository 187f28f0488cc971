package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Session;
import java.util.List;
import java.util.Optional;

/**
 * A first look at a repository: what happened last, what undoing it would take, and what it would break. What was not
 * computed is empty, never an empty list, and a warning says why. Immutable and thread-safe.
 */
public final class Assessment {
    private final List<Session> sessions;
    private final Target target;
    private final List<AttributedCommit> commits;
    private final Optional<BlastRadius> blast;
    private final List<StrategyPlan> plans;
    private final Optional<List<Risk>> risks;
    private final List<Warning> warnings;

    Assessment(
            List<Session> sessions,
            Target target,
            List<AttributedCommit> commits,
            Optional<BlastRadius> blast,
            List<StrategyPlan> plans,
            Optional<List<Risk>> risks,
            List<Warning> warnings) {
        this.sessions = List.copyOf(sessions);
        this.target = target;
        this.commits = List.copyOf(commits);
        this.blast = blast;
        this.plans = List.copyOf(plans);
        this.risks = risks.map(List::copyOf);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Gives the sessions that the repository shows.
     *
     * @return recorded and inferred ones, the one that began last first
     */
    public List<Session> sessions() {
        return sessions;
    }

    /**
     * Gives what the rest is about.
     *
     * @return what was asked for; else the newest session that can be taken back; without one the last commit
     */
    public Target target() {
        return target;
    }

    /**
     * Gives the commits of the target.
     *
     * @return newest first, each with who made it; those of a squashed session are the originals
     */
    public List<AttributedCommit> commits() {
        return commits;
    }

    /**
     * Gives what taking the target back on {@code HEAD} touches.
     *
     * @return the blast radius; empty if it was not computed
     */
    public Optional<BlastRadius> blast() {
        return blast;
    }

    /**
     * Gives the ways to take the target back that apply to it.
     *
     * @return the plans, the one that the guide's table asks for first; a plan may have conflicts
     */
    public List<StrategyPlan> plans() {
        return plans;
    }

    /**
     * Gives the changes to sensitive places that the target made, whatever it was about.
     *
     * @return the most urgent first; empty if it was not computed, and a warning says why
     */
    public Optional<List<Risk>> risks() {
        return risks;
    }

    /**
     * Gives the newest commit whose checks are recorded as passed.
     *
     * @return empty: not computed by this version
     */
    public Optional<CommitId> lastVerified() {
        return Optional.empty();
    }

    /**
     * Gives what the reader should know: what was not computed, and why.
     *
     * @return the warnings
     */
    public List<Warning> warnings() {
        return warnings;
    }

    /**
     * Gives the assessment for people.
     *
     * @return short, aligned lines, each ended
     */
    public String describe() {
        return AssessmentText.describe(this);
    }

    @Override
    public String toString() {
        return "Assessment[" + target.name() + ", " + commits.size() + " commits, " + plans.size() + " plans]";
    }
}
