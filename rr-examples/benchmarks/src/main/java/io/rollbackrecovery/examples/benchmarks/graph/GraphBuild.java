package io.rollbackrecovery.examples.benchmarks.graph;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From two arrays to a graph. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphBuild {
    /** What to build, see {@link EdgeList#of}. */
    @Param("code-1000")
    public String input;

    /** Who builds it, see {@link Subject}. */
    @Param({Subject.RR, Subject.SPARSE, Subject.JGRAPHT, Subject.GUAVA})
    public String library;

    private EdgeList edges;

    /** Makes the arrays. */
    @Setup
    public void makeArrays() {
        edges = EdgeList.of(input);
    }

    /** Measures it. */
    @Benchmark
    public Object build() {
        return Subject.of(library).build(edges);
    }
}
