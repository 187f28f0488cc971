package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rr redo}. */
@Command(name = "redo", description = "Do again what the newest undo took back, at once.")
public final class Redo implements Verb {
    @Mixin
    private final ApplyFlags.Allowances allowances = new ApplyFlags.Allowances();

    @Override
    public Answer run(Call call) {
        return Undoing.apply(
                call, call.rr().journal().planRedo(), "There is no undone operation to do again.", allowances);
    }
}
