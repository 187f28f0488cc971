package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Warning;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What came of a search for the commit that broke something. Immutable and thread-safe. */
public final class BisectResult {
    private final Kind kind;
    private final List<CommitId> candidates;
    private final double confidence;
    private final List<BisectProbe> log;
    private final List<Warning> warnings;
    private final String message;
    private final String hint;

    BisectResult(
            Kind kind,
            List<CommitId> candidates,
            double confidence,
            List<BisectProbe> log,
            List<Warning> warnings,
            String message,
            String hint) {
        this.kind = Objects.requireNonNull(kind);
        this.candidates = List.copyOf(candidates);
        this.confidence = confidence;
        this.log = List.copyOf(log);
        this.warnings = List.copyOf(warnings);
        this.message = message;
        this.hint = hint;
    }

    /**
     * Gives how the search ended.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Gives the commit that broke it.
     *
     * @return the first bad commit; empty unless the kind is {@link Kind#FOUND}
     */
    public Optional<CommitId> culprit() {
        return kind == Kind.FOUND ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * Gives the commits that may have broken it, as far as the search came.
     *
     * @return the culprit alone if it was found; the skipped ones and the oldest bad one if only those are left; the
     *     rest of the range, newest first, if the check was broken; none if there was nothing to search
     */
    public List<CommitId> candidates() {
        return candidates;
    }

    /**
     * Gives how many runs of the check the search took.
     *
     * @return the runs that were paid for; a reused one is not
     */
    public int probes() {
        return (int) log.stream().filter(probe -> !probe.reused()).count();
    }

    /**
     * Gives how sure it is that the culprit is among {@link #candidates()}.
     *
     * @return 0 to 1; 1 if the check was believed, 0 if there was nothing to search
     */
    public double confidence() {
        return confidence;
    }

    /**
     * Gives the steps.
     *
     * @return every run, in the order in which they were taken
     */
    public List<BisectProbe> log() {
        return log;
    }

    /**
     * Gives what the reader should know.
     *
     * @return the warnings; empty if there are none
     */
    public List<Warning> warnings() {
        return warnings;
    }

    /**
     * Says how the search ended.
     *
     * @return one sentence for people
     */
    public String message() {
        return message;
    }

    /**
     * Says what the caller can do.
     *
     * @return a sentence; empty if there is nothing to do
     */
    public String hint() {
        return hint;
    }

    @Override
    public String toString() {
        return kind + ": " + message;
    }

    /** How a search ended. New kinds may be added. */
    public enum Kind {
        /** The culprit is known. */
        FOUND,
        /** What is left to test was skipped, so that one of several commits is the culprit. */
        ONLY_SKIPPED_LEFT,
        /** The check itself was broken. */
        ABORTED,
        /** The good and the bad commits do not enclose a change from good to bad. */
        NOT_BISECTABLE
    }
}
