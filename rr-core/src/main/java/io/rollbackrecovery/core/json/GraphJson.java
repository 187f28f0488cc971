package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a dependency graph of files as JSON and reads it back, paths that are not UTF-8 included. */
public final class GraphJson {
    private static final String SCHEMA = "rr/dependency-graph/1";

    private GraphJson() {}

    /**
     * Writes a graph.
     *
     * @param graph the graph
     * @return a JSON document: {@code nodes[]{path}} and {@code edges[]{from,to,kind}}, both in the graph's order; equal
     *     graphs give equal documents
     */
    public static String write(DependencyGraph<RepoPath> graph) {
        ObjectNode node = Fields.object();
        node.put("schema", SCHEMA);
        Fields.list(node, "nodes", graph.nodes(), (item, path) -> Fields.path(item, "path", path));
        Fields.list(node, "edges", graph.edges().toList(), (item, edge) -> {
            Fields.path(item, "from", edge.from());
            Fields.path(item, "to", edge.to());
            item.put("kind", edge.kind().word());
        });
        return Fields.print(node);
    }

    /**
     * Reads a graph that {@link #write} has written.
     *
     * @param json the document
     * @return an equal graph
     * @throws io.rollbackrecovery.core.error.RrException with CORRUPT or UNSUPPORTED_FORMAT when it is no such document
     */
    public static DependencyGraph<RepoPath> read(String json) {
        return Fields.parse("a dependency graph", SCHEMA, json, GraphJson::read);
    }

    private static DependencyGraph<RepoPath> read(JsonNode node) {
        DependencyGraph.Builder<RepoPath> graph = DependencyGraph.builder();
        Fields.list(node, "nodes", item -> Fields.path(item, "path")).forEach(graph::node);
        Fields.require(node, "edges")
                .forEach(item -> graph.edge(Fields.path(item, "from"), Fields.path(item, "to"), kind(item)));
        return graph.build();
    }

    private static EdgeKind kind(JsonNode edge) {
        String word = Fields.text(edge, "kind");
        return EdgeKind.ofWord(word).orElseThrow(() -> new IllegalArgumentException("no kind of edge: " + word));
    }
}
