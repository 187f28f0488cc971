package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hooks that git would have run for an operation. RR runs none, whatever is trusted, and says which. */
final class SkippedHooks {
    private static final List<String> OF_COMMITS =
            List.of("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit");

    private SkippedHooks() {}

    /** Lists the hooks of a repository that are switched on and would have had a say in an operation. Reads only. */
    static List<String> of(Plan plan, RepositoryAccess repository) {
        List<String> names = new ArrayList<>();
        if (plan.commits().stream().anyMatch(commit -> isOnABranch(plan, commit.id()))) {
            names.addAll(OF_COMMITS);
        }
        if (plan.headMove().isPresent()) {
            names.add("post-checkout");
        }
        names.add("reference-transaction");
        Optional<Path> folder = folder(repository);
        names.removeIf(
                name -> folder.isEmpty() || !Files.isExecutable(folder.get().resolve(name)));
        return names;
    }

    private static boolean isOnABranch(Plan plan, CommitId commit) {
        return plan.refMoves().stream()
                .anyMatch(move -> move.ref().isBranch() && move.to().equals(Optional.of(commit)));
    }

    private static Optional<Path> folder(RepositoryAccess repository) {
        Path commonDir = repository.layout().commonDir();
        Optional<String> configured = repository.config().text("core", "hooksPath");
        if (configured.isEmpty()) {
            return Optional.of(commonDir.resolve("hooks"));
        }
        try {
            if (configured.get().startsWith("~/")) {
                return repository
                        .environment()
                        .home()
                        .map(home -> home.resolve(configured.get().substring(2)));
            }
            return Optional.of(repository.layout().workTree().orElse(commonDir).resolve(configured.get()));
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }
}
