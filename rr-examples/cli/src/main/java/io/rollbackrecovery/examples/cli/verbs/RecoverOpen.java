package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rr recover open}. */
@Command(name = "open", description = "Step 1, detect: say what is wrong. Nothing else should be committed now.")
public final class RecoverOpen implements Verb {
    @Mixin
    private final OpenFlags flags = new OpenFlags();

    @Override
    public Answer run(Call call) {
        return Cases.answer(call, call.rr().playbook().open(flags.request(call)));
    }
}
