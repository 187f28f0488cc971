package io.rollbackrecovery.examples.benchmarks.truth;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * That one file depends on another.
 *
 * @param from the path of the one that depends
 * @param to the path of the other
 */
record Pair(String from, String to) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::from).thenComparing(Pair::to);

    @Override
    public int compareTo(Pair other) {
        return ORDER.compare(this, other);
    }

    /** The pairs of different files of which one reaches the other over one edge or two. */
    static Set<Pair> within2(Collection<Pair> edges) {
        Map<String, Set<String>> targets = new HashMap<>();
        edges.forEach(edge ->
                targets.computeIfAbsent(edge.from(), key -> new TreeSet<>()).add(edge.to()));
        Set<Pair> near = new TreeSet<>(edges);
        targets.forEach((from, direct) -> {
            for (String middle : direct) {
                for (String to : targets.getOrDefault(middle, Set.of())) {
                    if (!to.equals(from)) {
                        near.add(new Pair(from, to));
                    }
                }
            }
        });
        return near;
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
