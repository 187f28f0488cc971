package io.rollbackrecovery.core.session;

import io.rollbackrecovery.core.history.Commit;
import java.util.List;
import java.util.Optional;

/**
 * A commit and who made it. Immutable.
 *
 * @param commit the commit
 * @param attribution who made it
 * @param agent the name of the agent, if one took part and is known
 * @param evidence what this rests on, strongest first; never empty
 */
public record AttributedCommit(
        Commit commit, Attribution attribution, Optional<String> agent, List<Evidence> evidence) {
    /** Copies the list, so that the value is immutable. */
    public AttributedCommit {
        evidence = List.copyOf(evidence);
    }
}
