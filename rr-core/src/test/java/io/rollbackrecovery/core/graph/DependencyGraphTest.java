package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {
    /** The cascade of the guide: the dashboard and the test use the api, the api uses the profile. */
    private static DependencyGraph<String> cascade() {
        return DependencyGraph.<String>builder()
                .edge("user_api.py", "user_profile.py", EdgeKind.IMPORT)
                .edge("test_user_api.py", "user_api.py", EdgeKind.IMPORT)
                .edge("admin_dashboard.py", "user_api.py", EdgeKind.IMPORT)
                .build();
    }

    @Test
    void tellsWhoDependsOnAFileAndWhy() {
        Reach<String> reach = cascade().reach(List.of("user_profile.py"), Direction.DEPENDENTS);

        assertThat(reach.nodes()).containsExactly("user_api.py", "admin_dashboard.py", "test_user_api.py");
        assertThat(reach.distance("admin_dashboard.py")).isEqualTo(2);
        assertThat(reach.path("admin_dashboard.py"))
                .containsExactly(
                        new Edge<>("admin_dashboard.py", "user_api.py", EdgeKind.IMPORT),
                        new Edge<>("user_api.py", "user_profile.py", EdgeKind.IMPORT));
        assertThat(reach.contains("user_profile.py")).isFalse();
        assertThat(reach.contains("nothing.py")).isFalse();
    }

    @Test
    void ordersLeavesFirst() {
        assertThat(cascade().leafFirst())
                .containsExactly(
                        List.of("admin_dashboard.py"),
                        List.of("test_user_api.py"),
                        List.of("user_api.py"),
                        List.of("user_profile.py"));
    }

    @Test
    void takesACycleAsOneGroupAlsoThroughNodesThatWereNotAskedFor() {
        DependencyGraph<String> graph = DependencyGraph.<String>builder()
                .edge("a", "x", EdgeKind.IMPORT)
                .edge("x", "b", EdgeKind.IMPORT)
                .edge("b", "a", EdgeKind.IMPORT)
                .edge("c", "a", EdgeKind.IMPORT)
                .build();

        assertThat(graph.leafFirst(List.of("a", "b", "c"))).containsExactly(List.of("c"), List.of("a", "b"));
    }

    @Test
    void isEmptyWithoutNodes() {
        DependencyGraph<String> graph = DependencyGraph.<String>builder().build();

        assertThat(graph.nodes()).isEmpty();
        assertThat(graph.edges()).isEmpty();
        assertThat(graph.leafFirst()).isEmpty();
        assertThat(graph.components()).isEmpty();
        assertThat(graph.reach(List.of(), Direction.DEPENDENTS).nodes()).isEmpty();
        assertThat(graph).hasToString("DependencyGraph[0 nodes, 0 edges]");
    }

    @Test
    void refusesNamesThatItDoesNotKnow() {
        DependencyGraph<String> graph = cascade();

        assertThatThrownBy(() -> graph.edgesFrom("nothing.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing.py");
        assertThatThrownBy(() -> graph.reach(List.of("nothing.py"), Direction.DEPENDENTS))
                .isInstanceOf(IllegalArgumentException.class);
        Reach<String> reach = graph.reach(List.of("user_api.py"), Direction.DEPENDENTS);
        assertThatThrownBy(() -> reach.distance("user_profile.py")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reach.path("user_profile.py")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void differsByAKindAlone() {
        DependencyGraph<String> one = DependencyGraph.<String>builder()
                .edge("a", "b", EdgeKind.IMPORT)
                .build();
        DependencyGraph<String> other = DependencyGraph.<String>builder()
                .edge("a", "b", EdgeKind.STRING)
                .build();

        assertThat(one).isNotEqualTo(other).isNotEqualTo("a");
    }

    @Test
    void saysWhatItIs() {
        DependencyGraph<String> graph = cascade();

        assertThat(graph).hasToString("DependencyGraph[4 nodes, 3 edges]");
        assertThat(graph.ints()).hasToString("IntGraph[4 nodes, 3 edges]");
        assertThat(graph.reach(List.of("user_profile.py"), Direction.DEPENDENTS))
                .hasToString("Reach[DEPENDENTS, 3 nodes]");
        DependencyGraph<String> other = graph.change().node("other.py").apply();
        assertThat(graph.hashCode()).isNotEqualTo(other.hashCode());
        assertThat(graph.ints().hashCode()).isNotEqualTo(other.ints().hashCode());
        assertThat(graph.ints()).isNotEqualTo(other.ints()).isNotEqualTo(graph);
        DependencyGraph<String> renamed = DependencyGraph.<String>builder()
                .edge("2", "3", EdgeKind.IMPORT)
                .edge("1", "2", EdgeKind.IMPORT)
                .edge("0", "2", EdgeKind.IMPORT)
                .build();
        assertThat(renamed.ints()).isEqualTo(graph.ints());
        assertThat(renamed).isNotEqualTo(graph);
    }

    @Test
    void aBuilderCanBeUsedFurther() {
        DependencyGraph.Builder<String> builder =
                DependencyGraph.<String>builder().edge("b", "a", EdgeKind.IMPORT);
        DependencyGraph<String> first = builder.build();
        DependencyGraph<String> second = builder.edge("0", "b", EdgeKind.IMPORT).build();

        assertThat(first.nodes()).containsExactly("a", "b");
        assertThat(second.nodes()).containsExactly("0", "a", "b");
        assertThat(second.edgesFrom("b")).containsExactly(new Edge<>("b", "a", EdgeKind.IMPORT));
        assertThat(first.edgesTo("b")).isEmpty();
    }

    @Test
    void componentsAreNumberedByTheirSmallestNodes() {
        IntComponents components = IntGraph.builder(4)
                .edge(3, 0, EdgeKind.IMPORT)
                .edge(0, 3, EdgeKind.IMPORT)
                .edge(2, 1, EdgeKind.IMPORT)
                .build()
                .components();

        assertThat(components.count()).isEqualTo(3);
        assertThat(components.members(0)).containsExactly(0, 3);
        assertThat(components.members(2)).containsExactly(2);
        assertThat(components.componentOf(3)).isZero();
        assertThat(components.componentOf(1)).isEqualTo(1);
        assertThatThrownBy(() -> components.members(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(components.leafFirst(new int[] {1, 3, 1})).containsExactly(new int[] {1}, new int[] {3});
    }

    @Test
    void aGroupCountsByItsSmallestChosenNodeWhateverTheOrderOfAsking() {
        IntComponents components = IntGraph.builder(4)
                .edge(3, 0, EdgeKind.IMPORT)
                .edge(0, 3, EdgeKind.IMPORT)
                .build()
                .components();

        assertThat(components.leafFirst(new int[] {3, 1, 0})).containsExactly(new int[] {0, 3}, new int[] {1});
        assertThat(components.leafFirst(new int[] {3, 1})).containsExactly(new int[] {1}, new int[] {3});
        assertThat(IntGraph.builder(0).build().components().leafFirst(new int[0]))
                .isEmpty();
    }

    @Test
    void survivesAChainAndARingOfAMillion() {
        int size = 1_000_000;
        IntGraph.Builder chain = IntGraph.builder(size);
        for (int node = size - 1; node > 0; node--) {
            chain.edge(node - 1, node, EdgeKind.IMPORT);
        }
        IntGraph line = chain.build();
        IntReach reach = line.reach(new int[] {0}, Direction.DEPENDENCIES);
        IntGraph ring = chain.edge(size - 1, 0, EdgeKind.REFERENCE).build();
        int[] all = new int[size];
        for (int node = 0; node < size; node++) {
            all[node] = node;
        }

        assertThat(reach.distance(size - 1)).isEqualTo(size - 1);
        assertThat(reach.path(size - 1)).hasSize(size);
        assertThat(line.components().count()).isEqualTo(size);
        assertThat(line.components().leafFirst(all)).hasSize(size).startsWith(new int[] {0});
        assertThat(ring.components().count()).isEqualTo(1);
        assertThat(ring.components().leafFirst(all)).hasSize(1);
        assertThat(ring.edgeCount()).isEqualTo(size);
    }

    @Test
    void intGraphChecksItsBounds() {
        IntGraph graph = IntGraph.builder(2).edge(0, 1, EdgeKind.IMPORT).build();

        assertThat(graph.kinds(0, 1)).containsExactly(EdgeKind.IMPORT);
        assertThat(graph.kinds(1, 0)).isEmpty();
        assertThatThrownBy(() -> graph.kinds(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> graph.degree(-1, Direction.DEPENDENTS)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> graph.neighbour(0, Direction.DEPENDENCIES, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> graph.closure(new int[] {2}, Direction.DEPENDENTS))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(graph.closure(new int[] {1, 1}, Direction.DEPENDENTS).stream())
                .containsExactly(0, 1);
        IntReach reach = graph.reach(new int[] {0}, Direction.DEPENDENCIES);
        assertThat(reach.reached(1)).isTrue();
        assertThat(reach.reached(0)).isFalse();
        assertThatThrownBy(() -> reach.reached(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reach.distance(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IntGraph.builder(1).edge(0, 1, EdgeKind.IMPORT))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> IntGraph.builder(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> graph.reach(new int[] {2}, Direction.DEPENDENTS))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void edgeKindsHaveTheWordsOfTheDocuments() {
        assertThat(EdgeKind.values())
                .extracting(EdgeKind::word)
                .containsExactly(
                        "import",
                        "type-only",
                        "same-package",
                        "wildcard",
                        "re-export",
                        "reference",
                        "string",
                        "dynamic",
                        "ambiguous",
                        "config");
        assertThat(EdgeKind.ofWord("type-only")).contains(EdgeKind.TYPE_ONLY);
        assertThat(EdgeKind.ofWord("IMPORT")).isEmpty();
    }
}
