package io.rollbackrecovery.core.graph;

/** Tarjan's algorithm for strongly connected components with an explicit stack in place of recursion. */
final class Tarjan {
    private final Rows out;
    // 0: not visited yet. Otherwise 1 + the order of the first visit.
    private final int[] visited;
    private final int[] low;
    private final int[] next;
    // -1 while a node's component is still open.
    private final int[] component;
    private final IntStack open = new IntStack();
    private final IntStack path = new IntStack();
    private int clock;
    private int components;

    Tarjan(Rows out) {
        this.out = out;
        visited = new int[out.size()];
        low = new int[out.size()];
        next = new int[out.size()];
        component = new int[out.size()];
    }

    /** A number for each node, the same for two nodes exactly when they share a component; all below the node count. */
    int[] run() {
        for (int root = 0; root < out.size(); root++) {
            if (visited[root] == 0) {
                visit(root);
                walk();
            }
        }
        return component;
    }

    private void walk() {
        while (!path.isEmpty()) {
            int node = path.peek();
            if (next[node] < out.end(node)) {
                int target = out.at(next[node]++);
                if (visited[target] == 0) {
                    visit(target);
                } else if (component[target] < 0) {
                    low[node] = Math.min(low[node], visited[target]);
                }
            } else {
                path.pop();
                if (low[node] == visited[node]) {
                    close(node);
                }
                if (!path.isEmpty()) {
                    low[path.peek()] = Math.min(low[path.peek()], low[node]);
                }
            }
        }
    }

    private void visit(int node) {
        visited[node] = low[node] = ++clock;
        next[node] = out.start(node);
        component[node] = -1;
        open.push(node);
        path.push(node);
    }

    private void close(int root) {
        int node;
        do {
            node = open.pop();
            component[node] = components;
        } while (node != root);
        components++;
    }
}
