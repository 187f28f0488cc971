package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.ChangeKind;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What some commits changed, all taken together: each path as it was before the first and after the last of them. */
final class ChangeSet {
    private final SortedMap<RepoPath, Touched> touched;

    /** A path, the two states of it, and who touched it, newest first. */
    record Touched(Optional<SourceFile> before, Optional<SourceFile> after, List<CommitId> commits) {
        PathChange change() {
            return PathChange.between(before, after);
        }
    }

    private ChangeSet(SortedMap<RepoPath, Touched> touched) {
        this.touched = touched;
    }

    /** Compares each commit with its first parent. */
    static ChangeSet of(List<CommitId> newestFirst, CommitGraph graph, SourceReader source) {
        SortedMap<RepoPath, Touched> touched = new TreeMap<>();
        for (CommitId id : newestFirst) {
            Commit commit = graph.commit(id);
            for (PathChange change : source.diff(parentTree(commit, graph, source), commit.tree())) {
                Touched newer = touched.get(change.path());
                List<CommitId> commits = new ArrayList<>(newer == null ? List.of() : newer.commits());
                commits.add(id);
                touched.put(
                        change.path(),
                        new Touched(change.before(), newer == null ? change.after() : newer.after(), commits));
            }
        }
        touched.values().removeIf(path -> path.before().equals(path.after()));
        return new ChangeSet(touched);
    }

    /** The tree of a commit's first parent, the empty tree for a root commit. */
    static TreeId parentTree(Commit commit, CommitGraph graph, SourceReader source) {
        return commit.parents().isEmpty()
                ? source.emptyTree()
                : graph.commit(commit.parents().get(0)).tree();
    }

    /** The paths that differ, a renamed one as two. */
    SortedMap<RepoPath, Touched> touched() {
        return touched;
    }

    List<CommitId> commitsOf(RepoPath path) {
        Touched of = touched.get(path);
        return of == null ? List.of() : of.commits();
    }

    /** The changes for people: a deleted and an added path of equal content are one renamed path. */
    List<ChangedFile> changedFiles() {
        Map<RepoPath, RepoPath> renames = renames();
        Set<RepoPath> gone = new HashSet<>(renames.values());
        List<ChangedFile> files = new ArrayList<>();
        touched.forEach((path, of) -> {
            RepoPath from = renames.get(path);
            if (from != null) {
                Set<CommitId> either = new HashSet<>(commitsOf(from));
                either.addAll(of.commits());
                files.add(new ChangedFile(path, ChangeKind.RENAME, Optional.of(from), inOrder(either, from, path)));
            } else if (!gone.contains(path)) {
                files.add(new ChangedFile(path, of.change().kind(), Optional.empty(), of.commits()));
            }
        });
        files.sort(Comparator.comparing(ChangedFile::path));
        return files;
    }

    /** The commits of the new path, newest first, then those that only touched the old one. */
    private List<CommitId> inOrder(Set<CommitId> either, RepoPath from, RepoPath path) {
        List<CommitId> order = new ArrayList<>(commitsOf(path));
        for (CommitId id : commitsOf(from)) {
            if (!order.contains(id)) {
                order.add(id);
            }
        }
        order.retainAll(either);
        return order;
    }

    /** New path to old path, for equal content; each path in one pair at most, in the order of paths. */
    private Map<RepoPath, RepoPath> renames() {
        Map<BlobId, Deque<RepoPath>> deleted = new HashMap<>();
        touched.forEach((path, of) -> {
            if (of.after().isEmpty()) {
                deleted.computeIfAbsent(of.before().orElseThrow().blob(), blob -> new ArrayDeque<>())
                        .add(path);
            }
        });
        Map<RepoPath, RepoPath> renames = new HashMap<>();
        touched.forEach((path, of) -> {
            if (of.before().isEmpty()) {
                Deque<RepoPath> old = deleted.get(of.after().orElseThrow().blob());
                if (old != null && !old.isEmpty()) {
                    renames.put(path, old.remove());
                }
            }
        });
        return renames;
    }
}
