package io.rollbackrecovery.core.graph;

/** Tarjan's algorithm for strongly connected components with an explicit stack in place of recursion. */
final class Tarjan {
    private final Rows out;
    // 0: not visited yet. Above 0: 1 + the order of the first visit, while the node's component is still open.
    // Below 0: the component, as ~component. One array, because each edge costs one look into it and nothing else.
    private final int[] state;
    private final IntStack open = new IntStack();
    // Of each node on the way to the current one: the node, the edge that was taken, and the low link so far.
    private final IntStack path = new IntStack();
    private int clock;
    private int components;

    Tarjan(Rows out) {
        this.out = out;
        this.state = new int[out.size()];
    }

    /** A number for each node, the same for two nodes exactly when they share a component; all below the node count. */
    int[] run() {
        for (int root = 0; root < state.length; root++) {
            if (state[root] == 0) {
                walk(root);
            }
        }
        for (int node = 0; node < state.length; node++) {
            state[node] = ~state[node];
        }
        return state;
    }

    private void walk(int root) {
        int node = root;
        int low = visit(node);
        int edge = out.start(node);
        while (true) {
            int end = out.end(node);
            int fresh = -1;
            while (edge < end && fresh < 0) {
                int target = out.at(edge++);
                int seen = state[target];
                if (seen == 0) {
                    fresh = target;
                } else if (seen > 0 && seen < low) {
                    low = seen;
                }
            }
            if (fresh >= 0) {
                path.push(node);
                path.push(edge);
                path.push(low);
                node = fresh;
                low = visit(node);
                edge = out.start(node);
            } else {
                if (low == state[node]) {
                    close(node);
                }
                if (path.isEmpty()) {
                    return;
                }
                low = Math.min(low, path.pop());
                edge = path.pop();
                node = path.pop();
            }
        }
    }

    private int visit(int node) {
        open.push(node);
        state[node] = ++clock;
        return clock;
    }

    private void close(int root) {
        int node;
        do {
            node = open.pop();
            state[node] = ~components;
        } while (node != root);
        components++;
    }
}
