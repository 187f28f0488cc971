package io.rollbackrecovery.git;

import io.rollbackrecovery.core.checkpoint.CheckpointOptions;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;

/** Makes and restores checkpoints in a process of its own, so that its heap is small or its system calls are watched. */
final class CheckpointProbe {
    private static final CheckpointOptions NO_LIMIT =
            CheckpointOptions.standard().within(Long.MAX_VALUE, Long.MAX_VALUE);

    private CheckpointProbe() {}

    /** The repository, then names: {@code +name} makes a checkpoint, {@code -name} restores it. */
    public static void main(String[] arguments) {
        try (GitRepository repository = GitRepository.open(Path.of(arguments[0]), GitEnvironment.isolated())) {
            for (int i = 1; i < arguments.length; i++) {
                CheckpointName name = new CheckpointName(arguments[i].substring(1));
                if (arguments[i].startsWith("+")) {
                    repository.checkpoints().create(name, NO_LIMIT);
                } else if (!repository
                        .apply(repository.checkpoints().planRestore(name, CheckpointService.RestoreMode.NEW_COMMIT))
                        .isApplied()) {
                    System.exit(3);
                }
            }
        }
    }
}
