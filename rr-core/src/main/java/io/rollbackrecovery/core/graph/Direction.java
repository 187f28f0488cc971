package io.rollbackrecovery.core.graph;

/** Which way edges are followed. An edge {@code a -> b} says that {@code a} depends on {@code b}. */
public enum Direction {
    /** Against the edges: from a node to what depends on it. */
    DEPENDENTS,
    /** Along the edges: from a node to what it depends on. */
    DEPENDENCIES
}
