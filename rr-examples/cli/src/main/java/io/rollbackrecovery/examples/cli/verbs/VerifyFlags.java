package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.playbook.Case;
import io.rollbackrecovery.playbook.Verification;
import io.rollbackrecovery.playbook.VerifyRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is verified, by what and by whom. */
public final class VerifyFlags {
    @Option(
            names = "--check",
            paramLabel = "[NAME=]CMD",
            description =
                    "A command line for sh, as tests (default), linter, secrets or a name of your own; repeatable.")
    private List<String> checks = List.of();

    @Option(names = "--confirm", paramLabel = "TEXT", description = "You looked, and it is right again: at what?")
    private Optional<String> confirm = Optional.empty();

    @Option(names = "--deny", paramLabel = "TEXT", description = "You looked, and it is still wrong: what?")
    private Optional<String> deny = Optional.empty();

    @Option(names = "--waive", paramLabel = "NAME=WHY", description = "Give one verification up; repeatable.")
    private List<String> waive = List.of();

    @Option(names = "--by", paramLabel = "WHO", description = "Who confirms, denies or waives; by default you.")
    private String by = System.getProperty("user.name", "");

    List<String> checks() {
        return checks;
    }

    VerifyRequest request() {
        try {
            VerifyRequest request =
                    VerifyRequest.of(checks.stream().map(Cases::check).toList());
            if (confirm.isPresent()) {
                request = request.confirmedBy(by, confirm.get());
            }
            if (deny.isPresent()) {
                request = request.deniedBy(by, deny.get());
            }
            for (String word : waive) {
                int equals = word.indexOf('=');
                if (equals < 0) {
                    throw Failure.usage("'" + word + "' gives no reason", "Write: --waive linter='there is none'");
                }
                request = request.waive(word.substring(0, equals), by, word.substring(equals + 1));
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "");
        }
    }

    static boolean allPassed(Case value) {
        return !value.verifications().isEmpty()
                && value.verifications().stream().allMatch(each -> each.result() == Verification.Result.PASSED);
    }
}
