package io.rollbackrecovery.examples.benchmarks.graph;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Strongly connected components, and all nodes in leaf-first order (which begins with the components). */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphOrder {
    /** The graph, see {@link EdgeList#of}. */
    @Param("code-1000")
    public String input;

    /** Who works on it, see {@link Subject}. */
    @Param({Subject.RR, Subject.SPARSE, Subject.JGRAPHT})
    public String library;

    private Subject subject;

    /** Builds the graph. */
    @Setup
    public void build() {
        subject = Subject.of(library);
        subject.build(EdgeList.of(input));
    }

    /** Measures the components alone. */
    @Benchmark
    public int components() {
        return subject.components();
    }

    /** Measures components and order. */
    @Benchmark
    public List<int[]> leafFirst() {
        return subject.leafFirst();
    }
}
