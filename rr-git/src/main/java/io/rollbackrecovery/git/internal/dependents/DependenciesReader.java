package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.CommitDependencies;
import io.rollbackrecovery.core.plan.GeneratedPaths;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.solver.Requirement;
import io.rollbackrecovery.git.internal.merge.VersionDiff;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads which commits of some build on which. Reads the repository and writes nothing. */
public final class DependenciesReader {
    private final RepositoryAccess repository;

    /** Reads dependencies in a repository. */
    public DependenciesReader(RepositoryAccess repository) {
        this.repository = repository;
    }

    /**
     * Reads them.
     *
     * @param commits the commits, newest first
     * @param tip the commit up to which they are looked at; most are its ancestors
     * @return the dependencies between them; merges are seen from their first parent
     */
    public CommitDependencies read(List<CommitId> commits, CommitId tip) {
        Set<CommitId> wanted = new HashSet<>(commits);
        List<Reason> reasons = new ArrayList<>();
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            History history =
                    new History(repository.commits(), tip, reader, new VersionDiff(reader, repository.mergeSettings()));
            LineRequirements requirements = new LineRequirements(
                    history,
                    new Rules(commit -> OptionalInt.of(1), GeneratedPaths.usual()::matches, List.of()),
                    RunContext.none());
            for (CommitId commit : commits) {
                for (Requirement<CommitId, Reason> requirement : requirements.of(commit)) {
                    if (wanted.contains(requirement.needed())) {
                        reasons.add(requirement.reason());
                    }
                }
            }
        }
        return CommitDependencies.of(commits, reasons);
    }
}
