package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.git.internal.merge.LineEdit;
import io.rollbackrecovery.git.internal.merge.VersionDiff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one step of history changed. Renames and lines are compared when they are asked for. Not thread-safe. */
final class StepDiff {
    private final TreeId before;
    private final TreeId after;
    private final List<PathChange> changes;
    private final VersionDiff versions;
    private Optional<Renames> renames = Optional.empty();

    StepDiff(TreeId before, TreeId after, List<PathChange> changes, VersionDiff versions) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.versions = versions;
    }

    private record Renames(Map<RepoPath, RepoPath> from, Map<RepoPath, SourceFile> to) {}

    /** The paths that differ, ordered; a rename is two of them. */
    List<PathChange> changes() {
        return changes;
    }

    /** Where a path that was added here came from. */
    Optional<RepoPath> renamedFrom(RepoPath added) {
        return Optional.ofNullable(renames().from.get(added));
    }

    /** What a path that was removed here became. */
    Optional<SourceFile> renamedTo(RepoPath removed) {
        return Optional.ofNullable(renames().to.get(removed));
    }

    private Renames renames() {
        if (renames.isEmpty()) {
            Map<RepoPath, SourceFile> added = new HashMap<>();
            for (PathChange change : changes) {
                change.after().ifPresent(file -> added.put(file.path(), file));
            }
            Map<RepoPath, RepoPath> from = versions.renames(changes);
            Map<RepoPath, SourceFile> to = new HashMap<>();
            from.forEach((path, old) -> Optional.ofNullable(added.get(path)).ifPresent(file -> to.put(old, file)));
            renames = Optional.of(new Renames(from, to));
        }
        return renames.get();
    }

    /** The version before the step of a path that it removed. */
    Optional<SourceFile> removed(RepoPath path) {
        return changes.stream()
                .filter(change -> change.path().equals(path))
                .findFirst()
                .flatMap(PathChange::before);
    }

    /** The lines that differ between two versions; empty if they are not merged line by line. */
    Optional<List<LineEdit>> edits(SourceFile old, SourceFile now) {
        return versions.edits(old, now);
    }

    /** Whether a folder was there before and is not any more. */
    boolean removesFolder(RepoPath folder) {
        return !versions.isFolder(after, folder) && versions.isFolder(before, folder);
    }

    /** Whether a folder was there before. */
    boolean hadFolder(RepoPath folder) {
        return versions.isFolder(before, folder);
    }
}
