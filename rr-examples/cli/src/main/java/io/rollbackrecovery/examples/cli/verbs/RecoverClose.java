package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.playbook.Case;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr recover close}. */
@Command(
        name = "close",
        description = {
            "Step 6, post-mortem: close a verified case, and show the commit of its post-mortem.",
            "With --apply the post-mortem is committed, also for a case that was closed before."
        })
public final class RecoverClose implements Verb {
    @Parameters(arity = "0..1", paramLabel = "CASE", description = "By default the newest open one.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "What was done so that it does not happen again.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--abandon", description = "Give the case up, whatever its step; --reason says why.")
    private boolean abandon;

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        Case closed = Cases.named(call, id);
        if (closed.end().isEmpty() || abandon) {
            String why = reason.orElseThrow(() -> Failure.usage(
                    abandon
                            ? "a case is not given up without a reason"
                            : "the post-mortem names what was done about it",
                    "Give it with --reason."));
            closed = abandon
                    ? call.rr().playbook().abandon(closed.id(), why)
                    : call.rr().playbook().close(closed.id(), why);
        }
        Plan plan = call.rr().playbook().planPostMortem(closed.id());
        ApplyFlags.Applied applied = flags.apply(call, plan);
        return Cases.answer(call, closed, applied.operation(), applied.paths(), flags.describe(call, plan, applied))
                .negativeIf(flags.wanted() && !applied.happened());
    }
}
