package io.rollbackrecovery.core.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What turns one graph into the next, told in any order. The result is the old graph, without the nodes that were
 * removed and all their edges, without the dependencies of the nodes that were cleared, and with the nodes and edges
 * that were told. So one more commit is: {@code remove} each deleted file, {@code clear} each changed one, and tell the
 * edges that changed and added files have now.
 *
 * <p>A name to remove or clear that is not in the graph changes nothing. Not safe for several threads.
 *
 * @param <N> the type of the names
 */
public final class GraphChange<N extends Comparable<? super N>> {
    private final DependencyGraph<N> before;
    private final Set<N> removed = new HashSet<>();
    private final Set<N> cleared = new HashSet<>();
    private final DependencyGraph.Builder<N> told = DependencyGraph.builder();

    GraphChange(DependencyGraph<N> before) {
        this.before = before;
    }

    /**
     * Removes a node and all edges to and from it. Where the change tells of the node too, it is there again, with
     * nothing but what was told.
     *
     * @param node its name
     * @return this change
     */
    public GraphChange<N> remove(N node) {
        removed.add(node);
        return this;
    }

    /**
     * Removes the edges by which a node depends on others; those by which others depend on it stay.
     *
     * @param node its name
     * @return this change
     */
    public GraphChange<N> clear(N node) {
        cleared.add(node);
        return this;
    }

    /**
     * Adds a node where it is new.
     *
     * @param name its name
     * @return this change
     */
    public GraphChange<N> node(N name) {
        told.node(name);
        return this;
    }

    /**
     * Adds an edge, and its ends where they are new.
     *
     * @param from the dependent
     * @param to the dependency
     * @param kind how {@code from} refers to {@code to}
     * @return this change
     */
    public GraphChange<N> edge(N from, N to, EdgeKind kind) {
        told.edge(from, to, kind);
        return this;
    }

    /**
     * Makes the next graph; it equals one that is built from nothing. Costs a few copies of the old graph's arrays and,
     * where nodes come or go, one sweep through them; all else is in proportion to the change.
     *
     * @return the next graph; the old one stays as it is
     */
    public DependencyGraph<N> apply() {
        DependencyGraph<N> added = told.build();
        List<N> nodes = nodes(added);
        IntGraph kept =
                nodes == before.nodes() ? before.ints() : before.ints().renumbered(numbers(nodes), nodes.size());
        int[] places = places(added.nodes(), nodes);
        BitSet changed = new BitSet(nodes.size());
        EdgeList edges = new EdgeList();
        Rows out = added.ints().rows(Direction.DEPENDENCIES);
        for (int node = 0; node < places.length; node++) {
            for (int at = out.start(node); at < out.end(node); at++) {
                changed.set(places[node]);
                edges.add(places[node], places[out.at(at)], added.ints().mask(at));
            }
        }
        Rows old = kept.rows(Direction.DEPENDENCIES);
        BitSet emptied = new BitSet(nodes.size());
        for (int place : places(cleared, nodes)) {
            if (place >= 0) {
                emptied.set(place);
            }
        }
        for (int node = changed.nextSetBit(0); node >= 0; node = changed.nextSetBit(node + 1)) {
            for (int at = old.start(node); at < old.end(node) && !emptied.get(node); at++) {
                edges.add(node, old.at(at), kept.mask(at));
            }
        }
        changed.or(emptied);
        return new DependencyGraph<>(nodes, kept.withDependencies(changed, edges.graph(nodes.size())));
    }

    /** The names of the next graph: the very list of the old one where none comes and none goes. */
    private List<N> nodes(DependencyGraph<N> added) {
        List<N> fresh = added.nodes().stream()
                .filter(name -> removed.contains(name) || !before.contains(name))
                .toList();
        if (fresh.isEmpty() && removed.stream().noneMatch(before::contains)) {
            return before.nodes();
        }
        List<N> nodes = new ArrayList<>(before.nodes());
        nodes.removeIf(removed::contains);
        nodes.addAll(fresh);
        nodes.sort(null);
        return List.copyOf(nodes);
    }

    /** The place of each old node in the next graph, -1 for those that go; both lists ascend. */
    private int[] numbers(List<N> nodes) {
        int[] numbers = new int[before.nodes().size()];
        int place = 0;
        for (int old = 0; old < numbers.length; old++) {
            N name = before.nodes().get(old);
            if (removed.contains(name)) {
                numbers[old] = -1;
                continue;
            }
            while (!nodes.get(place).equals(name)) {
                place++;
            }
            numbers[old] = place;
        }
        return numbers;
    }

    private static <N extends Comparable<? super N>> int[] places(Collection<N> names, List<N> nodes) {
        return names.stream()
                .mapToInt(name -> Collections.binarySearch(nodes, name))
                .toArray();
    }
}
