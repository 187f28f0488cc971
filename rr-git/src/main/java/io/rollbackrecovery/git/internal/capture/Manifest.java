package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a capture holds, path by path, and what it could not. Immutable.
 *
 * @param paths the paths, ordered
 * @param skipped what was left out, with the reason
 */
public record Manifest(List<CapturedPath> paths, List<Skipped> skipped) {
    /** Copies the lists, so that the value is immutable. */
    public Manifest {
        paths = List.copyOf(paths);
        skipped = List.copyOf(skipped);
    }

    /** Gives what it holds of some paths. */
    public Manifest only(Predicate<RepoPath> wanted) {
        return new Manifest(
                paths.stream().filter(path -> wanted.test(path.path())).toList(), skipped);
    }

    /** Gives the paths by name. */
    public SortedMap<RepoPath, CapturedPath> byPath() {
        SortedMap<RepoPath, CapturedPath> byPath = new TreeMap<>();
        paths.forEach(path -> byPath.put(path.path(), path));
        return byPath;
    }
}
