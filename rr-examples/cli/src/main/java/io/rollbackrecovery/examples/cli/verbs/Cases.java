package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CaseId;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.CaseDoc;
import io.rollbackrecovery.examples.cli.wire.PathResultDoc;
import io.rollbackrecovery.playbook.Case;
import io.rollbackrecovery.playbook.CaseStep;
import io.rollbackrecovery.playbook.Verification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which case is meant, what its checks are, and how it is told. */
final class Cases {
    private static final Pattern NAMED = Pattern.compile("([a-z][a-z-]*)=(.*)", Pattern.DOTALL);

    private Cases() {}

    /** Gives the case of an id; without one, the newest that is open, or else the newest. */
    static Case named(Call call, Optional<String> id) {
        if (id.isPresent()) {
            try {
                return call.rr().playbook().get(new CaseId(id.get()));
            } catch (IllegalArgumentException e) {
                throw Failure.usage(String.valueOf(e.getMessage()), "");
            }
        }
        List<Case> cases = call.rr().playbook().list();
        return cases.stream()
                .filter(candidate -> candidate.end().isEmpty())
                .findFirst()
                .or(() -> cases.stream().findFirst())
                .orElseThrow(() ->
                        new RrException(ErrorCode.UNKNOWN_NAME, "there is no case", "Open one with: rr recover open"));
    }

    /** Reads {@code NAME=COMMAND}; without a name it is the tests. The command line is the caller's, for sh. */
    static Check check(String word) {
        Matcher named = NAMED.matcher(word);
        String name = named.matches() ? named.group(1) : Verification.TESTS;
        String command = named.matches() ? named.group(2) : word;
        if (command.isBlank()) {
            throw Failure.usage("--check names no command: '" + word + "'", "Write: --check tests='make test'");
        }
        return Check.command("sh", "-c", command).named(name);
    }

    static Answer answer(Call call, Case value) {
        return answer(call, value, Optional.empty(), Optional.empty(), "");
    }

    /** Answers with a case, and what has just been done. */
    static Answer answer(
            Call call, Case value, Optional<String> operation, Optional<List<PathResultDoc>> paths, String more) {
        Optional<String> postMortem =
                value.end().map(end -> call.rr().playbook().postMortem(value.id()));
        Text text = call.text()
                .title("Case " + value.id())
                .row("what", value.what())
                .row(
                        "step",
                        value.step().word()
                                + value.end().map(end -> ": " + end.word()).orElse(""));
        if (!value.next().isEmpty()) {
            text.row("next", value.next().stream().map(CaseStep::word).collect(Collectors.joining(" or ")));
        }
        value.target().ifPresent(target -> text.row("about", target));
        value.strategy().ifPresent(strategy -> text.row("strategy", strategy.word()));
        if (!value.reason().isEmpty()) {
            text.row("reason", value.reason());
        }
        value.culprit().ifPresent(culprit -> text.row("culprit", culprit.hex()));
        value.verifications()
                .forEach(each -> text.row(each.name(), each.result().word() + " " + each.detail()));
        boolean isPending = value.operation().isEmpty() && value.end().isEmpty();
        value.plan().filter(plan -> isPending).ifPresent(plan -> text.line("").lines(plan.describe()));
        if (!more.isEmpty()) {
            text.line("").lines(more);
        }
        return Answer.of(
                CaseDoc.of(
                        value, postMortem, operation.or(() -> value.operation().map(id -> id.value())), paths),
                text.toString());
    }
}
