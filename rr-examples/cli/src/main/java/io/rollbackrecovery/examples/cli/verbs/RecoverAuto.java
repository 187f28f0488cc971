package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.ExitCodes;
import io.rollbackrecovery.playbook.Case;
import io.rollbackrecovery.playbook.Verification;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rr recover auto}. */
@Command(
        name = "auto",
        description = {
            "Open, assess and choose in one go; with --apply execute and verify too.",
            "The first check named tests is what the culprit is searched with. Closing stays a person's step."
        })
public final class RecoverAuto implements Verb {
    @Mixin
    private final OpenFlags opening = new OpenFlags();

    @Mixin
    private final ChooseFlags choosing = new ChooseFlags();

    @Mixin
    private final VerifyFlags verifying = new VerifyFlags();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public List<String> notYet() {
        return List.of("--approve", "--push");
    }

    @Override
    public Answer run(Call call) {
        var playbook = call.rr().playbook();
        var request = verifying.request();
        Optional<Check> search = request.checks().stream()
                .filter(check -> check.name().equals(Verification.TESTS))
                .findFirst();
        var choice = choosing.choice(call, search);
        Case opened = playbook.open(opening.request(call));
        playbook.assess(opened.id());
        Case chosen = playbook.choose(opened.id(), choice, call.run());
        boolean isClean = chosen.plan().map(plan -> plan.isClean()).orElse(true);
        if (!flags.wanted() || chosen.plan().isEmpty() || !isClean) {
            return Cases.answer(call, chosen).negativeIf(!isClean);
        }
        Answer executed = RecoverExecute.execute(call, chosen, flags);
        if (executed.exit() != ExitCodes.DONE) {
            return executed;
        }
        Case verified = playbook.verify(opened.id(), request, call.run());
        return Cases.answer(call, verified).negativeIf(!VerifyFlags.allPassed(verified));
    }
}
