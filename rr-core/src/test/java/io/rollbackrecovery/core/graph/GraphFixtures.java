package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Edge lists to make graphs of, and slow, obvious answers to compare with. */
final class GraphFixtures {
    private GraphFixtures() {}

    /** The graph itself, after a check that its reverse rows are those of its forward rows. */
    static <N extends Comparable<? super N>> DependencyGraph<N> complete(DependencyGraph<N> graph) {
        assertThat(graph.ints().rows(Direction.DEPENDENTS))
                .isEqualTo(graph.ints().rows(Direction.DEPENDENCIES).reversed());
        return graph;
    }

    /** Nodes 0 to {@code size - 1} and edges between them, duplicates and loops included. */
    record Sketch(int size, List<Edge<Integer>> edges) {
        DependencyGraph<Integer> graph() {
            return graph(edges);
        }

        DependencyGraph<Integer> shuffled(long seed) {
            List<Edge<Integer>> other = new ArrayList<>(edges);
            other.addAll(edges.subList(0, edges.size() / 2));
            Collections.shuffle(other, new Random(seed));
            return graph(other);
        }

        private DependencyGraph<Integer> graph(List<Edge<Integer>> told) {
            DependencyGraph.Builder<Integer> builder = DependencyGraph.builder();
            for (Edge<Integer> edge : told) {
                builder.edge(edge.from(), edge.to(), edge.kind());
            }
            for (int node = size - 1; node >= 0; node--) {
                builder.node(node);
            }
            return builder.build();
        }

        Map<Integer, Set<Integer>> next(Direction direction) {
            Map<Integer, Set<Integer>> next = new TreeMap<>();
            for (int node = 0; node < size; node++) {
                next.put(node, new TreeSet<>());
            }
            for (Edge<Integer> edge : edges) {
                boolean along = direction == Direction.DEPENDENCIES;
                next.get(along ? edge.from() : edge.to()).add(along ? edge.to() : edge.from());
            }
            return next;
        }

        /** All distances of one or more steps, by relaxing until nothing changes; a node's distance to itself is 0. */
        Map<Integer, Map<Integer, Integer>> distances(Direction direction) {
            Map<Integer, Set<Integer>> next = next(direction);
            Map<Integer, Map<Integer, Integer>> all = new HashMap<>();
            for (int start = 0; start < size; start++) {
                Map<Integer, Integer> distance = new HashMap<>(Map.of(start, 0));
                boolean changed = true;
                while (changed) {
                    changed = false;
                    for (int node = 0; node < size; node++) {
                        Integer here = distance.get(node);
                        if (here == null) {
                            continue;
                        }
                        for (int other : next.get(node)) {
                            if (distance.getOrDefault(other, Integer.MAX_VALUE) > here + 1) {
                                distance.put(other, here + 1);
                                changed = true;
                            }
                        }
                    }
                }
                all.put(start, distance);
            }
            return all;
        }
    }

    /** Graphs of every kind that has ever broken a search: small enough for slow oracles, and shrunk by jqwik. */
    static Arbitrary<Sketch> sketches() {
        return Arbitraries.oneOf(
                sparse(),
                dense(),
                ofShape(40, 30),
                rings(),
                chains(),
                selfLooping(),
                disconnected(),
                ladders(),
                hubs());
    }

    static Arbitrary<Sketch> sparse() {
        return ofShape(14, 12);
    }

    static Arbitrary<Sketch> dense() {
        return Arbitraries.oneOf(ofShape(14, 40), ofShape(6, 36));
    }

    /** Any edges between up to 45 nodes, so that some nodes are in no sketch. */
    static Arbitrary<List<Edge<Integer>>> anyEdges(int most) {
        return edges(45, most);
    }

