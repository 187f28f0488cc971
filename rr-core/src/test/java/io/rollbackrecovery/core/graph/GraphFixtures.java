package io.rollbackrecovery.core.graph;

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

    /** Sparse, dense, cyclic, disconnected and looping graphs of up to 14 nodes, and long thin ones. */
    static Arbitrary<Sketch> sketches() {
        return Arbitraries.oneOf(ofShape(14, 12), ofShape(14, 40), ofShape(6, 36), ofShape(40, 30), rings());
    }

    private static Arbitrary<Sketch> ofShape(int nodes, int edges) {
        return Arbitraries.integers()
                .between(1, nodes)
                .flatMap(size -> Combinators.combine(
                                Arbitraries.integers().between(0, size - 1),
                                Arbitraries.integers().between(0, size - 1),
                                Arbitraries.of(EdgeKind.class))
                        .as(Edge::new)
                        .list()
                        .ofMaxSize(edges)
                        .map(list -> new Sketch(size, list)));
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
