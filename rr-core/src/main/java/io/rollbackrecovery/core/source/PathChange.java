package io.rollbackrecovery.core.source;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Objects;
import java.util.Optional;

/**
 * One path that differs between two trees.
 *
 * @param kind how it differs
 * @param path the path; for a rename the new one
 * @param from the old path, for a rename alone
 * @param before the entry in the first tree; empty for an added path
 * @param after the entry in the second tree; empty for a deleted path
 */
public record PathChange(
        ChangeKind kind,
        RepoPath path,
        Optional<RepoPath> from,
        Optional<SourceFile> before,
        Optional<SourceFile> after)
        implements Comparable<PathChange> {
    /**
     * Finds out how an entry differs. Renames are not looked for: they are two entries here.
     *
     * @param before the entry in the first tree
     * @param after the entry at the same path in the second tree
     * @return the change
     * @throws IllegalArgumentException if both are empty, equal, or of different paths
     */
    public static PathChange between(Optional<SourceFile> before, Optional<SourceFile> after) {
        if (before.equals(after)) {
            throw new IllegalArgumentException("no change: " + before);
        }
        if (before.isEmpty()) {
            return new PathChange(ChangeKind.ADD, after.orElseThrow().path(), Optional.empty(), before, after);
        }
        SourceFile old = before.get();
        if (after.isEmpty()) {
            return new PathChange(ChangeKind.DELETE, old.path(), Optional.empty(), before, after);
        }
        SourceFile now = after.get();
        if (!old.path().equals(now.path())) {
            throw new IllegalArgumentException("two paths: " + old.path() + " and " + now.path());
        }
        ChangeKind kind =
                old.mode() != now.mode() && !(old.mode().isFile() && now.mode().isFile())
                        ? ChangeKind.TYPE
                        : Objects.equals(old.blob(), now.blob()) ? ChangeKind.MODE : ChangeKind.MODIFY;
        return new PathChange(kind, now.path(), Optional.empty(), before, after);
    }

    /**
     * Gives the change that takes this one back.
     *
     * @return the change from the second tree to the first
     */
    public PathChange inverse() {
        return switch (kind) {
            case ADD -> new PathChange(ChangeKind.DELETE, path, Optional.empty(), after, before);
            case DELETE -> new PathChange(ChangeKind.ADD, path, Optional.empty(), after, before);
            case RENAME -> new PathChange(kind, from.orElseThrow(), Optional.of(path), after, before);
            default -> new PathChange(kind, path, from, after, before);
        };
    }

    /** Orders by path. */
    @Override
    public int compareTo(PathChange other) {
        return path.compareTo(other.path);
    }
}
