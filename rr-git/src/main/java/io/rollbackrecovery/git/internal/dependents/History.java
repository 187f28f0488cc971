package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.merge.VersionDiff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The way from a commit up to the revision that is planned on: along first parents, and where a merge brought the commit
 * in, along the branch it is on. Keeps what it read. Not thread-safe; the reader is borrowed.
 */
final class History {
    private final CommitGraph graph;
    private final CommitId onto;
    private final ObjectReader reader;
    private final VersionDiff versions;
    private final Map<CommitId, Commit> commits = new HashMap<>();
    private final Map<Way, StepDiff> diffs = new HashMap<>();
    /** First parents of {@code onto}, newest first, as far as they were needed, each with its place. */
    private final List<CommitId> line = new ArrayList<>();

    private final Map<CommitId, Integer> placeOnLine = new HashMap<>();

    private record Way(TreeId before, TreeId after) {}

    /**
     * A step of history.
     *
     * @param from the commit before
     * @param to the commit after
     * @param ownChange whether it is what {@code to} changed itself, and not what a merge brought to the branch
     */
    record Step(CommitId from, CommitId to, boolean ownChange) {}

    History(CommitGraph graph, CommitId onto, ObjectReader reader, VersionDiff versions) {
        this.graph = graph;
        this.onto = onto;
        this.reader = reader;
        this.versions = versions;
        addToLine(onto);
    }

    Commit commit(CommitId id) {
        return commits.computeIfAbsent(id, graph::commit);
    }

    private void addToLine(CommitId id) {
        placeOnLine.put(id, line.size());
        line.add(id);
    }

    /** The steps after a commit up to {@code onto}, oldest first; none if it is not part of that history. */
    List<Step> after(CommitId commit) {
        if (!placeOnLine.containsKey(commit)) {
            Set<CommitId> later = new HashSet<>(graph.range(List.of(commit), onto));
            if (!later.contains(onto)) {
                return List.of();
            }
            extendLine(commit, later);
            if (!placeOnLine.containsKey(commit)) {
                return aside(commit);
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int i = placeOnLine.getOrDefault(commit, 0); i > 0; i--) {
            steps.add(new Step(line.get(i), line.get(i - 1), true));
        }
        return steps;
    }

    /** Goes on along first parents as long as they are later than a commit; ends with it if it is on the line. */
    private void extendLine(CommitId commit, Set<CommitId> later) {
        CommitId last = line.get(line.size() - 1);
        while (later.contains(last)) {
            List<CommitId> parents = commit(last).parents();
            if (parents.isEmpty()
                    || !later.contains(parents.get(0)) && !parents.get(0).equals(commit)) {
                return;
            }
            last = parents.get(0);
            addToLine(last);
        }
    }

    /** The steps from a commit that came in by a merge: up its branch, and then along first parents. */
    private List<Step> aside(CommitId commit) {
        List<CommitId> oldestFirst = new ArrayList<>(graph.range(List.of(commit), onto));
        Collections.reverse(oldestFirst);
        Set<CommitId> descendants = new HashSet<>(Set.of(commit));
        for (CommitId id : oldestFirst) {
            if (commit(id).parents().stream().anyMatch(descendants::contains)) {
                descendants.add(id);
            }
        }
        List<Step> steps = new ArrayList<>();
        CommitId at = onto;
        while (!at.equals(commit)) {
            List<CommitId> parents = commit(at).parents();
            Optional<CommitId> next =
                    parents.stream().filter(descendants::contains).findFirst();
            if (next.isEmpty()) {
                return List.of();
            }
            steps.add(new Step(next.get(), at, next.get().equals(parents.get(0))));
            at = next.get();
        }
        Collections.reverse(steps);
        return steps;
    }

    /** What a step changed. */
    StepDiff diff(Step step) {
        return diff(commit(step.from).tree(), commit(step.to).tree());
    }

    /** What differs between two trees. */
    StepDiff diff(TreeId before, TreeId after) {
        return diffs.computeIfAbsent(
                new Way(before, after),
                way -> new StepDiff(before, after, GitSourceReader.diff(reader, before, after), versions));
    }
}
