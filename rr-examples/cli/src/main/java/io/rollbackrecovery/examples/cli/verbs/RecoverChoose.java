package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.playbook.Case;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr recover choose}. */
@Command(name = "choose", description = "Step 3, choose: decide on a strategy, and plan it.")
public final class RecoverChoose implements Verb {
    @Parameters(arity = "0..1", paramLabel = "CASE", description = "By default the newest open one.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--check",
            paramLabel = "CMD",
            description = "A command line for sh that fails now: its culprit is searched for.")
    private Optional<String> check = Optional.empty();

    @Mixin
    private final ChooseFlags flags = new ChooseFlags();

    @Override
    public Answer run(Call call) {
        Case before = Cases.named(call, id);
        Case chosen = call.rr().playbook().choose(before.id(), flags.choice(call, check.map(Cases::check)), call.run());
        return Cases.answer(call, chosen)
                .negativeIf(chosen.plan().map(plan -> !plan.isClean()).orElse(false));
    }
}
