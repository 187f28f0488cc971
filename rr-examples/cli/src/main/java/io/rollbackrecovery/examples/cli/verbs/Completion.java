package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rr completion}. */
@Command(name = "completion", description = "Print completion for bash and zsh: source <(rr completion)")
public final class Completion implements Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Answer run(Call call) {
        return Answer.raw(AutoComplete.bash("rr", spec.root().commandLine()));
    }
}
