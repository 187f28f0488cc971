package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr recover assess}. */
@Command(name = "assess", description = "Step 2, assess: find what was changed and what depends on it.")
public final class RecoverAssess implements Verb {
    @Parameters(arity = "0..1", paramLabel = "CASE", description = "By default the newest open one.")
    private Optional<String> id = Optional.empty();

    @Override
    public Answer run(Call call) {
        return Cases.answer(
                call, call.rr().playbook().assess(Cases.named(call, id).id()));
    }
}
