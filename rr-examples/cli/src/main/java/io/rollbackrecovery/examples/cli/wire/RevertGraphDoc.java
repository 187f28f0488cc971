package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.CommitDependencies;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which commits of a range need which. */
public record RevertGraphDoc(List<NodeDoc> nodes, List<DependencyDoc> edges) {
    /** A commit; whether no other one of the range builds on it. */
    public record NodeDoc(CommitId id, String subject, boolean alone) {}

    /** Why {@code to} cannot be taken back without {@code from}. */
    public record DependencyDoc(
            CommitId from, CommitId to, Optional<RepoPath> path, Optional<List<Integer>> lines, String kind) {}

    /** Writes dependencies. */
    public static RevertGraphDoc of(CommitDependencies dependencies, Collection<Commit> commits) {
        Set<CommitId> alone = new HashSet<>(dependencies.alone());
        return new RevertGraphDoc(
                commits.stream()
                        .map(commit -> new NodeDoc(commit.id(), commit.subject(), alone.contains(commit.id())))
                        .toList(),
                dependencies.reasons().stream()
                        .map(reason -> new DependencyDoc(
                                reason.commit(),
                                reason.because(),
                                reason.path(),
                                reason.lines().map(ConflictDoc::lines),
                                reason.kind().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }
}
