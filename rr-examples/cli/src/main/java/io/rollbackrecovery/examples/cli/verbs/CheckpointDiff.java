package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.ChangeDoc;
import io.rollbackrecovery.examples.cli.wire.CheckpointDoc;
import io.rollbackrecovery.examples.cli.wire.CheckpointsDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr checkpoint diff}. */
@Command(name = "diff", description = "Compare two checkpoints, uncommitted work included.")
public final class CheckpointDiff implements Verb {
    @Parameters(index = "0", paramLabel = "A", description = "The checkpoint before.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "The checkpoint after.")
    private String after = "";

    @Override
    public Answer run(Call call) {
        var service = call.rr().checkpoints();
        Checkpoint a = service.get(Words.checkpoint(before));
        Checkpoint b = service.get(Words.checkpoint(after));
        List<PathChange> changes = service.diff(a, b);
        Text text = call.text();
        CheckpointText.changes(text, changes);
        if (changes.isEmpty()) {
            text.line("They have the same files.");
        }
        return Answer.of(
                new CheckpointsDoc(
                        List.of(CheckpointDoc.of(a), CheckpointDoc.of(b)), Optional.of(ChangeDoc.of(changes))),
                text.toString());
    }
}
