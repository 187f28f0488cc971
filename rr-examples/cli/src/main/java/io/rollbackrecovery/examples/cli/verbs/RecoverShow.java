package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr recover show}. */
@Command(name = "show", description = "Show a case.")
public final class RecoverShow implements Verb {
    @Parameters(arity = "0..1", paramLabel = "CASE", description = "By default the newest open one.")
    private Optional<String> id = Optional.empty();

    @Override
    public Answer run(Call call) {
        return Cases.answer(call, Cases.named(call, id));
    }
}
