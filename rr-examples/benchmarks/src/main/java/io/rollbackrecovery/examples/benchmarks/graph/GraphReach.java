package io.rollbackrecovery.examples.benchmarks.graph;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All direct and transitive dependents of ten nodes. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphReach {
    private static final int SOURCES = 10;

    /** The graph, see {@link EdgeList#of}. */
    @Param("code-1000")
    public String input;

    /** Who searches it, see {@link Subject}. */
    @Param({Subject.RR, Subject.SPARSE, Subject.JGRAPHT, Subject.GUAVA})
    public String library;

    private Subject subject;
    private int[] sources;

    /** Builds the graph. */
    @Setup
    public void build() {
        EdgeList edges = EdgeList.of(input);
        subject = Subject.of(library);
        subject.build(edges);
        sources = edges.sources(SOURCES);
    }

    /** Measures it. */
    @Benchmark
    public int reach() {
        return subject.dependents(sources);
    }
}
