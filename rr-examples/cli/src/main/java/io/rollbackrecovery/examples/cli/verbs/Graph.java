package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.SourceGraph;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Direction;
import io.rollbackrecovery.core.graph.GraphExport;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    @Option(
            names = "--around",
            arity = "1..*",
            paramLabel = "P",
            description = "Only these files and those one step away from them.")
    private List<String> around = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Only the N files with the most dependencies and dependents.")
    private Optional<Integer> limit = Optional.empty();

    @Override
    public Answer run(Call call) {
        Format chosen = format.map(word -> Words.word(Format.class, "--format", word))
                .orElse(call.json() ? Format.JSON : Format.TSV);
        if (call.json() && chosen != Format.JSON) {
            throw Failure.usage(
                    "--json and --format " + format.orElse("") + " ask for two formats", "Use one of them.");
        }
        if (limit.isPresent() && limit.get() < 1) {
            throw Failure.usage("--limit " + limit.get() + " leaves nothing to show", "Files are counted from 1.");
        }
        CommitId commit = Words.commit(call, revision);
        SourceGraph graph = call.rr().blastRadius().graph(commit);
        GraphExport<RepoPath> export = GraphExport.of(part(graph.graph()))
                .narrowedBy("Use --limit N for the files with the most edges, --around PATH for one file.");
        if (limit.isPresent()) {
            export = export.limit(limit.get());
        }
        return switch (chosen) {
            case TSV -> Answer.raw(tsv(call, export));
            case DOT -> Answer.raw(export.dot());
            case MERMAID -> Answer.raw(export.mermaid());
            case JSON -> json(call, commit, graph, export);
        };
    }

    private DependencyGraph<RepoPath> part(DependencyGraph<RepoPath> graph) {
        if (around.isEmpty()) {
            return graph;
        }
        Set<RepoPath> near = new HashSet<>();
        for (RepoPath path : Words.paths(around)) {
            if (!graph.contains(path)) {
                throw Failure.usage("there is no file '" + path + "' in this revision", "Name a file of the graph.");
            }
            near.add(path);
            near.addAll(graph.neighbours(path, Direction.DEPENDENCIES));
            near.addAll(graph.neighbours(path, Direction.DEPENDENTS));
        }
        return graph.only(near);
    }

    private String tsv(Call call, GraphExport<RepoPath> export) {
        if (limit.isPresent()) {
            export.notice().ifPresent(notice -> call.surroundings().err().println("rr: " + notice));
        }
        return export.tsv();
    }

    private Answer json(Call call, CommitId commit, SourceGraph graph, GraphExport<RepoPath> export) {
        DependencyGraph<RepoPath> shown = export.shown();
        GraphDoc document = new GraphDoc(
                commit,
                shown.nodes(),
                EdgeDoc.of(shown.edges().toList()),
                UnreadDoc.of(graph.unread()),
                graph.certainty().word(),
                CauseDoc.of(graph.causes()));
        List<Warning> warnings = limit.isEmpty()
                ? List.of()
                : export.notice().map(text -> new Warning("limited", text)).stream()
                        .toList();
        return call.json()
                ? Answer.of(document, "").warning(warnings)
                : Answer.raw(Json.document("graph", document, warnings, false));
    }
}
