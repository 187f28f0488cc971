package io.rollbackrecovery.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
 * <p><b>Cost.</b> Finding a name is logarithmic; searches, components and orders are linear in nodes and edges; all
 * are iterative, so a long chain cannot overflow the stack. {@link #ints()} gives the graph behind for code that
 * counts every microsecond.
 *
 * @param <N> the type of the names
 */
public final class DependencyGraph<N extends Comparable<? super N>> {
    private final List<N> nodes;
    private final IntGraph ints;

    private DependencyGraph(List<N> nodes, IntGraph ints) {
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
        return leafFirst(nodes);
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
        return ints.components().leafFirst(ids(some)).stream().map(this::named).toList();
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

    private List<N> named(int[] ids) {
        return Arrays.stream(ids).mapToObj(nodes::get).toList();
    }

    private List<Edge<N>> edgesFrom(int from) {
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
     * Takes nodes and edges in any order, duplicates and loops included. Not safe for several threads.
     *
     * @param <N> the type of the names
     */
    public static final class Builder<N extends Comparable<? super N>> {
        private final Set<N> names = new TreeSet<>();
        private final List<Edge<N>> edges = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a node, which may stay without an edge.
         *
         * @param name its name
         * @return this builder
         */
        public Builder<N> node(N name) {
            names.add(name);
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
            names.add(from);
            names.add(to);
            edges.add(new Edge<>(from, to, kind));
            return this;
        }

        /**
         * Adds all nodes and edges of a graph.
         *
         * @param graph the graph
         * @return this builder
         */
        public Builder<N> graph(DependencyGraph<N> graph) {
            names.addAll(graph.nodes);
            graph.edges().forEach(edges::add);
            return this;
        }

        /**
         * Makes the graph.
         *
         * @return the graph; the builder may be used further
         */
        public DependencyGraph<N> build() {
            List<N> sorted = List.copyOf(names);
            IntGraph.Builder ints = IntGraph.builder(sorted.size());
            for (Edge<N> edge : edges) {
                ints.edge(
                        Collections.binarySearch(sorted, edge.from()),
                        Collections.binarySearch(sorted, edge.to()),
                        edge.kind());
            }
            return new DependencyGraph<>(sorted, ints.build());
        }
    }
}
