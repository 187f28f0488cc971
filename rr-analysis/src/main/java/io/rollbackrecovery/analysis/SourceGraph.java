package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * The dependencies between the files of one revision, with what is not known. Immutable and thread-safe; equal
 * revisions give equal graphs.
 */
public final class SourceGraph {
    private final DependencyGraph<RepoPath> graph;
    private final List<UnreadFile> unread;
    private final List<Cause> causes;

    SourceGraph(DependencyGraph<RepoPath> graph, List<UnreadFile> unread, List<Cause> causes) {
        this.graph = graph;
        this.unread = List.copyOf(unread);
        this.causes = List.copyOf(causes);
    }

    /**
     * Gives the graph. Its nodes are all paths of the revision, those of other languages too; an edge says that one
     * file refers to another.
     *
     * @return the graph
     */
    public DependencyGraph<RepoPath> graph() {
        return graph;
    }

    /**
     * Gives the files of an analysed language that were not read, or not to their end. None is left out of the graph.
     *
     * @return ordered by path
     */
    public List<UnreadFile> unread() {
        return unread;
    }

    /**
     * Tells how far the graph can be trusted.
     *
     * @return {@link Certainty#LOWER_BOUND} exactly if there are {@link #causes()}
     */
    public Certainty certainty() {
        return causes.isEmpty() ? Certainty.COMPLETE_FOR_STATIC : Certainty.LOWER_BOUND;
    }

    /**
     * Gives why the graph may lack edges.
     *
     * @return at most one cause of each kind, in the order of the kinds
     */
    public List<Cause> causes() {
        return causes;
    }

    @Override
    public String toString() {
        return graph + ", " + certainty().word();
    }
}
