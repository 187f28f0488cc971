package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** What two trees have that the other has not, as candidates for renames. */
final class TreeChanges {
    private final ObjectSource source;
    private final RenameCandidates candidates = new RenameCandidates();

    private TreeChanges(ObjectSource source) {
        this.source = source;
    }

    /** Compares two trees; equal folders are not opened. The newer one is {@link Side#OURS}. */
    static RenameCandidates candidates(ObjectSource source, TreeId before, TreeId after) {
        TreeChanges changes = new TreeChanges(source);
        changes.compare(
                Optional.empty(),
                Optional.of(ObjectId.fromString(before.hex())),
                Optional.of(ObjectId.fromString(after.hex())));
        return changes.candidates;
    }

    private void compare(Optional<RepoPath> folder, Optional<ObjectId> before, Optional<ObjectId> after) {
        if (before.equals(after)) {
            return;
        }
        TreeEntries.requireDepth(folder);
        for (Map.Entry<RepoPath, Map<Side, Version>> entry :
                source.differing(before, after, after).entrySet()) {
            RepoPath name = entry.getKey();
            Optional<Version> one = Optional.ofNullable(entry.getValue().get(Side.BASE));
            Optional<Version> two = Optional.ofNullable(entry.getValue().get(Side.OURS));
            RepoPath path = folder.map(parent -> parent.resolve(name)).orElse(name);
            Optional<Version> oldFile = one.filter(version -> !version.isTree());
            Optional<Version> newFile = two.filter(version -> !version.isTree());
            if (oldFile.isPresent() && newFile.isEmpty()) {
                candidates.collect(Side.OURS, new OpenPath(path, Map.of(Side.BASE, oldFile.get())), false);
            } else if (newFile.isPresent() && oldFile.isEmpty()) {
                candidates.collect(Side.OURS, new OpenPath(path, Map.of(Side.OURS, newFile.get())), false);
            }
            Optional<ObjectId> oldFolder = one.filter(Version::isTree).map(Version::id);
            Optional<ObjectId> newFolder = two.filter(Version::isTree).map(Version::id);
            if (oldFolder.isPresent() || newFolder.isPresent()) {
                compare(Optional.of(path), oldFolder, newFolder);
            }
        }
    }
}
