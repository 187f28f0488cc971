package io.rollbackrecovery.core.solver;

/**
 * One thing that another needs: undoing the one asks for undoing {@code needed} too.
 *
 * @param <N> files, symbols or commits
 * @param <R> how reasons are told
 * @param needed what is needed
 * @param reason why
 */
public record Requirement<N, R>(N needed, R reason) {}
