package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A recovery under way, or over: what is known of it after its last step. The repository keeps it, so that any instance
 * of {@link RecoveryPlaybook} can go on with it. Immutable and thread-safe; two cases are equal if their records are.
 */
public final class Case {
    private final CaseId id;
    private final Symptom symptom;
    private final String what;
    private final Optional<String> target;
    private final Optional<String> evidence;
    private final CaseStep step;
    private final Optional<CaseEnd> end;
    private final Map<CaseStep, Instant> times;
    private final Optional<SessionId> session;
    private final List<CommitId> commits;
    private final List<RepoPath> changed;
    private final Optional<List<RepoPath>> dependents;
    private final Optional<Strategy> strategy;
    private final String reason;
    private final Optional<CommitId> culprit;
    private final OptionalInt probes;
    private final List<Reason> cascade;
    private final Optional<Plan> plan;
    private final Optional<OperationId> operation;
    private final List<Verification> verifications;
    private final Optional<CommitId> verified;
    private final String prevention;

    private Case(Builder builder) {
        this.id = builder.id;
        this.symptom = builder.symptom;
        this.what = builder.what;
        this.target = builder.target;
        this.evidence = builder.evidence;
        this.step = builder.step;
        this.end = builder.end;
        this.times = Collections.unmodifiableMap(new EnumMap<>(builder.times));
        this.session = builder.session;
        this.commits = List.copyOf(builder.commits);
        this.changed = List.copyOf(builder.changed);
        this.dependents = builder.dependents.map(List::copyOf);
        this.strategy = builder.strategy;
        this.reason = builder.reason;
        this.culprit = builder.culprit;
        this.probes = builder.probes;
        this.cascade = List.copyOf(builder.cascade);
        this.plan = builder.plan;
        this.operation = builder.operation;
        this.verifications = List.copyOf(builder.verifications);
        this.verified = builder.verified;
        this.prevention = builder.prevention;
    }

    /**
     * Gives the id.
     *
     * @return {@code yyyyMMdd-HHmm-<slug>} in UTC
     */
    public CaseId id() {
        return id;
    }

    /**
     * Gives the symptom.
     *
     * @return how it was noticed
     */
    public Symptom symptom() {
        return symptom;
    }

    /**
     * Gives what is wrong.
     *
     * @return one line
     */
    public String what() {
        return what;
    }

    /**
     * Gives what the case is about, as it was asked for or found by assessing.
     *
     * @return a session, revision or range; empty before the case is assessed if nothing was named
     */
    public Optional<String> target() {
        return target;
    }

    /**
     * Gives the evidence.
     *
     * @return what shows that something is wrong; empty if nothing was given
     */
    public Optional<String> evidence() {
        return evidence;
    }

    /**
     * Gives the step.
     *
     * @return the step that was done last
     */
    public CaseStep step() {
        return step;
    }

    /**
     * Gives the steps that can be done now.
     *
     * @return in their order; none if the case is closed
     */
    public List<CaseStep> next() {
        if (end.isPresent()) {
            return List.of();
        }
        return switch (step) {
            case DETECT -> List.of(CaseStep.ASSESS);
            case ASSESS -> List.of(CaseStep.ASSESS, CaseStep.CHOOSE);
            case CHOOSE ->
                List.of(CaseStep.ASSESS, CaseStep.CHOOSE, plan.isPresent() ? CaseStep.EXECUTE : CaseStep.VERIFY);
            case EXECUTE -> List.of(CaseStep.CHOOSE, CaseStep.VERIFY);
            case VERIFY -> List.of(CaseStep.CHOOSE, CaseStep.VERIFY, CaseStep.CLOSE);
            case CLOSE -> List.of();
        };
    }

    /**
     * Tells how the case ended.
     *
     * @return empty while it is open
     */
    public Optional<CaseEnd> end() {
        return end;
    }

    /**
     * Gives when each step was done last.
     *
     * @return the steps that were done, in the order of the steps
     */
    public Map<CaseStep, Instant> times() {
        return times;
    }

    /**
     * Gives how long the recovery took: from the opening of the case until everything was verified.
     *
     * @return empty until then
     */
    public Optional<Duration> timeToRecovery() {
        Instant from = times.get(CaseStep.DETECT);
        Instant to = times.get(CaseStep.VERIFY);
        return from == null || to == null ? Optional.empty() : Optional.of(Duration.between(from, to));
    }

    /**
     * Gives the session that the case is about.
     *
     * @return empty before the case is assessed, and if it is not about a session
     */
    public Optional<SessionId> session() {
        return session;
    }

    /**
     * Gives the commits that the case is about.
     *
     * @return newest first; none before the case is assessed
     */
    public List<CommitId> commits() {
        return commits;
    }

    /**
     * Gives the files that those commits changed.
     *
     * @return ordered by path; none before the case is assessed
     */
    public List<RepoPath> changed() {
        return changed;
    }

