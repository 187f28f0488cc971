package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.Drift;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.DriftDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr drift}. */
@Command(name = "drift", description = "Print which dependencies moved away from the architecture.")
public final class DriftVerb implements Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "RANGE",
            description = "What came with A..B, or with one commit; by default all of HEAD.")
    private Optional<String> range = Optional.empty();

    @Override
    public Answer run(Call call) {
        String name = range.orElse("HEAD");
        int dots = name.indexOf("..");
        if (name.startsWith("...", Math.max(0, dots))) {
            throw Failure.usage("'" + name + "' has three dots", "Write A..B for what B has and A has not.");
        }
        CommitId now = Words.commit(call, dots < 0 ? name : side(name.substring(dots + 2)));
        Optional<CommitId> before = dots >= 0
                ? Optional.of(Words.commit(call, side(name.substring(0, dots))))
                : range.isEmpty()
                        ? Optional.empty()
                        : call.rr().repository().commits().commit(now).parents().stream()
                                .findFirst();
        Drift drift = call.rr().blastRadius().drift(before, now);
        Text text = call.text().title("Drift of " + name);
        for (Drift.Violation violation : drift.violations()) {
            text.row(
                    violation.from() + ":" + violation.line(),
                    DriftDoc.word(violation.rule()) + " on " + violation.to() + ": " + violation.what()
                            + violation
                                    .commit()
                                    .map(id -> ", by " + id.abbreviated())
                                    .orElse(""));
        }
        if (drift.violations().isEmpty()) {
            text.line("None was found.");
        }
        Answer answer = Answer.of(DriftDoc.of(before.orElse(null), now, drift), text.toString())
                .negativeIf(drift.violations().stream().anyMatch(one -> one.rule() == Drift.Rule.FORBIDDEN_DEPENDENCY));
        return drift.declared()
                ? answer
                : answer.warning(List.of(new Warning(
                        "no-architecture",
                        "no layers are declared in ARCHITECTURE.md, so no dependency is forbidden"
                                + (before.isPresent() ? "; new ones between folders are notes" : ""))));
    }

    private static String side(String revision) {
        return revision.isEmpty() ? "HEAD" : revision;
    }
}
