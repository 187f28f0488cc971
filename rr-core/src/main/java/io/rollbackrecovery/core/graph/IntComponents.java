package io.rollbackrecovery.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * The strongly connected components of an {@link IntGraph}, numbered in the order of their smallest nodes. Immutable,
 * safe for any number of threads.
 */
public final class IntComponents {
    private final IntGraph graph;
    private final int[] componentOf;
    private final int[] starts;
    private final int[] members;

    private IntComponents(IntGraph graph, int[] componentOf, int count) {
        this.graph = graph;
        this.componentOf = componentOf;
        this.starts = new int[count + 1];
        this.members = new int[componentOf.length];
        for (int component : componentOf) {
            starts[component + 1]++;
        }
        for (int component = 0; component < count; component++) {
            starts[component + 1] += starts[component];
        }
        int[] next = starts.clone();
        for (int node = 0; node < componentOf.length; node++) {
            members[next[componentOf[node]]++] = node;
        }
    }

    static IntComponents of(IntGraph graph) {
        int[] found = new Tarjan(graph.rows(Direction.DEPENDENCIES)).run();
        int[] number = new int[found.length];
        Arrays.fill(number, -1);
        int count = 0;
        for (int node = 0; node < found.length; node++) {
            if (number[found[node]] < 0) {
                number[found[node]] = count++;
            }
            found[node] = number[found[node]];
        }
        return new IntComponents(graph, found, count);
    }

    /**
     * The number of components.
     *
     * @return 0 or more
     */
    public int count() {
        return starts.length - 1;
    }

    /**
     * The component that a node belongs to. Constant time.
     *
     * @param node the node
     * @return 0 to {@code count() - 1}
     */
    public int componentOf(int node) {
        return componentOf[node];
    }

    /**
     * The nodes of a component.
     *
     * @param component 0 to {@code count() - 1}
     * @return one or more nodes, ascending; a fresh array
     */
    public int[] members(int component) {
        Objects.checkIndex(component, count());
        return Arrays.copyOfRange(members, starts[component], starts[component + 1]);
    }

    /**
     * The leaf-first order of some nodes: what nobody depends on goes first. Where one of them depends on another,
     * directly or through nodes that are not among them, it comes earlier, or both stand in one group because each
     * depends on the other. Among the groups that could go next, the one with the smallest node goes first. Time
     * {@code O(nodes + edges + groups * log(groups))}.
     *
     * @param chosen the nodes to order; repeated ones count once
     * @return groups of chosen nodes, ascending in each group, every chosen node in exactly one group
     */
    public List<int[]> leafFirst(int[] chosen) {
        BitSet wanted = new BitSet(componentOf.length);
        int[] smallestWanted = new int[count()];
        Arrays.fill(smallestWanted, -1);
        int[] ascending = chosen.clone();
        Arrays.sort(ascending);
        for (int node : ascending) {
            wanted.set(node);
            if (smallestWanted[componentOf[node]] < 0) {
                smallestWanted[componentOf[node]] = node;
            }
        }
        int[] waitingFor = edgesFromOutside();
        // A group without a chosen node is let through at once. So a group with one becomes ready exactly when all
        // chosen nodes that depend on it have gone, and the tie is decided among chosen nodes only.
        IntStack passing = new IntStack();
        IntQueue ready = new IntQueue(componentOf.length);
        List<int[]> order = new ArrayList<>();
        for (int component = 0; component < count(); component++) {
            if (waitingFor[component] == 0) {
                enqueue(component, smallestWanted, passing, ready);
            }
        }
        Rows out = graph.rows(Direction.DEPENDENCIES);
        // Without a cycle each node is its own component, of the same number: one look into memory less at each edge.
        boolean acyclic = count() == componentOf.length;
        while (!passing.isEmpty() || !ready.isEmpty()) {
            int component;
            if (!passing.isEmpty()) {
                component = passing.pop();
            } else {
                component = componentOf[ready.poll()];
                order.add(chosenMembers(component, wanted));
            }
            for (int at = starts[component]; at < starts[component + 1]; at++) {
                for (int edge = out.start(members[at]), end = out.end(members[at]); edge < end; edge++) {
                    int target = acyclic ? out.at(edge) : componentOf[out.at(edge)];
                    if (target != component && --waitingFor[target] == 0) {
                        enqueue(target, smallestWanted, passing, ready);
                    }
                }
            }
        }
        return order;
    }

    private static void enqueue(int component, int[] smallestWanted, IntStack passing, IntQueue ready) {
        if (smallestWanted[component] < 0) {
            passing.push(component);
        } else {
            ready.add(smallestWanted[component]);
        }
    }

    private int[] chosenMembers(int component, BitSet wanted) {
        int[] chosen = new int[starts[component + 1] - starts[component]];
        int size = 0;
        for (int at = starts[component]; at < starts[component + 1]; at++) {
            if (wanted.get(members[at])) {
                chosen[size++] = members[at];
            }
        }
        return size == chosen.length ? chosen : Arrays.copyOf(chosen, size);
    }

    /** For each component the number of pairs that lead into it from others. */
    private int[] edgesFromOutside() {
        int[] edges = new int[count()];
        Rows in = graph.rows(Direction.DEPENDENTS);
        for (int component = 0; component < edges.length; component++) {
            if (starts[component + 1] - starts[component] == 1) {
                int node = members[starts[component]];
                edges[component] = in.length(node) - (in.find(node, node) < 0 ? 0 : 1);
                continue;
            }
            for (int at = starts[component]; at < starts[component + 1]; at++) {
                for (int edge = in.start(members[at]), end = in.end(members[at]); edge < end; edge++) {
                    if (componentOf[in.at(edge)] != component) {
                        edges[component]++;
                    }
                }
            }
        }
        return edges;
    }
}
