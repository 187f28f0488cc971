package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.ExitCodes;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.wire.PathResultDoc;
import io.rollbackrecovery.playbook.Case;
import io.rollbackrecovery.playbook.CaseStep;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rr recover execute}. */
@Command(name = "execute", description = "Step 4, execute: carry the plan out.")
public final class RecoverExecute implements Verb {
    @Parameters(arity = "0..1", paramLabel = "CASE", description = "By default the newest open one.")
    private Optional<String> id = Optional.empty();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public List<String> notYet() {
        return List.of("--approve", "--push");
    }

    @Override
    public Answer run(Call call) {
        Case before = Cases.named(call, id);
        if (flags.wanted()) {
            return execute(call, before, flags);
        }
        if (!before.next().contains(CaseStep.EXECUTE)) {
            throw new RrException(
                    ErrorCode.WRONG_STATE,
                    "case '" + before.id() + "' has no plan to execute: it is at the step '"
                            + before.step().word() + "'",
                    "See: rr recover show " + before.id());
        }
        boolean isClean = before.plan().orElseThrow().isClean();
        return Cases.answer(
                        call,
                        before,
                        Optional.empty(),
                        Optional.empty(),
                        isClean ? "Nothing was changed; --apply does it." : "")
                .negativeIf(!isClean);
    }

    static Answer execute(Call call, Case before, ApplyFlags flags) {
        ApplyOutcome outcome = call.rr().playbook().execute(before.id(), flags.options(), call.run());
        if (ExitCodes.of(outcome.kind()) == ExitCodes.REFUSED) {
            throw Failure.of(outcome);
        }
        Optional<String> operation = outcome.operation().map(done -> done.value());
        return Cases.answer(
                        call,
                        call.rr().playbook().get(before.id()),
                        operation,
                        Optional.of(PathResultDoc.of(outcome.paths())).filter(paths -> outcome.isApplied()),
                        operation
                                .map(done -> "Done: operation " + done + "; rr undo takes it back.")
                                .orElse("Nothing was changed: " + outcome.message() + "."))
                .negativeIf(!outcome.isApplied());
    }
}
