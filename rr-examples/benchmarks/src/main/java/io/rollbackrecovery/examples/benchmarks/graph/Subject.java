package io.rollbackrecovery.examples.benchmarks.graph;

import java.util.List;

/** A graph library under measurement, and the graph that it was told to build. Not thread-safe. */
abstract class Subject {
    /** RR's own. */
    static final String RR = "rr";
    /** JGraphT's {@code DefaultDirectedGraph}. */
    static final String JGRAPHT = "jgrapht";
    /** JGraphT's {@code SparseIntDirectedGraph}. */
    static final String SPARSE = "jgrapht-sparse";
    /** Guava's {@code ImmutableGraph}. */
    static final String GUAVA = "guava";

    /** All of them. */
    static final List<String> ALL = List.of(RR, JGRAPHT, SPARSE, GUAVA);

    static Subject of(String library) {
        return switch (library) {
            case RR -> new RrSubject();
            case JGRAPHT -> JGraphTSubject.ofDefault();
            case SPARSE -> JGraphTSubject.ofSparse();
            case GUAVA -> new GuavaSubject();
            default -> throw new IllegalArgumentException("no such library: " + library);
        };
    }

    /** Builds the graph and keeps it. */
    abstract Object build(EdgeList edges);

    /** How many nodes are, or depend on, one of the sources, directly or not. */
    abstract int dependents(int[] sources);

    /** Whether the library finds components and an order; Guava does not. */
    boolean hasComponents() {
        return true;
    }

    /** How many strongly connected components there are. */
    abstract int components();

    /** All components, so that no node comes after one that it depends on, unless they share a component. */
    abstract List<int[]> leafFirst();
}
