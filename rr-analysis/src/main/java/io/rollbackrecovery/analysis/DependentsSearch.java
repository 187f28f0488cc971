package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Direction;
import io.rollbackrecovery.core.graph.Reach;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the dependents of changed files: in the graph now where the file is there now, else in the graph before. */
final class DependentsSearch {
    private DependentsSearch() {}

    static List<Dependent> find(
            Set<RepoPath> changed, DependencyGraph<RepoPath> now, DependencyGraph<RepoPath> before) {
        SortedMap<RepoPath, Dependent> found = new TreeMap<>();
        List<RepoPath> present = changed.stream().filter(now::contains).toList();
        List<RepoPath> gone = changed.stream()
                .filter(path -> !now.contains(path) && before.contains(path))
                .toList();
        collect(now, present, changed, found);
        if (!gone.isEmpty()) {
            SortedMap<RepoPath, Dependent> old = new TreeMap<>();
            collect(before, gone, changed, old);
            old.forEach((path, dependent) -> {
                // What depended on a deleted file and is gone as well is no concern of the revert.
                if (now.contains(path) || changed.contains(path)) {
                    found.merge(path, dependent, (one, two) -> two.distance() < one.distance() ? two : one);
                }
            });
        }
        List<Dependent> dependents = new ArrayList<>(found.values());
        dependents.sort(Comparator.comparingInt(Dependent::distance).thenComparing(Dependent::path));
        return dependents;
    }

    private static void collect(
            DependencyGraph<RepoPath> graph,
            Collection<RepoPath> origins,
            Set<RepoPath> changed,
            SortedMap<RepoPath, Dependent> found) {
        Reach<RepoPath> reach = graph.reach(origins, Direction.DEPENDENTS);
        for (RepoPath path : reach.nodes()) {
            found.put(path, new Dependent(path, reach.distance(path), changed.contains(path), false, reach.path(path)));
        }
    }
}
