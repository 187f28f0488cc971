package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.CheckpointDoc;
import io.rollbackrecovery.examples.cli.wire.CheckpointsDoc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr checkpoint show}. */
@Command(name = "show", description = "Show one checkpoint.")
public final class CheckpointShow implements Verb {
    @Parameters(paramLabel = "NAME", description = "The checkpoint, with or without checkpoint/ before it.")
    private String name = "";

    @Override
    public Answer run(Call call) {
        Checkpoint checkpoint = call.rr().checkpoints().get(Words.checkpoint(name));
        Text text = call.text()
                .title("Checkpoint " + checkpoint.tag().shortName())
                .row("commit", checkpoint.commit().hex())
                .row(
                        "branch",
                        checkpoint.branch().map(branch -> branch.shortName()).orElse("(detached)"))
                .row("time", checkpoint.time())
                .row("session", checkpoint.session().map(id -> id.value()).orElse("(none)"))
                .row(
                        "covers",
                        checkpoint.covers().stream().map(part -> part.word()).collect(Collectors.joining(", ")));
        checkpoint.skipped().forEach(skipped -> text.row("skipped", skipped.path() + ": " + skipped.reason()));
        return Answer.of(new CheckpointsDoc(List.of(CheckpointDoc.of(checkpoint)), Optional.empty()), text.toString());
    }
}
