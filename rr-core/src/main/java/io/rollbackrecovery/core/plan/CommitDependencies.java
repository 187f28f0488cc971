package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Direction;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.CommitId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which commits build on which, by the lines and paths that they touch: an edge from a later commit to an earlier one says
 * that the earlier one cannot be taken back without the later one. It is cautious, since it looks at pairs of commits and
 * not at what all of them come to: what is not connected can be taken back apart, and what is may yet be clean.
 *
 * <p>Immutable and thread-safe. Equal if the commits and the reasons are.
 */
public final class CommitDependencies {
    private final List<CommitId> commits;
    private final List<Reason> reasons;
    private final DependencyGraph<CommitId> graph;

    private CommitDependencies(List<CommitId> commits, List<Reason> reasons) {
        this.commits = List.copyOf(commits);
        this.reasons = List.copyOf(reasons);
        DependencyGraph.Builder<CommitId> builder = DependencyGraph.builder();
        commits.forEach(builder::node);
        for (Reason reason : reasons) {
            builder.edge(reason.commit(), reason.because(), EdgeKind.REFERENCE);
        }
        this.graph = builder.build();
    }

    /**
     * Makes the value.
     *
     * @param commits the commits, in the order in which they are to be shown
     * @param reasons why one needs another, both of them among the commits
     * @return the dependencies
     * @throws IllegalArgumentException if a reason names a commit that is not among them
     */
    public static CommitDependencies of(List<CommitId> commits, List<Reason> reasons) {
        CommitDependencies made = new CommitDependencies(commits, reasons);
        if (made.graph.nodes().size() != made.commits.size()) {
            throw new IllegalArgumentException("a commit is named twice, or a reason names one that is not listed");
        }
        return made;
    }

    /**
     * Gives the commits.
     *
     * @return the commits, newest first
     */
    public List<CommitId> commits() {
        return commits;
    }

    /**
     * Gives the reasons, several for two commits that meet in several paths.
     *
     * @return the reasons; each {@link Reason#commit()} builds on its {@link Reason#because()}
     */
    public List<Reason> reasons() {
        return reasons;
    }

    /**
     * Gives the first reason for each pair of commits.
     *
     * @return in the order of {@link #reasons()}
     */
    public Collection<Reason> firstReasons() {
        Map<List<CommitId>, Reason> first = new LinkedHashMap<>();
        reasons.forEach(reason -> first.putIfAbsent(List.of(reason.commit(), reason.because()), reason));
        return List.copyOf(first.values());
    }

    /**
     * Gives the graph, for those who want to ask it more.
     *
     * @return an edge leads from each later commit to the earlier one on which it builds
     */
    public DependencyGraph<CommitId> graph() {
        return graph;
    }

    /**
     * Gives the commits that can be taken back alone.
     *
     * @return those on which no other one builds, in the order of {@link #commits()}
     */
    public List<CommitId> alone() {
        return commits.stream()
                .filter(commit -> graph.edgesTo(commit).isEmpty())
                .toList();
    }

    /**
     * Gives all commits that have to be taken back with some.
     *
     * @param some some of the commits
     * @return these and all that build on them, directly or not, in the order of {@link #commits()}
     */
    public List<CommitId> together(Collection<CommitId> some) {
        var closure = graph.closure(some, Direction.DEPENDENTS).stream().collect(Collectors.toSet());
        return commits.stream().filter(closure::contains).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommitDependencies that && commits.equals(that.commits) && reasons.equals(that.reasons);
    }

    @Override
    public int hashCode() {
        return 31 * commits.hashCode() + reasons.hashCode();
    }

    @Override
    public String toString() {
        return commits.size() + " commits, " + graph.edgeCount() + " dependencies";
    }
}
