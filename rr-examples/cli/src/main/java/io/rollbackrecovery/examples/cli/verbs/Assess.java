package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.wire.AssessDoc;
import io.rollbackrecovery.playbook.Assessment;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr assess}. */
@Command(
        name = "assess",
        description = "Take a first look: what happened last, what undoing it would take, what would break.")
public final class Assess implements Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "REV|RANGE|SESSION",
            description = "By default the newest session; without one the last commit.")
    private Optional<String> target = Optional.empty();

    @Override
    public Answer run(Call call) {
        Assessment assessment =
                target.isPresent() ? call.rr().assess(target.get()) : call.rr().assess();
        return Answer.of(
                        AssessDoc.of(assessment),
                        call.text().lines(assessment.describe()).toString())
                .warning(assessment.warnings());
    }
}
