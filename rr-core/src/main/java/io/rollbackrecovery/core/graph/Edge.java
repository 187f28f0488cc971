package io.rollbackrecovery.core.graph;

/**
 * One dependency: {@code from} depends on {@code to}.
 *
 * @param <N> the type of the nodes' names
 * @param from the dependent
 * @param to the dependency
 * @param kind how {@code from} refers to {@code to}
 */
public record Edge<N>(N from, N to, EdgeKind kind) {}
