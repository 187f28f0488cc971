package io.rollbackrecovery.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An immutable dependency graph over names. An edge {@code a -> b} says that {@code a} depends on {@code b}; two nodes
 * may be joined by one edge of each {@link EdgeKind}; loops are kept.
 *
 * <p><b>Equality.</b> Two graphs are equal when they have the same nodes and the same edges, whatever the order in
 * which their builders were told. The natural order of the names must be consistent with {@code equals}.
 *
 * <p><b>Order.</b> Nodes are in the natural order of their names, edges by dependent, then dependency, then kind.
 * Every answer is a function of nodes and edges alone.
 *
 * <p><b>Threads.</b> Safe for any number of threads when the names are immutable.
 *
 * <p><b>Cost</b>, for {@code n} nodes and {@code m} edges. Finding a name: {@code O(log n)}. Neighbours and edges of a
 * node: as many steps as they are, and {@code O(log)} of the degree for each edge. {@link #closure}, {@link #reach},
 * {@link #components}, {@link #only}, {@link GraphDifference#between}, equality: {@code O(n + m)};
 * {@link #leafFirst()} too, for the queue of what could go next takes four steps at most. A {@link #change()} costs a few
 * copies of arrays. Memory: ten bytes for each two nodes that are joined, eight for each node, and the names. Nothing
 * recurses, so a long chain cannot overflow the stack. {@link #ints()} is the graph behind, for code that counts every
 * microsecond.
 *
 * @param <N> the type of the names
 */
public final class DependencyGraph<N extends Comparable<? super N>> {
    private final List<N> nodes;
    private final IntGraph ints;

    /** Takes both over: names ascending without duplicates, unmodifiable; name {@code i} is node {@code i}. */
    DependencyGraph(List<N> nodes, IntGraph ints) {
        this.nodes = nodes;
        this.ints = ints;
    }

    /**
     * Starts a graph.
     *
     * @param <N> the type of the names
     * @return a builder that knows no node yet
     */
    public static <N extends Comparable<? super N>> Builder<N> builder() {
        return new Builder<>();
    }

    /**
     * All nodes, ascending.
     *
     * @return an unmodifiable list; a node's position is its id in {@link #ints()}
     */
    public List<N> nodes() {
        return nodes;
    }

    /**
     * The same graph over numbers.
     *
     * @return the graph whose node {@code i} is {@code nodes().get(i)}
     */
    public IntGraph ints() {
        return ints;
    }

    /**
     * Whether a name is a node.
     *
     * @param node any name
     * @return true when it is
     */
    public boolean contains(N node) {
        return Collections.binarySearch(nodes, node) >= 0;
    }

    /**
     * The number of edges.
     *
     * @return 0 or more
     */
    public int edgeCount() {
        return ints.edgeCount();
    }

    /**
     * All edges.
     *
     * @return a stream in the graph's order
     */
    public Stream<Edge<N>> edges() {
        return IntStream.range(0, nodes.size()).boxed().flatMap(from -> edgesFrom(from).stream());
    }

    /**
     * The edges by which a node depends on others.
     *
     * @param node a node
     * @return an unmodifiable list in the graph's order
     * @throws IllegalArgumentException when it is not in the graph
     */
    public List<Edge<N>> edgesFrom(N node) {
        return edgesFrom(id(node));
    }

    /**
     * The edges by which others depend on a node.
     *
     * @param node a node
     * @return an unmodifiable list in the graph's order
     * @throws IllegalArgumentException when it is not in the graph
     */
    public List<Edge<N>> edgesTo(N node) {
        int to = id(node);
        List<Edge<N>> edges = new ArrayList<>();
        for (int i = 0; i < ints.degree(to, Direction.DEPENDENTS); i++) {
            addEdges(ints.neighbour(to, Direction.DEPENDENTS, i), to, edges);
        }
        return List.copyOf(edges);
    }

    /**
     * What is one step away from a node: its dependents or its dependencies. A loop makes a node its own neighbour.
     *
     * @param node a node
     * @param direction which of the two
     * @return an unmodifiable list, ascending, without duplicates
     * @throws IllegalArgumentException when the node is not in the graph
     */
    public List<N> neighbours(N node, Direction direction) {
        int id = id(node);
        return IntStream.range(0, ints.degree(id, direction))
                .mapToObj(i -> nodes.get(ints.neighbour(id, direction, i)))
                .toList();
    }

    /**
     * Everything that some nodes lead to, directly and through others, with distances and reasons.
     *
     * @param origins nodes to start from; repeated ones count once
     * @param direction {@link Direction#DEPENDENTS}: what depends on them; {@link Direction#DEPENDENCIES}: what they
     *     depend on
     * @return the answer, an origin included only when another origin leads to it
     * @throws IllegalArgumentException when an origin is not in the graph
     */
    public Reach<N> reach(Collection<? extends N> origins, Direction direction) {
        return new Reach<>(this, direction, ints.reach(ids(origins), direction));
    }

    /**
     * Everything that some nodes lead to, and the nodes themselves, without distances and reasons: the cheaper question
     * where only the set matters.
     *
     * @param origins nodes to start from; repeated ones count once
     * @param direction {@link Direction#DEPENDENTS}: what depends on them; {@link Direction#DEPENDENCIES}: what they
     *     depend on
     * @return an unmodifiable list, ascending
     * @throws IllegalArgumentException when an origin is not in the graph
     */
    public List<N> closure(Collection<? extends N> origins, Direction direction) {
        return ints.closure(ids(origins), direction).stream()
                .mapToObj(nodes::get)
                .toList();
    }

    /**
     * The part of the graph between some nodes.
     *
     * @param some the nodes to keep; repeated ones count once
     * @return a graph of these nodes and the edges whose ends are both among them; linear in this graph
     * @throws IllegalArgumentException when one is not in the graph
     */
    public DependencyGraph<N> only(Collection<? extends N> some) {
        int[] number = new int[nodes.size()];
        Arrays.fill(number, -1);
        int[] kept = Arrays.stream(ids(some)).sorted().distinct().toArray();
        for (int i = 0; i < kept.length; i++) {
            number[kept[i]] = i;
        }
        return new DependencyGraph<>(named(kept), ints.renumbered(number, kept.length));
    }

    /**
     * Starts a change: one more commit, which replaces the edges of some nodes, adds some and removes some. What the
     * change does not name is copied in blocks and not computed again.
     *
     * @return a change that does nothing yet; this graph stays as it is
     */
    public GraphChange<N> change() {
        return new GraphChange<>(this);
    }

    /**
     * The strongly connected components: groups of nodes that all depend on each other, and single nodes.
     *
     * @return groups in the order of their first nodes, ascending in each; unmodifiable
     */
    public List<List<N>> components() {
        IntComponents components = ints.components();
        return IntStream.range(0, components.count())
                .mapToObj(component -> named(components.members(component)))
                .toList();
    }

    /**
     * The order in which everything can be taken back: what nobody depends on goes first, and a node goes before what
     * it depends on. Nodes that depend on each other form one group. Among the groups that could go next, the one with
     * the smallest name goes first.
     *
     * @return groups that cover every node once, ascending in each; unmodifiable
     */
    public List<List<N>> leafFirst() {
        return named(
                ints.components().leafFirst(IntStream.range(0, nodes.size()).toArray()));
    }

    /**
     * The {@linkplain #leafFirst() leaf-first order} of some nodes. Paths through nodes that are not among them count:
     * with {@code a -> x -> b}, {@code a} goes before {@code b} though {@code x} was not asked for, and two nodes that
     * depend on each other through others form one group.
     *
     * @param some nodes to order; repeated ones count once
     * @return groups that cover each of the given nodes once, ascending in each; unmodifiable
     * @throws IllegalArgumentException when one is not in the graph
     */
    public List<List<N>> leafFirst(Collection<? extends N> some) {
        return named(ints.components().leafFirst(ids(some)));
    }

    int id(N node) {
        int id = Collections.binarySearch(nodes, node);
        if (id < 0) {
            throw new IllegalArgumentException("Not in the graph: " + node);
        }
        return id;
    }

    Edge<N> strongestEdge(int from, int to) {
        return new Edge<>(
                nodes.get(from), nodes.get(to), ints.kinds(from, to).iterator().next());
    }

    private int[] ids(Collection<? extends N> names) {
        return names.stream().mapToInt(this::id).toArray();
    }

    private List<List<N>> named(List<int[]> groups) {
        return groups.stream().map(this::named).toList();
    }

    private List<N> named(int[] ids) {
        return Arrays.stream(ids).mapToObj(nodes::get).toList();
    }

    List<Edge<N>> edgesFrom(int from) {
        List<Edge<N>> edges = new ArrayList<>();
        for (int i = 0; i < ints.degree(from, Direction.DEPENDENCIES); i++) {
            addEdges(from, ints.neighbour(from, Direction.DEPENDENCIES, i), edges);
        }
        return List.copyOf(edges);
    }

    private void addEdges(int from, int to, List<Edge<N>> edges) {
        for (EdgeKind kind : ints.kinds(from, to)) {
            edges.add(new Edge<>(nodes.get(from), nodes.get(to), kind));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DependencyGraph<?> that && nodes.equals(that.nodes) && ints.equals(that.ints);
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + ints.hashCode();
    }

    @Override
    public String toString() {
        return "DependencyGraph[" + nodes.size() + " nodes, " + edgeCount() + " edges]";
    }

    /**
     * Takes nodes and edges in any order, duplicates and loops included. Ten bytes an edge: each name is looked up once
     * and kept once. Not safe for several threads.
     *
     * @param <N> the type of the names
     */
    public static final class Builder<N extends Comparable<? super N>> {
        private final Map<N, Integer> ids = new HashMap<>();
        private final List<N> names = new ArrayList<>();
        private final EdgeList edges = new EdgeList();

        private Builder() {}

        /**
         * Adds a node, which may stay without an edge.
         *
         * @param name its name
         * @return this builder
         */
        public Builder<N> node(N name) {
            id(name);
            return this;
        }

        /**
         * Adds an edge, and its ends where they are new. Telling the same one again changes nothing.
         *
         * @param from the dependent
         * @param to the dependency
         * @param kind how {@code from} refers to {@code to}
         * @return this builder
         */
        public Builder<N> edge(N from, N to, EdgeKind kind) {
            edges.add(id(from), id(to), kind.mask());
            return this;
        }

        /**
         * Adds all nodes and edges of a graph.
         *
         * @param graph the graph
         * @return this builder
         */
        public Builder<N> graph(DependencyGraph<N> graph) {
            int[] here = graph.nodes.stream().mapToInt(this::id).toArray();
            Rows out = graph.ints.rows(Direction.DEPENDENCIES);
            for (int node = 0; node < here.length; node++) {
                for (int at = out.start(node); at < out.end(node); at++) {
                    edges.add(here[node], here[out.at(at)], graph.ints.mask(at));
                }
            }
            return this;
        }

        /**
         * Makes the graph: sorts the names once, then linear in edges but for the sorting of each node's own.
         *
         * @return the graph; the builder may be used further
         */
        public DependencyGraph<N> build() {
            List<N> sorted = new ArrayList<>(names);
            sorted.sort(null);
            int[] rank = new int[names.size()];
            for (int i = 0; i < rank.length; i++) {
                rank[Objects.requireNonNull(ids.get(sorted.get(i)))] = i;
            }
            return new DependencyGraph<>(
                    List.copyOf(sorted), edges.renumbered(rank).graph(rank.length));
        }

        private int id(N name) {
            Integer known = ids.putIfAbsent(Objects.requireNonNull(name), names.size());
            if (known != null) {
                return known;
            }
            names.add(name);
            return names.size() - 1;
        }
    }
}
