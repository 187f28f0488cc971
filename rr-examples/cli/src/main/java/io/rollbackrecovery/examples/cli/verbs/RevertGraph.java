package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.graph.GraphExport;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.CommitDependencies;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Json;
import io.rollbackrecovery.examples.cli.wire.RevertGraphDoc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows which commits of a range can be taken back alone, and which only together. */
final class RevertGraph {
    private enum Format {
        DOT,
        MERMAID,
        JSON
    }

    private final Call call;
    private final Format format;

    RevertGraph(Call call, String format) {
        this.call = call;
        this.format = Words.word(Format.class, "--graph", format);
    }

    Answer run(List<String> words) {
        if (words.size() != 1 || !words.get(0).contains("..")) {
            throw Failure.usage("--graph shows one range of commits", "Write: rr revert --graph dot A..B.");
        }
        if (call.json() && format != Format.JSON) {
            throw Failure.usage("--json and --graph ask for two formats", "Use one of them, or --graph json.");
        }
        String range = words.get(0);
        List<CommitId> commits = Words.commits(call, range);
        String tip = range.substring(range.indexOf("..") + 2);
        CommitDependencies dependencies =
                call.rr().repository().dependencies(commits, Words.commit(call, tip.isEmpty() ? "HEAD" : tip));
        Map<CommitId, Commit> known = new LinkedHashMap<>();
        commits.forEach(id -> known.put(id, call.rr().repository().commits().commit(id)));
        if (format == Format.JSON) {
            return Answer.raw(
                    Json.document("revert-graph", RevertGraphDoc.of(dependencies, known.values()), List.of(), false));
        }
        GraphExport<CommitId> export = GraphExport.of(dependencies.graph()).named(id -> name(id, known));
        return Answer.raw(format == Format.DOT ? export.dot() : export.mermaid());
    }

    private static String name(CommitId id, Map<CommitId, Commit> known) {
        Commit commit = known.get(id);
        return id.abbreviated() + (commit == null ? "" : " " + commit.subject());
    }
}