    private static Arbitrary<List<Edge<Integer>>> edges(int nodes, int most) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, nodes - 1),
                        Arbitraries.integers().between(0, nodes - 1),
                        Arbitraries.of(EdgeKind.class))
                .as(Edge::new)
                .list()
                .ofMaxSize(most);
    }

    /** Deep for their size: one way through all nodes, told in an order of its own, and a few edges across. */
    private static Arbitrary<Sketch> chains() {
        return Arbitraries.integers()
                .between(2, 40)
                .flatMap(size -> Combinators.combine(
                                Arbitraries.randomValue(random -> random.nextLong()), edges(size, 3))
                        .as((seed, across) -> {
                            List<Integer> order = new ArrayList<>();
                            for (int node = 0; node < size; node++) {
                                order.add(node);
                            }
                            Collections.shuffle(order, new Random(seed));
                            List<Edge<Integer>> edges = new ArrayList<>(across);
                            for (int i = 0; i + 1 < size; i++) {
                                edges.add(new Edge<>(order.get(i), order.get(i + 1), EdgeKind.REFERENCE));
                            }
                            return new Sketch(size, edges);
                        }));
    }

    private static Arbitrary<Sketch> selfLooping() {
        return sparse().map(sketch -> {
            List<Edge<Integer>> edges = new ArrayList<>(sketch.edges());
            for (int node = 0; node < sketch.size(); node += 2) {
                edges.add(new Edge<>(node, node, EdgeKind.STRING));
            }
            return new Sketch(sketch.size(), edges);
        });
    }

    private static Arbitrary<Sketch> disconnected() {
        return Combinators.combine(sparse(), dense(), Arbitraries.integers().between(0, 6))
                .as((one, other, alone) -> {
                    List<Edge<Integer>> edges = new ArrayList<>(one.edges());
                    for (Edge<Integer> edge : other.edges()) {
                        edges.add(new Edge<>(edge.from() + one.size(), edge.to() + one.size(), edge.kind()));
                    }
                    return new Sketch(one.size() + other.size() + alone, edges);
                });
    }

    /** Exponentially many shortest paths: pairs of nodes, each joined to both of the next pair by every kind. */
    private static Arbitrary<Sketch> ladders() {
        return Arbitraries.integers().between(2, 6).map(rungs -> {
            List<Edge<Integer>> edges = new ArrayList<>();
            for (int from = 0; from < 2 * rungs - 2; from++) {
                for (EdgeKind kind : EdgeKind.values()) {
                    edges.add(new Edge<>(from, from / 2 * 2 + 2, kind));
                    edges.add(new Edge<>(from, from / 2 * 2 + 3, kind));
                }
            }
            return new Sketch(2 * rungs, edges);
        });
    }

    /** All to one and one to all: the longest rows, and one component or none. */
    private static Arbitrary<Sketch> hubs() {
        return Combinators.combine(
                        Arbitraries.integers().between(2, 30),
                        Arbitraries.integers().between(0, 29),
                        Arbitraries.of(true, false))
                .as((size, hub, back) -> {
                    List<Edge<Integer>> edges = new ArrayList<>();
                    for (int node = size - 1; node >= 0; node--) {
                        edges.add(new Edge<>(node, hub % size, EdgeKind.IMPORT));
                        if (back) {
                            edges.add(new Edge<>(hub % size, node, EdgeKind.CONFIG));
                        }
                    }
                    return new Sketch(size, edges);
                });
    }

    private static Arbitrary<Sketch> ofShape(int nodes, int most) {
        return Arbitraries.integers()
                .between(1, nodes)
                .flatMap(size -> edges(size, most).map(list -> new Sketch(size, list)));
    }

    private static Arbitrary<Sketch> rings() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 6))
                .as((rings, length) -> {
                    List<Edge<Integer>> edges = new ArrayList<>();
                    for (int ring = 0; ring < rings; ring++) {
                        int base = ring * length;
                        for (int i = 0; i < length; i++) {
                            edges.add(new Edge<>(base + i, base + (i + 1) % length, EdgeKind.IMPORT));
                        }
                        if (ring > 0) {
                            edges.add(new Edge<>(base, base - 1, EdgeKind.WILDCARD));
                        }
                    }
                    return new Sketch(rings * length, edges);
                });
    }
}
