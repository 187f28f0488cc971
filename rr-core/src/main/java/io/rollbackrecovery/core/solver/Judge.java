package io.rollbackrecovery.core.solver;

import java.util.Set;

/**
 * A port: tells whether undoing a set leaves a consistent state. It need not be monotone: a smaller set may be
 * accepted where a larger one is not, and the other way round.
 *
 * @param <N> files, symbols or commits
 */
@FunctionalInterface
public interface Judge<N> {
    /**
     * Judges one set.
     *
     * @param members the set, not to be changed
     * @return true when undoing exactly these is consistent; the same for the same set each time
     */
    boolean accepts(Set<N> members);
}
