package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.graph.GraphChange;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders files that are taken back, so that no reference dangles in between which does not in the end: what refers to
 * something goes before what it refers to, but after it where the reference, or what it leads to, only comes back. Files
 * that need both, and cycles, go together. Members are known by their names alone.
 */
final class RevertOrder {
    private final LinkedRevision now;
    private final LinkedRevision before;
    private final LinkedRevision planned;
    private final Map<RepoPath, Set<String>> resigned;
    private final Map<RepoPath, Set<RepoPath>> mustFollow = new HashMap<>();

    /**
     * Makes it.
     *
     * @param now the revision that files are taken back on
     * @param before the revision before what is taken back
     * @param planned the revision that comes of it
     * @param resigned by file the simple names of declarations whose head differs between the two
     */
    RevertOrder(
            LinkedRevision now, LinkedRevision before, LinkedRevision planned, Map<RepoPath, Set<String>> resigned) {
        this.now = now;
        this.before = before;
        this.planned = planned;
        this.resigned = resigned;
    }

    /** The groups of files that go together, those to be taken back first first. */
    List<List<RepoPath>> of(Collection<RepoPath> paths) {
        Set<RepoPath> members = new HashSet<>(paths);
        links(members, now, planned, false);
        links(members, planned, now, true);
        names(members, now, planned, false);
        names(members, planned, now, true);
        GraphChange<RepoPath> graph = now.graph().change();
        paths.forEach(graph::node);
        before.graph()
                .edges()
                .filter(edge ->
                        !now.graph().contains(edge.from()) && now.graph().contains(edge.to()))
                .filter(edge -> isFree(edge.from(), edge.to()))
                .forEach(edge -> graph.edge(edge.from(), edge.to(), edge.kind()));
        for (RepoPath path : members) {
            List<Edge<RepoPath>> edges =
                    now.graph().contains(path) ? now.graph().edgesFrom(path) : List.of();
            if (edges.stream().anyMatch(edge -> !isFree(path, edge.to()))) {
                graph.clear(path);
                edges.stream()
                        .filter(edge -> isFree(path, edge.to()))
                        .forEach(edge -> graph.edge(path, edge.to(), edge.kind()));
            }
        }
        mustFollow.forEach((first, then) -> then.forEach(follower -> graph.edge(first, follower, EdgeKind.REFERENCE)));
        DependencyGraph<RepoPath> order = graph.apply();
        return order.leafFirst(paths);
    }

    /** Whether nothing says that the second has to go before the first. */
    private boolean isFree(RepoPath from, RepoPath to) {
        return !mustFollow.getOrDefault(to, Set.of()).contains(from);
    }

    private void follow(RepoPath user, RepoPath used, boolean comesBack) {
        if (!user.equals(used)) {
            mustFollow
                    .computeIfAbsent(comesBack ? used : user, path -> new HashSet<>())
                    .add(comesBack ? user : used);
        }
    }

    /** Links that one revision has and whose target the other has not. */
    private void links(Set<RepoPath> members, LinkedRevision in, LinkedRevision other, boolean comesBack) {
        in.eachLink(members, link -> {
            if (members.contains(link.to()) && lacks(link, in, other)) {
                follow(link.from(), link.to(), comesBack);
            }
        });
    }

    private static boolean lacks(Link link, LinkedRevision in, LinkedRevision other) {
        return !other.revision().paths().contains(link.to())
                || declares(in, link.to(), link.symbol()) && !declares(other, link.to(), link.symbol());
    }

    private static boolean declares(LinkedRevision in, RepoPath path, String symbol) {
        return in.revision()
                .factsOf(path)
                .map(facts ->
                        facts.declarations().stream().map(Declaration::name).anyMatch(symbol::equals))
                .orElse(false);
    }

    /** Members that one revision has, by their names, and the other has not, or otherwise. */
    private void names(Set<RepoPath> members, LinkedRevision in, LinkedRevision other, boolean comesBack) {
        Map<RepoPath, Set<String>> lost = new HashMap<>();
        for (RepoPath user : members) {
            Set<String> used = new HashSet<>();
            in.revision()
                    .factsOf(user)
                    .ifPresent(
                            facts -> facts.members().stream().map(Mention::text).forEach(used::add));
            if (used.isEmpty() || !in.graph().contains(user)) {
                continue;
            }
            for (Edge<RepoPath> edge : in.graph().edgesFrom(user)) {
                if (members.contains(edge.to())
                        && lost.computeIfAbsent(edge.to(), path -> lost(path, in, other)).stream()
                                .anyMatch(used::contains)) {
                    follow(user, edge.to(), comesBack);
                }
            }
        }
    }

    private Set<String> lost(RepoPath path, LinkedRevision in, LinkedRevision other) {
        Set<String> lost =
                in.revision().factsOf(path).map(References::memberNames).orElse(new HashSet<>());
        other.revision().factsOf(path).map(References::memberNames).ifPresent(lost::removeAll);
        lost.addAll(resigned.getOrDefault(path, Set.of()));
        return lost;
    }
}
