package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;

/**
 * A commit that a plan will make. Identity and time are part of the plan, so its id is known beforehand and is the same
 * whenever and wherever the plan is applied.
 *
 * @param id the id that it will have
 * @param tree its tree
 * @param parents its parents, which exist or are made earlier in the plan
 * @param author who is named as author
 * @param committer who is named as committer
 * @param message the whole message
 */
public record PlannedCommit(
        CommitId id, TreeId tree, List<CommitId> parents, Signature author, Signature committer, String message) {
    /** Copies the list, so that the value is immutable. */
    public PlannedCommit {
        parents = List.copyOf(parents);
    }

    /**
     * Gives the first line of the message.
     *
     * @return the subject
     */
    public String subject() {
        return message.lines().findFirst().orElse("");
    }
}
