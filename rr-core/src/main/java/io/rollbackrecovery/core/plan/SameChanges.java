package io.rollbackrecovery.core.plan;

import java.util.List;

/**
 * Where else some changes were made.
 *
 * @param found the commits that make them, newest first; branches that have them are at the commit that they have
 * @param looked how many commits were looked at
 * @param complete whether these were all that any branch has; if not, older ones may make the same changes
 */
public record SameChanges(List<SameChange> found, int looked, boolean complete) {
    /** Copies the list, so that the value is immutable. */
    public SameChanges {
        found = List.copyOf(found);
    }
}
