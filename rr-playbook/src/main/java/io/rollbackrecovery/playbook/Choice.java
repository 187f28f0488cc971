package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.id.CommitId;
import java.util.Optional;

/**
 * How a strategy is chosen: by the guide's table of five situations, or by a person with a reason. Immutable; the
 * methods that change a choice return a new one.
 */
public final class Choice {
    private final Optional<Strategy> strategy;
    private final String reason;
    private final Optional<Check> check;
    private final Optional<CommitId> culprit;

    private Choice(Optional<Strategy> strategy, String reason, Optional<Check> check, Optional<CommitId> culprit) {
        this.strategy = strategy;
        this.reason = reason;
        this.check = check;
        this.culprit = culprit;
    }

    /**
     * Lets the guide's table decide.
     *
     * @return the choice
     */
    public static Choice byTable() {
        return new Choice(Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    /**
     * Names the strategy.
     *
     * @param strategy the strategy
     * @param reason why; it stands in the post-mortem
     * @return the choice
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Choice of(Strategy strategy, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a strategy that is chosen by hand needs a reason");
        }
        return new Choice(Optional.of(strategy), reason.strip(), Optional.empty(), Optional.empty());
    }

    /**
     * Gives a check that fails now and passed before, so that the one commit that broke it is searched for.
     *
     * @param newCheck the check; it is run in scratch work trees
     * @return the changed choice
     */
    public Choice searchingWith(Check newCheck) {
        return new Choice(strategy, reason, Optional.of(newCheck), culprit);
    }

    /**
     * Names the commit that broke it, so that it need not be searched for.
     *
     * @param commit the commit
     * @return the changed choice
     */
    public Choice culprit(CommitId commit) {
        return new Choice(strategy, reason, check, Optional.of(commit));
    }

    /**
     * Gives the strategy.
     *
     * @return empty if the table decides
     */
    public Optional<Strategy> strategy() {
        return strategy;
    }

    /**
     * Gives the reason.
     *
     * @return a sentence; empty if the table decides
     */
    public String reason() {
        return reason;
    }

    /**
     * Gives the check to search with.
     *
     * @return empty if nothing is to be searched for
     */
    public Optional<Check> check() {
        return check;
    }

    /**
     * Gives the culprit.
     *
     * @return empty if it is not known yet
     */
    public Optional<CommitId> culprit() {
        return culprit;
    }
}
