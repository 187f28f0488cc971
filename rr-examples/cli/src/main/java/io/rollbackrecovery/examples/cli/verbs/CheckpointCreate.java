package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.CheckpointDoc;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr checkpoint create}. */
@Command(name = "create", description = "Keep the state of now, uncommitted and untracked work included.")
public final class CheckpointCreate implements Verb {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its name; by default made of the time.")
    private Optional<String> name = Optional.empty();

    @Override
    public Answer run(Call call) {
        var checkpoints = call.rr().checkpoints();
        Checkpoint checkpoint =
                name.map(word -> checkpoints.create(Words.checkpoint(word))).orElseGet(checkpoints::create);
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
