package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.wire.ReportDoc;
import io.rollbackrecovery.playbook.Case;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr report}. */
@Command(name = "report", description = "Print the post-mortem of a closed case.")
public final class Report implements Verb {
    @Parameters(arity = "1..2", paramLabel = "CASE", description = "The case.")
    private List<String> what = List.of();

    @Option(names = "--md", description = "As Markdown.")
    private boolean markdown;

    @Override
    public List<String> notYet() {
        return List.of("--html");
    }

    @Override
    public Answer run(Call call) {
        if (what.size() == 2) {
            String kind = what.get(0);
            throw kind.equals("blast") || kind.equals("session")
                    ? Failure.notYet("rr report " + kind)
                    : Failure.usage("'" + what.get(1) + "' is one word too many", "Write: rr report CASE --md");
        }
        if (!markdown) {
            throw Failure.usage("a report needs a format", "Write: rr report CASE --md");
        }
        Case value = Cases.named(call, Optional.of(what.get(0)));
        String text = call.rr().playbook().postMortem(value.id());
        return Answer.of(new ReportDoc(value.id().value(), text), text);
    }
}
