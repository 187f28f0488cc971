package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.CheckpointDoc;
import io.rollbackrecovery.examples.cli.wire.CheckpointsDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code rr checkpoint list}. */
@Command(name = "list", description = "List the checkpoints, newest first.")
public final class CheckpointList implements Verb {
    @Override
    public Answer run(Call call) {
        List<Checkpoint> checkpoints = call.rr().checkpoints().list();
        Text text = call.text();
        CheckpointText.rows(text, checkpoints);
        if (checkpoints.isEmpty()) {
            text.line("There is no checkpoint.");
        }
        return Answer.of(
                new CheckpointsDoc(checkpoints.stream().map(CheckpointDoc::of).toList(), Optional.empty()),
                text.toString());
    }
}
