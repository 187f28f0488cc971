package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.examples.cli.output.Text;
import java.util.List;

/** Checkpoints as text. */
final class CheckpointText {
    private CheckpointText() {}

    static void rows(Text text, List<Checkpoint> checkpoints) {
        for (Checkpoint checkpoint : checkpoints) {
            text.row(
                    checkpoint.name(),
                    checkpoint.commit().abbreviated(),
                    checkpoint.time(),
                    checkpoint.dirty() ? "with uncommitted work" : "clean",
                    checkpoint.session().map(id -> "session " + id).orElse(""));
        }
    }

    static void changes(Text text, List<PathChange> changes) {
        for (PathChange change : changes) {
            text.row(
                    change.kind().word(),
                    change.from().map(from -> from + " -> ").orElse("") + change.path());
        }
    }
}
