package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.PathChange;
import java.util.List;
import java.util.Optional;

/** A path that differs between two trees. */
public record ChangeDoc(RepoPath path, String kind, Optional<RepoPath> from) {
    /** Writes changes. */
    public static List<ChangeDoc> of(List<PathChange> changes) {
        return changes.stream()
                .map(change -> new ChangeDoc(change.path(), change.kind().word(), change.from()))
                .toList();
    }
}
