package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.SourceGraph;
import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Json;
import io.rollbackrecovery.examples.cli.wire.CauseDoc;
import io.rollbackrecovery.examples.cli.wire.EdgeDoc;
import io.rollbackrecovery.examples.cli.wire.GraphDoc;
import io.rollbackrecovery.examples.cli.wire.UnreadDoc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr graph}. */
@Command(name = "graph", description = "Print which files of a revision depend on which.")
public final class Graph implements Verb {
    private enum Format {
        TSV,
        DOT,
        MERMAID,
        JSON
    }

    @Parameters(arity = "0..1", paramLabel = "REV", description = "The revision; by default HEAD.")
    private String revision = "HEAD";

    @Option(names = "--format", paramLabel = "F", description = "tsv (default), dot, mermaid or json.")
    private Optional<String> format = Optional.empty();

    @Override
    public Answer run(Call call) {
        Format chosen = format.map(word -> Words.word(Format.class, "--format", word))
                .orElse(call.json() ? Format.JSON : Format.TSV);
        if (call.json() && chosen != Format.JSON) {
            throw Failure.usage(
                    "--json and --format " + format.orElse("") + " ask for two formats", "Use one of them.");
        }
        CommitId commit = Words.commit(call, revision);
        SourceGraph graph = call.rr().blastRadius().graph(commit);
        List<Edge<RepoPath>> edges = graph.graph().edges().toList();
        return switch (chosen) {
            case TSV -> Answer.raw(tsv(edges));
            case DOT -> Answer.raw(dot(graph, edges));
            case MERMAID -> Answer.raw(mermaid(edges));
            case JSON -> json(call, commit, graph, edges);
        };
    }

    private static Answer json(Call call, CommitId commit, SourceGraph graph, List<Edge<RepoPath>> edges) {
        GraphDoc document = new GraphDoc(
                commit,
                graph.graph().nodes(),
                EdgeDoc.of(edges),
                UnreadDoc.of(graph.unread()),
                graph.certainty().word(),
                CauseDoc.of(graph.causes()));
        List<Warning> none = List.of();
        return call.json() ? Answer.of(document, "") : Answer.raw(Json.document("graph", document, none, false));
    }

    private static String tsv(List<Edge<RepoPath>> edges) {
        StringBuilder text = new StringBuilder();
        for (Edge<RepoPath> edge : edges) {
            text.append(cell(edge.from())).append('\t').append(cell(edge.to())).append('\t');
            text.append(edge.kind().word()).append('\n');
        }
        return text.toString();
    }

    private static String cell(RepoPath path) {
        return path.toString().replace("\t", "%09").replace("\n", "%0A").replace("\r", "%0D");
    }

    private static String dot(SourceGraph graph, List<Edge<RepoPath>> edges) {
        StringBuilder text = new StringBuilder("digraph rr {\n");
        graph.graph()
                .nodes()
                .forEach(node -> text.append("  ").append(quoted(node)).append(";\n"));
        for (Edge<RepoPath> edge : edges) {
            text.append("  ").append(quoted(edge.from())).append(" -> ").append(quoted(edge.to()));
            text.append(" [label=\"").append(edge.kind().word()).append("\"];\n");
        }
        return text.append("}\n").toString();
    }

    private static String quoted(RepoPath path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String mermaid(List<Edge<RepoPath>> edges) {
        StringBuilder text = new StringBuilder("graph LR\n");
        Map<RepoPath, String> names = new LinkedHashMap<>();
        for (Edge<RepoPath> edge : edges) {
            node(text, names, edge.from());
            node(text, names, edge.to());
            text.append("  ")
                    .append(names.get(edge.from()))
                    .append(" -->|")
                    .append(edge.kind().word());
            text.append("| ").append(names.get(edge.to())).append('\n');
        }
        return text.toString();
    }

    private static void node(StringBuilder text, Map<RepoPath, String> names, RepoPath path) {
        if (names.putIfAbsent(path, "n" + names.size()) == null) {
            String label =
                    path.toString().replace("#", "#35;").replace("\"", "#quot;").replace("\n", "#10;");
            text.append("  ")
                    .append(names.get(path))
                    .append("[\"")
                    .append(label)
                    .append("\"]\n");
        }
    }
}