    /**
     * Gives the files that depend on a changed one and were not changed.
     *
     * @return the nearest first; empty if the blast radius was not computed
     */
    public Optional<List<RepoPath>> dependents() {
        return dependents;
    }

    /**
     * Gives the strategy.
     *
     * @return empty before one is chosen
     */
    public Optional<Strategy> strategy() {
        return strategy;
    }

    /**
     * Gives why that strategy was chosen.
     *
     * @return a sentence; empty before one is chosen
     */
    public String reason() {
        return reason;
    }

    /**
     * Gives the commit that broke it.
     *
     * @return empty if it was neither named nor searched for
     */
    public Optional<CommitId> culprit() {
        return culprit;
    }

    /**
     * Gives how many runs of the check the search for the culprit took.
     *
     * @return empty if it was not searched for
     */
    public OptionalInt probes() {
        return probes;
    }

    /**
     * Gives the commits that are taken back because they build on the culprit.
     *
     * @return each with its reason
     */
    public List<Reason> cascade() {
        return cascade;
    }

    /**
     * Gives the plan.
     *
     * @return empty before a strategy is chosen, and for one that people carry out
     */
    public Optional<Plan> plan() {
        return plan;
    }

    /**
     * Gives the operation by which the plan was applied.
     *
     * @return empty before that; {@code journal().planUndo(operation)} takes it back
     */
    public Optional<OperationId> operation() {
        return operation;
    }

    /**
     * Gives what was verified.
     *
     * @return what came of each; none before the first time
     */
    public List<Verification> verifications() {
        return verifications;
    }

    /**
     * Gives the commit that was verified.
     *
     * @return the commit that HEAD named when everything passed or was waived; empty before that
     */
    public Optional<CommitId> verified() {
        return verified;
    }

    /**
     * Gives what was done so that it does not happen again.
     *
     * @return a sentence; empty while the case is open
     */
    public String prevention() {
        return prevention;
    }

    Builder toBuilder() {
        Builder copy = new Builder(id, symptom, what);
        copy.target = target;
        copy.evidence = evidence;
        copy.step = step;
        copy.end = end;
        copy.times.putAll(times);
        copy.session = session;
        copy.commits = commits;
        copy.changed = changed;
        copy.dependents = dependents;
        copy.strategy = strategy;
        copy.reason = reason;
        copy.culprit = culprit;
        copy.probes = probes;
        copy.cascade = cascade;
        copy.plan = plan;
        copy.operation = operation;
        copy.verifications = verifications;
        copy.verified = verified;
        copy.prevention = prevention;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Case that && CaseJson.write(this).equals(CaseJson.write(that));
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, step, end);
    }

    @Override
    public String toString() {
        return id + " (" + end.map(CaseEnd::word).orElseGet(step::word) + ")";
    }

    /** Builds cases, step by step. */
    static final class Builder {
        private final CaseId id;
        private final Symptom symptom;
        private final String what;
        private final Map<CaseStep, Instant> times = new EnumMap<>(CaseStep.class);
        Optional<String> target = Optional.empty();
        Optional<String> evidence = Optional.empty();
        CaseStep step = CaseStep.DETECT;
        Optional<CaseEnd> end = Optional.empty();
        Optional<SessionId> session = Optional.empty();
        List<CommitId> commits = List.of();
        List<RepoPath> changed = List.of();
        Optional<List<RepoPath>> dependents = Optional.empty();
        Optional<Strategy> strategy = Optional.empty();
        String reason = "";
        Optional<CommitId> culprit = Optional.empty();
        OptionalInt probes = OptionalInt.empty();
        List<Reason> cascade = List.of();
        Optional<Plan> plan = Optional.empty();
        Optional<OperationId> operation = Optional.empty();
        List<Verification> verifications = List.of();
        Optional<CommitId> verified = Optional.empty();
        String prevention = "";

        Builder(CaseId id, Symptom symptom, String what) {
            this.id = id;
            this.symptom = symptom;
            this.what = what;
        }

        /** The case is in a step, reached now; what belongs to later steps is not known any more. */
        Builder reach(CaseStep reached, Instant now) {
            step = reached;
            time(reached, now);
            times.keySet().removeIf(later -> later.compareTo(reached) > 0);
            return this;
        }

        Builder time(CaseStep reached, Instant at) {
            times.put(reached, at);
            return this;
        }

        /** Forgets what was chosen, done and verified. */
        Builder forgetChoice() {
            strategy = Optional.empty();
            reason = "";
            culprit = Optional.empty();
            probes = OptionalInt.empty();
            cascade = List.of();
            plan = Optional.empty();
            operation = Optional.empty();
            verifications = List.of();
            verified = Optional.empty();
            return this;
        }

        Case build() {
            return new Case(this);
        }
    }
}
