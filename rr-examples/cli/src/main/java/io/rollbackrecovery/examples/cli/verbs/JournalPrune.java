package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.JournalPruneDoc;
import io.rollbackrecovery.git.Journal;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rr journal prune}. */
@Command(
        name = "prune",
        description = {
            "Drop old operations for good, with the uncommitted work that only they need.",
            "By default those older than 90 days; operations of open sessions, and all later ones, stay."
        })
public final class JournalPrune implements Verb {
    private static final Duration DEFAULT_AGE = Duration.ofDays(90);

    @Option(names = "--older-than", paramLabel = "AGE", description = "Those older than this: 30d, 12h, 2w.")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--keep", paramLabel = "N", description = "Keep at least the N newest.")
    private Optional<Integer> keep = Optional.empty();

    @Option(names = "--apply", description = "Do it; it cannot be undone.")
    private boolean apply;

    @Override
    public Answer run(Call call) {
        Optional<Duration> age =
                olderThan.map(Words::age).or(() -> keep.isPresent() ? Optional.empty() : Optional.of(DEFAULT_AGE));
        Journal journal = call.rr().journal();
        Journal.Pruning pruning = journal.planPrune(age, keep.orElse(0));
        Optional<OperationId> done = apply ? journal.prune(pruning) : Optional.empty();
        Text text = call.text();
        for (Operation operation : pruning.dropped()) {
            text.row(
                    operation.id(),
                    operation.time(),
                    operation.kind().word(),
                    operation.summary(),
                    pruning.lost().contains(operation) ? "can be undone until then" : "");
        }
        if (pruning.dropped().isEmpty()) {
            text.line("There is nothing to drop.");
        } else if (done.isPresent()) {
            text.line("Dropped; " + pruning.freed() + " bytes are free. This cannot be undone.");
        } else {
            text.line("Nothing was changed; --apply drops these for good and frees " + pruning.freed() + " bytes.");
        }
        return Answer.of(JournalPruneDoc.of(pruning, done), text.toString());
    }
}
