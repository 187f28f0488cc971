package io.rollbackrecovery.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
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
        boolean[] wanted = new boolean[componentOf.length];
        int[] smallestWanted = new int[count()];
        Arrays.fill(smallestWanted, -1);
        int[] ascending = chosen.clone();
        Arrays.sort(ascending);
        for (int node : ascending) {
            wanted[node] = true;
            if (smallestWanted[componentOf[node]] < 0) {
                smallestWanted[componentOf[node]] = node;
            }
        }
        int[] waitingFor = dependentEdges();
        // A group without a chosen node is let through at once. So a group with one becomes ready exactly when all
        // chosen nodes that depend on it have gone, and the tie is decided among chosen nodes only.
        IntStack passing = new IntStack();
        IntHeap ready = new IntHeap();
        List<int[]> order = new ArrayList<>();
        for (int component = 0; component < count(); component++) {
            if (waitingFor[component] == 0) {
                enqueue(component, smallestWanted, passing, ready);
            }
        }
        while (!passing.isEmpty() || !ready.isEmpty()) {
            int component;
            if (!passing.isEmpty()) {
                component = passing.pop();
            } else {
                component = componentOf[ready.poll()];
                order.add(Arrays.stream(members, starts[component], starts[component + 1])
                        .filter(node -> wanted[node])
                        .toArray());
            }
            Rows out = graph.rows(Direction.DEPENDENCIES);
            for (int at = starts[component]; at < starts[component + 1]; at++) {
                for (int edge = out.start(members[at]); edge < out.end(members[at]); edge++) {
                    int target = componentOf[out.at(edge)];
                    if (target != component && --waitingFor[target] == 0) {
                        enqueue(target, smallestWanted, passing, ready);
                    }
                }
            }
        }
        return order;
    }

    private static void enqueue(int component, int[] smallestWanted, IntStack passing, IntHeap ready) {
        if (smallestWanted[component] < 0) {
            passing.push(component);
        } else {
            ready.add(smallestWanted[component]);
        }
    }

    private int[] dependentEdges() {
        int[] edges = new int[count()];
        Rows out = graph.rows(Direction.DEPENDENCIES);
        for (int node = 0; node < componentOf.length; node++) {
            for (int edge = out.start(node); edge < out.end(node); edge++) {
                int target = componentOf[out.at(edge)];
                if (target != componentOf[node]) {
                    edges[target]++;
                }
            }
        }
        return edges;
    }
}
