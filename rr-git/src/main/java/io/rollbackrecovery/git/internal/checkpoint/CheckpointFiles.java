package io.rollbackrecovery.git.internal.checkpoint;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.capture.CapturedPath;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The files that a checkpoint has: those of its commit, with the uncommitted work on top. Reads only. */
public final class CheckpointFiles {
    private final RepositoryAccess repository;
    private final CaptureStore captures;

    /** Reads checkpoints of a repository. */
    public CheckpointFiles(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
    }

    /** Compares two checkpoints. */
    public List<PathChange> diff(Checkpoint before, Checkpoint after) {
        TreeId from = tree(before);
        TreeId to = tree(after);
        return diff(from, captured(before), to, captured(after), path -> true);
    }

    /** Compares a tree with a checkpoint, at some paths; without a work tree there is no uncommitted work. */
    List<PathChange> diff(TreeId from, Checkpoint to, Predicate<RepoPath> wanted) {
        boolean hasWorkTree = repository.layout().workTree().isPresent();
        return diff(from, new TreeMap<>(), tree(to), hasWorkTree ? captured(to) : new TreeMap<>(), wanted);
    }

    /** Gives the tree of a checkpoint's commit. */
    TreeId tree(Checkpoint checkpoint) {
        return repository.commits().commit(checkpoint.commit()).tree();
    }

    /** Gives the uncommitted work of a checkpoint. */
    SortedMap<RepoPath, CapturedPath> captured(Checkpoint checkpoint) {
        return checkpoint
                .capture()
                .map(captures::read)
                .map(manifest -> manifest.byPath())
                .orElseGet(TreeMap::new);
    }

    private List<PathChange> diff(
            TreeId from,
            Map<RepoPath, CapturedPath> over,
            TreeId to,
            Map<RepoPath, CapturedPath> under,
            Predicate<RepoPath> wanted) {
        Map<RepoPath, PathChange> changes = new TreeMap<>();
        repository.sources().diff(from, to).stream()
                .filter(change -> wanted.test(change.path()))
                .forEach(change -> changes.put(change.path(), change));
        Set<RepoPath> captured = new TreeSet<>(over.keySet());
        captured.addAll(under.keySet());
        captured.removeIf(wanted.negate());
        if (!captured.isEmpty()) {
            Map<RepoPath, SourceFile> before = files(from);
            Map<RepoPath, SourceFile> after = files(to);
            for (RepoPath path : captured) {
                Optional<SourceFile> old = file(path, over, before);
                Optional<SourceFile> now = file(path, under, after);
                if (old.equals(now)) {
                    changes.remove(path);
                } else {
                    changes.put(path, PathChange.between(old, now));
                }
            }
        }
        return List.copyOf(changes.values());
    }

    private Map<RepoPath, SourceFile> files(TreeId tree) {
        Map<RepoPath, SourceFile> files = new HashMap<>();
        repository.sources().files(tree).forEach(file -> files.put(file.path(), file));
        return files;
    }

    private static Optional<SourceFile> file(
            RepoPath path, Map<RepoPath, CapturedPath> captured, Map<RepoPath, SourceFile> files) {
        CapturedPath found = captured.get(path);
        return found == null ? Optional.ofNullable(files.get(path)) : file(found);
    }

    private static Optional<SourceFile> file(CapturedPath path) {
        if (path.disk() instanceof Content.CapturedFile file) {
            FileMode mode = (file.permissions() & 0100) != 0 ? FileMode.EXECUTABLE : FileMode.REGULAR;
            return Optional.of(
                    new SourceFile(path.path(), mode, new BlobId(file.id().name())));
        }
        if (path.disk() instanceof Content.CapturedLink link) {
            return Optional.of(new SourceFile(
                    path.path(), FileMode.SYMLINK, new BlobId(link.id().name())));
        }
        return Optional.empty();
    }
}
