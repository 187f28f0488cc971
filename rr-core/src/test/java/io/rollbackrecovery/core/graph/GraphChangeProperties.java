package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.graph.GraphFixtures.Sketch;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GraphChangeProperties {
    /** Names to remove and to clear, and nodes and edges to tell. */
    record Step(Set<Integer> removed, Set<Integer> cleared, Set<Integer> nodes, List<Edge<Integer>> edges) {
        DependencyGraph<Integer> change(DependencyGraph<Integer> graph) {
            GraphChange<Integer> change = graph.change();
            nodes.forEach(change::node);
            edges.forEach(edge -> change.edge(edge.from(), edge.to(), edge.kind()));
            cleared.forEach(change::clear);
            removed.forEach(change::remove);
            return change.apply();
        }

        DependencyGraph<Integer> rebuild(DependencyGraph<Integer> graph) {
            DependencyGraph.Builder<Integer> builder = DependencyGraph.builder();
            graph.nodes().stream().filter(node -> !removed.contains(node)).forEach(builder::node);
            graph.edges()
                    .filter(edge -> !removed.contains(edge.from())
                            && !removed.contains(edge.to())
                            && !cleared.contains(edge.from()))
                    .forEach(edge -> builder.edge(edge.from(), edge.to(), edge.kind()));
            nodes.forEach(builder::node);
            edges.forEach(edge -> builder.edge(edge.from(), edge.to(), edge.kind()));
            return builder.build();
        }
    }

    @Provide
    Arbitrary<Sketch> sketches() {
        return GraphFixtures.sketches();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Set<Integer>> few =
                Arbitraries.integers().between(0, 44).set().ofMaxSize(4);
        return Combinators.combine(few, few, few, GraphFixtures.anyEdges(6))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(seed = "42")
    void changedGraphEqualsTheOneBuiltFromNothing(
            @ForAll("sketches") Sketch sketch, @ForAll("steps") List<Step> steps) {
        DependencyGraph<Integer> graph = sketch.graph();
        for (Step step : steps) {
            DependencyGraph<Integer> changed = step.change(graph);
            assertThat(GraphFixtures.complete(changed)).isEqualTo(step.rebuild(graph));
            graph = changed;
        }
        assertThat(sketch.graph().change().apply()).isEqualTo(sketch.graph());
    }

    @Property(seed = "42")
    void onlyTheEdgesOfKnownNodesChange(@ForAll("sketches") Sketch sketch, @ForAll("steps") List<Step> steps) {
        DependencyGraph<Integer> graph = sketch.graph();
        for (Step step : steps) {
            Set<Integer> known = new TreeSet<>(graph.nodes());
            Step within = new Step(
                    Set.of(),
                    step.cleared(),
                    Set.of(),
                    step.edges().stream()
                            .filter(edge -> known.contains(edge.from()) && known.contains(edge.to()))
                            .toList());
            DependencyGraph<Integer> changed = within.change(graph);
            assertThat(GraphFixtures.complete(changed)).isEqualTo(within.rebuild(graph));
            assertThat(changed.nodes()).isSameAs(graph.nodes());
            graph = changed;
        }
    }

    @Property(seed = "42")
    void differenceIsExactAndLeadsThereAndBack(@ForAll("sketches") Sketch one, @ForAll("sketches") Sketch two) {
        check(one.graph(), two.graph());
    }

    @Property(seed = "42")
    void differenceOfAGraphAndTheNext(@ForAll("sketches") Sketch sketch, @ForAll("steps") List<Step> steps) {
        DependencyGraph<Integer> before = sketch.graph();
        DependencyGraph<Integer> after = before;
        for (Step step : steps) {
            after = step.change(after);
        }
        check(before, after);
    }

    private static void check(DependencyGraph<Integer> before, DependencyGraph<Integer> after) {
        GraphDifference<Integer> difference = GraphDifference.between(before, after);
        assertThat(difference.addedNodes()).isEqualTo(without(after.nodes(), before.nodes()));
        assertThat(difference.removedNodes()).isEqualTo(without(before.nodes(), after.nodes()));
        List<Edge<Integer>> was = before.edges().toList();
        List<Edge<Integer>> is = after.edges().toList();
        assertThat(difference.addedEdges()).isEqualTo(without(is, was));
        assertThat(difference.removedEdges()).isEqualTo(without(was, is));
        assertThat(difference.isEmpty()).isEqualTo(before.equals(after));
        assertThat(difference.reversed()).isEqualTo(GraphDifference.between(after, before));
        assertThat(GraphFixtures.complete(difference.applyTo(before))).isEqualTo(after);
        assertThat(difference.reversed().applyTo(after)).isEqualTo(before);
        assertThat(difference.applyTo(after)).isEqualTo(after);
    }

    private static <T> List<T> without(List<T> all, List<T> some) {
        return all.stream().filter(item -> !some.contains(item)).toList();
    }
}
