package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which paths a disk cannot hold side by side because it takes their names for the same: those of macOS and Windows
 * ignore case, and how an accented letter is composed. Git finds that out when it makes a repository, and writes it down
 * as {@code core.ignoreCase}.
 */
public final class SameName {
    /** A name on the disk: how it is spelled, and whether it is a folder. */
    private record Name(RepoPath path, boolean isFolder) {}

    private final Map<String, Name> names = new HashMap<>();

    private SameName() {}

    /**
     * Finds the paths that would take the place of another one.
     *
     * @param there files that are on the disk and stay
     * @param added files that are to be added
     * @return each of the added paths that clashes, with the path that it clashes with: a file of the same name, or a
     *     file where it needs a folder, or a folder where it is a file. Two folders of the same name are one
     */
    public static SortedMap<RepoPath, RepoPath> clashes(Collection<RepoPath> there, Collection<RepoPath> added) {
        SameName disk = new SameName();
        there.forEach(disk::add);
        SortedMap<RepoPath, RepoPath> clashes = new TreeMap<>();
        for (RepoPath path : added) {
            disk.clash(path).ifPresentOrElse(other -> clashes.put(path, other), () -> disk.add(path));
        }
        return clashes;
    }

    private void add(RepoPath file) {
        names.putIfAbsent(fold(file), new Name(file, false));
        for (Optional<RepoPath> folder = file.parent();
                folder.isPresent();
                folder = folder.get().parent()) {
            if (names.putIfAbsent(fold(folder.get()), new Name(folder.get(), true)) != null) {
                return;
            }
        }
    }

    private Optional<RepoPath> clash(RepoPath file) {
        Name same = names.get(fold(file));
        if (same != null && !same.path().equals(file)) {
            return Optional.of(same.path());
        }
        for (Optional<RepoPath> folder = file.parent();
                folder.isPresent();
                folder = folder.get().parent()) {
            Name above = names.get(fold(folder.get()));
            if (above != null && !above.isFolder() && !above.path().equals(folder.get())) {
                return Optional.of(above.path());
            }
        }
        return Optional.empty();
    }

    /** By upper case first, so that letters which only have the same capital are the same. */
    private static String fold(RepoPath path) {
        if (!path.isUtf8()) {
            return new String(path.bytes(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        }
        String composed = Normalizer.normalize(path.toString(), Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
