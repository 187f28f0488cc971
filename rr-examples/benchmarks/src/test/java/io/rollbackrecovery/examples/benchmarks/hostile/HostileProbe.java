package io.rollbackrecovery.examples.benchmarks.hostile;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.analysis.SourceGraph;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at a repository in every way that only reads; what is refused must be refused by RR, with a reason. */
final class HostileProbe {
    private HostileProbe() {}

    /** As the command line does it, in a process of its own, so that its system calls can be watched. */
    public static void main(String[] arguments) {
        look(Path.of(arguments[0]), GitEnvironment.ofUser());
    }

    static List<String> look(Path folder, GitEnvironment environment) {
        List<String> said = new ArrayList<>();
        try (RollbackRecovery rr = RollbackRecovery.open(folder, environment)) {
            for (String branch : List.of("main", "forbidden")) {
                Optional<CommitId> tip = rr.repository().commits().resolve(branch);
                if (tip.isPresent()) {
                    look(rr, tip.get(), said);
                }
            }
            said.add(answer("assess", () -> rr.assess().describe().isBlank() ? "" : "assessed"));
        }
        return said;
    }

    private static void look(RollbackRecovery rr, CommitId tip, List<String> said) {
        said.add(answer("graph", () -> {
            SourceGraph graph = rr.blastRadius().graph(tip);
            return graph.graph().nodes().size() + " files, " + graph.graph().edgeCount() + " edges, "
                    + graph.certainty().word();
        }));
        said.add(answer(
                "blast",
                () -> rr.blastRadius().analyze(BlastRequest.of(tip.hex())).toString()));
        said.add(answer(
                "revert",
                () -> rr.reverts().plan(RevertRequest.of(List.of(tip))).toString()));
        said.add(answer(
                "drift", () -> rr.blastRadius().drift(Optional.empty(), tip).toString()));
    }

    private static String answer(String what, Supplier<String> question) {
        try {
            return what + ": " + question.get();
        } catch (RrException refused) {
            if (refused.getMessage().isBlank()) {
                throw new IllegalStateException(what + " is refused without a reason", refused);
            }
            return what + ": " + refused.code();
        }
    }
}
