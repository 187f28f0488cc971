package io.rollbackrecovery.core.solver;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What shrinking came to.
 *
 * @param <N> files, symbols or commits
 * @param accepted whether the judge accepted {@code kept}; when it did not accept the set to begin with, nothing is
 *     dropped and this is false
 * @param kept the members that stay, in the order of the set that was shrunk
 * @param dropped the members that went, in the order in which they did
 * @param judged how often the judge was asked
 */
public record Shrunk<N>(boolean accepted, Set<N> kept, Set<N> dropped, int judged) {
    /** Takes unmodifiable copies in the same order. */
    public Shrunk {
        kept = Collections.unmodifiableSet(new LinkedHashSet<>(kept));
        dropped = Collections.unmodifiableSet(new LinkedHashSet<>(dropped));
    }
}
