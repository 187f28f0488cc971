package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.playbook.Case;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rr recover verify}. */
@Command(
        name = "verify",
        description = {
            "Step 5, verify: run the checks over HEAD, and add what people saw.",
            "It ends with 1 unless tests, linter, secrets and person, and whatever else was given, all passed."
        })
public final class RecoverVerify implements Verb {
    @Parameters(arity = "0..1", paramLabel = "CASE", description = "By default the newest open one.")
    private Optional<String> id = Optional.empty();

    @Mixin
    private final VerifyFlags flags = new VerifyFlags();

    @Override
    public Answer run(Call call) {
        Case before = Cases.named(call, id);
        Case verified = call.rr().playbook().verify(before.id(), flags.request(), call.run());
        return Cases.answer(call, verified).negativeIf(!VerifyFlags.allPassed(verified));
    }
}
