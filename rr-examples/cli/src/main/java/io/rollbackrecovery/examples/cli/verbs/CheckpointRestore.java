package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.wire.ChangeDoc;
import io.rollbackrecovery.examples.cli.wire.Effect;
import io.rollbackrecovery.examples.cli.wire.RefMoveDoc;
import io.rollbackrecovery.examples.cli.wire.RestoreDoc;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr checkpoint restore}. */
@Command(
        name = "restore",
        description = "Return to a checkpoint: by a new commit with its tree, then the uncommitted work as it was.")
public final class CheckpointRestore implements Verb {
    @Parameters(paramLabel = "NAME", description = "The checkpoint, with or without checkpoint/ before it.")
    private String name = "";

    @Option(names = "--reset", description = "Move the branch back instead of making a new commit.")
    private boolean reset;

    @Option(names = "--paths", arity = "1..*", paramLabel = "P", description = "Only these files and folders.")
    private List<String> paths = List.of();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        CheckpointName checkpoint = Words.checkpoint(name);
        if (reset && !paths.isEmpty()) {
            throw Failure.usage("--reset moves the whole branch, and --paths names some files", "Use one of them.");
        }
        var service = call.rr().checkpoints();
        Plan plan = paths.isEmpty()
                ? service.planRestore(checkpoint, reset ? RestoreMode.RESET : RestoreMode.NEW_COMMIT)
                : service.planRestorePaths(checkpoint, Words.paths(paths));
        ApplyFlags.Applied applied = flags.apply(call, plan);
        RestoreDoc document = new RestoreDoc(
                checkpoint.value(),
                Effect.of(plan),
                plan.tree().orElse(null),
                ChangeDoc.of(plan.changes()),
                plan.captureMove().isPresent(),
                RefMoveDoc.of(plan.refMoves()),
                applied.operation(),
                applied.paths());
        // Being there already is what was asked for, so it is no negative answer.
        return Answer.of(document, flags.describe(call, plan, applied))
                .warning(plan.warnings())
                .negativeIf(!plan.isClean());
    }
}
