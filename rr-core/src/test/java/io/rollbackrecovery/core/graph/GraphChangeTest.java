package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphChangeTest {
    private final DependencyGraph<String> graph = DependencyGraph.<String>builder()
            .edge("a", "b", EdgeKind.IMPORT)
            .edge("a", "b", EdgeKind.STRING)
            .edge("b", "c", EdgeKind.IMPORT)
            .edge("c", "c", EdgeKind.REFERENCE)
            .build();

    @Test
    void oneMoreCommit() {
        DependencyGraph<String> next = graph.change()
                .remove("c")
                .clear("a")
                .edge("a", "d", EdgeKind.IMPORT)
                .node("e")
                .apply();

        assertThat(next.nodes()).containsExactly("a", "b", "d", "e");
        assertThat(next.edges()).containsExactly(new Edge<>("a", "d", EdgeKind.IMPORT));
        assertThat(graph.nodes()).containsExactly("a", "b", "c");
        assertThat(graph.edgeCount()).isEqualTo(4);
    }

    @Test
    void aNodeRemovedAndToldAgainBeginsAnew() {
        DependencyGraph<String> next =
                graph.change().edge("b", "a", EdgeKind.CONFIG).remove("b").apply();

        assertThat(next.nodes()).containsExactly("a", "b", "c");
        assertThat(next.edges())
                .containsExactly(new Edge<>("b", "a", EdgeKind.CONFIG), new Edge<>("c", "c", EdgeKind.REFERENCE));
    }

    @Test
    void namesThatAreNotThereChangeNothing() {
        assertThat(graph.change().remove("x").clear("y").apply()).isEqualTo(graph);
    }

    @Test
    void theDifferenceNamesEachKind() {
        DependencyGraph<String> next =
                graph.change().clear("a").edge("a", "b", EdgeKind.STRING).apply();

        GraphDifference<String> difference = GraphDifference.between(graph, next);

        assertThat(difference.removedEdges()).containsExactly(new Edge<>("a", "b", EdgeKind.IMPORT));
        assertThat(difference.addedEdges()).isEmpty();
        assertThat(difference.addedNodes()).isEmpty();
        assertThat(difference.isEmpty()).isFalse();
        assertThat(GraphDifference.between(graph, graph).isEmpty()).isTrue();
    }

    @Test
    void aDifferenceCanBeAppliedElsewhere() {
        DependencyGraph<String> other = DependencyGraph.<String>builder()
                .edge("a", "c", EdgeKind.IMPORT)
                .edge("a", "x", EdgeKind.IMPORT)
                .build();
        GraphDifference<String> difference = GraphDifference.between(graph, graph.only(List.of("a", "b")));

        DependencyGraph<String> changed = difference.applyTo(other);

        assertThat(changed.nodes()).containsExactly("a", "x");
        assertThat(changed.edges()).containsExactly(new Edge<>("a", "x", EdgeKind.IMPORT));
        GraphDifference<String> lessByOne = new GraphDifference<>(
                List.of(), List.of("c"), List.of(), List.of(new Edge<>("a", "x", EdgeKind.IMPORT)));
        assertThat(lessByOne.applyTo(other).nodes()).containsExactly("a", "x");
        assertThat(lessByOne.applyTo(other).edges()).isEmpty();
    }

    @Test
    void changesALongChain() {
        int size = 300_000;
        DependencyGraph.Builder<Integer> builder = DependencyGraph.builder();
        for (int node = 1; node < size; node++) {
            builder.edge(node - 1, node, EdgeKind.IMPORT);
        }
        DependencyGraph<Integer> chain = builder.build();

        DependencyGraph<Integer> cut = chain.change().remove(size / 2).apply();

        assertThat(cut.nodes()).hasSize(size - 1);
        assertThat(cut.edgeCount()).isEqualTo(size - 3);
        assertThat(GraphDifference.between(chain, cut).removedEdges()).hasSize(2);
        assertThat(GraphDifference.between(chain, cut).reversed().applyTo(cut)).isEqualTo(chain);
    }
}
