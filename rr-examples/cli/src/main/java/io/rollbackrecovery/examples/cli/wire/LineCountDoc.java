package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.LineCount;
import java.util.List;
import java.util.Optional;

/** How many lines of a file come and go; absent for files that are binary or too large. */
public record LineCountDoc(RepoPath path, Optional<Long> added, Optional<Long> removed) {
    /** Writes counts. */
    public static List<LineCountDoc> of(List<LineCount> counts) {
        return counts.stream()
                .map(count -> new LineCountDoc(
                        count.path(),
                        Optional.of(count.added()).filter(lines -> count.counted()),
                        Optional.of(count.removed()).filter(lines -> count.counted())))
                .toList();
    }
}
