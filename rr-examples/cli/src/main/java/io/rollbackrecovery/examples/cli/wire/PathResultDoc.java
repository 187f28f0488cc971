package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.PathResult;
import java.util.List;

/** What became of a path of the work tree. */
public record PathResultDoc(RepoPath path, String state, String detail) {
    /** Writes results. */
    public static List<PathResultDoc> of(List<PathResult> results) {
        return results.stream()
                .map(result -> new PathResultDoc(result.path(), result.state().word(), result.detail()))
                .toList();
    }
}
