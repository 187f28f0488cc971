package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.graph.GraphFixtures.Sketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DependencyGraphProperties {
    @Provide
    Arbitrary<Sketch> sketches() {
        return GraphFixtures.sketches();
    }

    @Provide
    Arbitrary<Set<Integer>> picks() {
        return Arbitraries.integers().between(0, 39).set().ofMaxSize(6);
    }

    @Property(seed = "42")
    void equalWhateverTheOrderItWasToldIn(@ForAll("sketches") Sketch sketch, @ForAll long seed) {
        DependencyGraph<Integer> graph = sketch.graph();
        DependencyGraph<Integer> other = sketch.shuffled(seed);
        assertThat(other).isEqualTo(graph).hasSameHashCodeAs(graph);
        assertThat(other.leafFirst()).isEqualTo(graph.leafFirst());
        assertThat(other.components()).isEqualTo(graph.components());
    }

    @Property(seed = "42")
    void holdsExactlyTheEdgesItWasTold(@ForAll("sketches") Sketch sketch) {
        DependencyGraph<Integer> graph = sketch.graph();
        Comparator<Edge<Integer>> order = Comparator.<Edge<Integer>, Integer>comparing(Edge::from)
                .thenComparing(Edge::to)
                .thenComparing(Edge::kind);
        List<Edge<Integer>> expected =
                sketch.edges().stream().distinct().sorted(order).toList();
        assertThat(graph.edges()).containsExactlyElementsOf(expected);
        assertThat(graph.edgeCount()).isEqualTo(expected.size());
        for (int node = 0; node < sketch.size(); node++) {
            int here = node;
            assertThat(graph.edgesFrom(here))
                    .isEqualTo(expected.stream().filter(e -> e.from() == here).toList());
            assertThat(graph.edgesTo(here))
                    .isEqualTo(expected.stream().filter(e -> e.to() == here).toList());
            for (Direction direction : Direction.values()) {
                assertThat(graph.neighbours(here, direction))
                        .containsExactlyElementsOf(sketch.next(direction).get(here));
            }
        }
        assertThat(DependencyGraph.<Integer>builder().graph(graph).build()).isEqualTo(graph);
    }

    @Property(seed = "42")
    void reachesWhatTheNaiveFixpointReaches(
            @ForAll("sketches") Sketch sketch, @ForAll("picks") Set<Integer> picks, @ForAll Direction direction) {
        List<Integer> origins = picks.stream().filter(n -> n < sketch.size()).toList();
        Reach<Integer> reach = sketch.graph().reach(origins, direction);
        Map<Integer, Map<Integer, Integer>> distances = sketch.distances(direction);
        Set<Integer> expected = new TreeSet<>();
        for (int node = 0; node < sketch.size(); node++) {
            int here = node;
            int nearest = origins.stream()
                    .filter(origin -> origin != here)
                    .mapToInt(origin -> distances.get(origin).getOrDefault(here, Integer.MAX_VALUE))
                    .min()
                    .orElse(Integer.MAX_VALUE);
            assertThat(reach.contains(node)).isEqualTo(nearest != Integer.MAX_VALUE);
            if (nearest != Integer.MAX_VALUE) {
                expected.add(node);
                assertThat(reach.distance(node)).isEqualTo(nearest);
                assertThat(origins).contains(reach.origin(node));
                assertPathIsReal(sketch, reach, node, direction);
            }
        }
        assertThat(reach.nodes()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(reach.nodes())
                .isSortedAccordingTo(
                        Comparator.<Integer>comparingInt(reach::distance).thenComparing(n -> n));
    }

    @Property(seed = "42")
    void closureIsLeastMonotoneAndIdempotent(
            @ForAll("sketches") Sketch sketch,
            @ForAll("picks") Set<Integer> picks,
            @ForAll("picks") Set<Integer> more,
            @ForAll Direction direction) {
        DependencyGraph<Integer> graph = sketch.graph();
        List<Integer> origins = picks.stream().filter(n -> n < sketch.size()).toList();
        List<Integer> closure = graph.closure(origins, direction);
        Set<Integer> least = new TreeSet<>();
        origins.forEach(
                origin -> least.addAll(sketch.distances(direction).get(origin).keySet()));
        assertThat(closure).containsExactlyElementsOf(least);
        assertThat(graph.closure(closure, direction)).isEqualTo(closure);
        Set<Integer> larger = new TreeSet<>(origins);
        more.stream().filter(n -> n < sketch.size()).forEach(larger::add);
        assertThat(graph.closure(larger, direction)).containsAll(closure);
        Set<Integer> reached = new TreeSet<>(graph.reach(origins, direction).nodes());
        reached.addAll(origins);
        assertThat(closure).containsExactlyElementsOf(reached);
    }

    @Property(seed = "42")
    void aPartHasTheEdgesBetweenItsNodes(@ForAll("sketches") Sketch sketch, @ForAll("picks") Set<Integer> picks) {
        List<Integer> kept = picks.stream().filter(n -> n < sketch.size()).toList();
        DependencyGraph.Builder<Integer> expected = DependencyGraph.builder();
        kept.forEach(expected::node);
        sketch.edges().stream()
                .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
                .forEach(edge -> expected.edge(edge.from(), edge.to(), edge.kind()));
        assertThat(GraphFixtures.complete(sketch.graph().only(kept))).isEqualTo(expected.build());
    }

    private static void assertPathIsReal(Sketch sketch, Reach<Integer> reach, int node, Direction direction) {
        List<Edge<Integer>> path = reach.path(node);
        assertThat(path).hasSize(reach.distance(node));
        assertThat(sketch.edges()).containsAll(path);
        for (int i = 0; i + 1 < path.size(); i++) {
            assertThat(path.get(i).to()).isEqualTo(path.get(i + 1).from());
        }
        int first = path.get(0).from();
        int last = path.get(path.size() - 1).to();
        assertThat(direction == Direction.DEPENDENTS ? List.of(first, last) : List.of(last, first))
                .isEqualTo(List.of(node, reach.origin(node)));
        for (Edge<Integer> edge : path) {
            assertThat(sketch.edges())
                    .noneMatch(e -> e.from().equals(edge.from())
                            && e.to().equals(edge.to())
                            && e.kind().compareTo(edge.kind()) < 0);
        }
    }

    @Property(seed = "42")
    void componentsAreTheClassesOfMutualReach(@ForAll("sketches") Sketch sketch) {
        Map<Integer, Map<Integer, Integer>> distances = sketch.distances(Direction.DEPENDENCIES);
        Set<List<Integer>> expected = new HashSet<>();
        for (int node = 0; node < sketch.size(); node++) {
            List<Integer> group = new ArrayList<>();
            for (int other = 0; other < sketch.size(); other++) {
                if (distances.get(node).containsKey(other)
                        && distances.get(other).containsKey(node)) {
                    group.add(other);
                }
            }
            expected.add(group);
        }
        assertThat(sketch.graph().components())
                .containsExactlyInAnyOrderElementsOf(expected)
                .isSortedAccordingTo(Comparator.comparing(group -> group.get(0)));
    }

    @Property(seed = "42")
    void leafFirstRespectsEveryPathAndPrefersSmallNames(
            @ForAll("sketches") Sketch sketch, @ForAll("picks") Set<Integer> picks) {
        List<Integer> chosen =
                picks.stream().filter(n -> n < sketch.size()).sorted().toList();
        List<List<Integer>> order = sketch.graph().leafFirst(chosen);
        assertThat(order).isEqualTo(naiveOrder(sketch, chosen));
        assertThat(order.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(chosen);
    }

    /** Takes, again and again, the group with the smallest name on which nothing that is left depends. */
    private static List<List<Integer>> naiveOrder(Sketch sketch, List<Integer> chosen) {
        Map<Integer, Map<Integer, Integer>> distances = sketch.distances(Direction.DEPENDENCIES);
        Map<Integer, List<Integer>> groups = new HashMap<>();
        for (int node : chosen) {
            groups.put(
                    node,
                    chosen.stream()
                            .filter(other -> distances.get(node).containsKey(other)
                                    && distances.get(other).containsKey(node))
                            .toList());
        }
        List<Integer> left = new ArrayList<>(chosen);
        List<List<Integer>> order = new ArrayList<>();
        while (!left.isEmpty()) {
            for (int node : left) {
                List<Integer> group = groups.get(node);
                if (left.stream()
                        .allMatch(other ->
                                group.contains(other) || !distances.get(other).containsKey(node))) {
                    order.add(group);
                    left.removeAll(group);
                    break;
                }
            }
        }
        return order;
    }
}
