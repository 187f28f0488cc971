package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import java.util.List;

/**
 * A commit that makes the same change as another, as a cherry-pick does: their patches have one id. It may be the other
 * commit itself, where branches have it too.
 *
 * @param change the commit that was asked for
 * @param commit the commit that makes the same change
 * @param branches the branches that have {@code commit}, local and remote-tracking ones, ordered by name
 */
public record SameChange(CommitId change, CommitId commit, List<RefName> branches) {
    /** Copies the list, so that the value is immutable. */
    public SameChange {
        branches = List.copyOf(branches);
    }
}
