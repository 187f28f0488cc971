package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import io.rollbackrecovery.git.internal.capture.CapturedPath;
import io.rollbackrecovery.git.internal.capture.Manifest;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.FileStat;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.worktree.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes what an operation does to index and work tree, path by path, from what the journal records of it alone, so
 * that recovery after a crash computes the very same steps.
 */
final class Transition {
    private Transition() {}

    /**
     * Computes the steps.
     *
     * @param sources reads trees
     * @param trees the move of the tree; from and to are equal if only uncommitted work moves
     * @param from uncommitted work that is on the disk and goes
     * @param to uncommitted work that is put back
     * @return the steps, ordered by path; none for a path that stays as it is
     */
    static List<PathStep> steps(SourceReader sources, TreeMove trees, Optional<Manifest> from, Optional<Manifest> to) {
        Map<RepoPath, PathChange> changes = new HashMap<>();
        for (PathChange change : sources.diff(trees.from(), trees.to())) {
            changes.put(change.path(), change);
        }
        SortedMap<RepoPath, CapturedPath> goes = from.map(Manifest::byPath).orElseGet(TreeMap::new);
        SortedMap<RepoPath, CapturedPath> comes = to.map(Manifest::byPath).orElseGet(TreeMap::new);
        Map<RepoPath, SourceFile> unchanged = goes.isEmpty() && comes.isEmpty() ? Map.of() : files(sources, trees.to());

        SortedSet<RepoPath> paths = new TreeSet<>(changes.keySet());
        paths.addAll(goes.keySet());
        paths.addAll(comes.keySet());
        List<PathStep> steps = new ArrayList<>();
        for (RepoPath path : paths) {
            PathChange change = changes.get(path);
            Optional<SourceFile> same = Optional.ofNullable(unchanged.get(path));
            Side before = side(path, goes.get(path), change == null ? same : change.before());
            Side after = side(path, comes.get(path), change == null ? same : change.after());
            if (!before.equals(after)) {
                steps.add(new PathStep(path, before.disk(), after.disk(), before.index(), after.index()));
            }
        }
        return steps;
    }

    private record Side(Content disk, List<IndexEntry> index) {}

    private static Side side(RepoPath path, @Nullable CapturedPath captured, Optional<SourceFile> tracked) {
        if (captured != null) {
            return new Side(captured.disk(), captured.index());
        }
        if (tracked.isEmpty()) {
            return new Side(Content.absent(), List.of());
        }
        SourceFile file = tracked.get();
        return new Side(
                new Content.Tracked(file.mode(), Ids.jgit(file.blob())),
                List.of(IndexEntry.of(path, file.mode().bits(), Ids.jgit(file.blob()), FileStat.UNKNOWN)));
    }

    private static Map<RepoPath, SourceFile> files(SourceReader sources, TreeId tree) {
        Map<RepoPath, SourceFile> files = new HashMap<>();
        sources.files(tree).forEach(file -> files.put(file.path(), file));
        return files;
    }
}
