package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.CheckpointOptions;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.CheckpointDoc;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr checkpoint create}. */
@Command(name = "create", description = "Keep the state of now, uncommitted and untracked work included.")
public final class CheckpointCreate implements Verb {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its name; by default made of the time.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--ignored", description = "Keep ignored files too.")
    private boolean ignored;

    @Option(
            names = "--largest",
            paramLabel = "BYTES",
            description = "Leave larger files out; by default those over 256 MiB.")
    private long largest = CheckpointOptions.standard().largestFile();

    @Option(
            names = "--budget",
            paramLabel = "BYTES",
            description = "The most that all files may take together; by default 4 GiB.")
    private long budget = CheckpointOptions.standard().budget();

    @Override
    public Answer run(Call call) {
        var checkpoints = call.rr().checkpoints();
        if (largest < 0 || budget < 0) {
            throw Failure.usage("a limit is negative", "Name 0 or more bytes.");
        }
        CheckpointOptions options = CheckpointOptions.standard().within(largest, budget);
        CheckpointOptions wanted = ignored ? options.withIgnored() : options;
        Checkpoint checkpoint = name.map(word -> checkpoints.create(Words.checkpoint(word), wanted))
                .orElseGet(() -> checkpoints.create(wanted));
        Text text = call.text()
                .title("Checkpoint " + checkpoint.tag().shortName())
                .row("commit", checkpoint.commit().abbreviated())
                .row(
                        "covers",
                        checkpoint.covers().stream().map(part -> part.word()).collect(Collectors.joining(", ")));
        checkpoint.skipped().forEach(skipped -> text.row("skipped", skipped.path() + ": " + skipped.reason()));
        return Answer.of(CheckpointDoc.of(checkpoint), text.toString());
    }
}
