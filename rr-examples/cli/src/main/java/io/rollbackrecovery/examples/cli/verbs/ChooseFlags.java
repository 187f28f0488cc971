package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.playbook.Choice;
import io.rollbackrecovery.playbook.Strategy;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a strategy is chosen. */
public final class ChooseFlags {
    @Option(names = "--strategy", paramLabel = "S", description = "Chosen by hand; by default the table decides.")
    private Optional<String> strategy = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for a strategy that is chosen by hand.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--culprit", paramLabel = "REV", description = "The commit that broke it, if it is known.")
    private Optional<String> culprit = Optional.empty();

    Choice choice(Call call, Optional<Check> check) {
        Choice choice = byHand();
        if (culprit.isPresent()) {
            choice = choice.culprit(Words.commit(call, culprit.get()));
        }
        return check.isPresent() ? choice.searchingWith(check.get()) : choice;
    }

    private Choice byHand() {
        if (strategy.isEmpty()) {
            if (reason.isPresent()) {
                throw Failure.usage("--reason says why --strategy was chosen", "Name both, or let the table decide.");
            }
            return Choice.byTable();
        }
        Strategy chosen = Words.word(Strategy.class, "--strategy", strategy.get());
        try {
            return Choice.of(chosen, reason.orElse(""));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "Give it with --reason.");
        }
    }
}
