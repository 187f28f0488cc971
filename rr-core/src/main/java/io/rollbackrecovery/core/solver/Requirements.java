package io.rollbackrecovery.core.solver;

import java.util.List;

/**
 * A port: what each thing needs, each need with its reason. Requirements are pure implications: they do not depend on
 * what else is undone, so that their closure is unique.
 *
 * @param <N> files, symbols or commits; equal ones mean the same thing
 * @param <R> how reasons are told
 */
@FunctionalInterface
public interface Requirements<N, R> {
    /**
     * Gives what one thing needs directly.
     *
     * @param node the thing
     * @return its requirements, the same in the same order each time; the first one that names something is the one
     *     that is shown as its reason
     */
    List<Requirement<N, R>> of(N node);
}
