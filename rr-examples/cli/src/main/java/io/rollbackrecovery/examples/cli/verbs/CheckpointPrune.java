package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.PruneDoc;
import io.rollbackrecovery.git.CheckpointService.PrunePlan;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rr checkpoint prune}. */
@Command(name = "prune", description = "Remove old checkpoints; those of open sessions stay.")
public final class CheckpointPrune implements Verb {
    @Option(names = "--older-than", paramLabel = "AGE", description = "Those older than this: 30d, 12h, 2w.")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--keep", paramLabel = "N", description = "Keep at least the N newest.")
    private Optional<Integer> keep = Optional.empty();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        if (olderThan.isEmpty() && keep.isEmpty()) {
            throw Failure.usage(
                    "prune needs to know which checkpoints to remove", "Name --older-than, --keep or both.");
        }
        PrunePlan prune = call.rr().checkpoints().planPrune(olderThan.map(Words::age), keep.orElse(0));
        ApplyFlags.Applied applied = flags.apply(call, prune.plan());
        Text text = call.text();
        CheckpointText.rows(text, prune.removed());
        if (prune.removed().isEmpty()) {
            text.line("There is nothing to remove.");
        } else if (applied.happened()) {
            text.line("Removed: operation " + applied.operation().orElse("") + "; rr undo takes it back.");
        } else {
            text.line("Nothing was changed; --apply removes these. Only they need " + prune.freed()
                    + " bytes, which rr journal prune frees when this is not to be undone any more.");
        }
        PruneDoc document = new PruneDoc(
                prune.removed().stream()
                        .map(checkpoint -> checkpoint.name().value())
                        .toList(),
                prune.freed(),
                applied.operation());
        return Answer.of(document, text.toString()).warning(prune.plan().warnings());
    }
}
