package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** The files that differ between two trees. */
final class TreeDiff {
    private final ObjectSource source;
    private final List<PathChange> changes = new ArrayList<>();

    private TreeDiff(ObjectSource source) {
        this.source = source;
    }

    /** Compares two trees, without looking for renames; equal folders are not opened. Ordered by path. */
    static List<PathChange> changes(ObjectSource source, TreeId before, TreeId after) {
        if (before.equals(after)) {
            return List.of();
        }
        TreeDiff diff = new TreeDiff(source);
        diff.compare(
                Optional.empty(),
                Optional.of(ObjectId.fromString(before.hex())),
                Optional.of(ObjectId.fromString(after.hex())));
        Collections.sort(diff.changes);
        return List.copyOf(diff.changes);
    }

    private void compare(Optional<RepoPath> folder, Optional<ObjectId> before, Optional<ObjectId> after) {
        TreeEntries.requireDepth(folder);
        for (Map.Entry<RepoPath, Map<Side, Version>> entry : ObjectSource.forFolder(
                        folder, () -> source.differing(before, after, after))
                .entrySet()) {
            RepoPath name = entry.getKey();
            RepoPath path = folder.map(parent -> parent.resolve(name)).orElse(name);
            Optional<Version> one = Optional.ofNullable(entry.getValue().get(Side.BASE));
            Optional<Version> two = Optional.ofNullable(entry.getValue().get(Side.OURS));
            Optional<SourceFile> old =
                    one.filter(version -> !version.isTree()).map(version -> version.toSourceFile(path));
            Optional<SourceFile> now =
                    two.filter(version -> !version.isTree()).map(version -> version.toSourceFile(path));
            if (!old.equals(now)) {
                changes.add(PathChange.between(old, now));
            }
            Optional<ObjectId> oldFolder = one.filter(Version::isTree).map(Version::id);
            Optional<ObjectId> newFolder = two.filter(Version::isTree).map(Version::id);
            if (!oldFolder.equals(newFolder)) {
                compare(Optional.of(path), oldFolder, newFolder);
            }
        }
    }
}
