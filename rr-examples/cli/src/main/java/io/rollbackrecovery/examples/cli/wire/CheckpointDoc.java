package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.Coverage;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint. */
public record CheckpointDoc(
        String name,
        String tag,
        CommitId commit,
        @Nullable String branch,
        Instant time,
        @Nullable String session,
        boolean dirty,
        List<String> covers,
        List<SkippedDoc> skipped) {
    /** A path that a checkpoint does not hold. */
    public record SkippedDoc(RepoPath path, String reason) {}

    /** Writes a checkpoint. */
    public static CheckpointDoc of(Checkpoint checkpoint) {
        return new CheckpointDoc(
                checkpoint.name().value(),
                checkpoint.tag().shortName(),
                checkpoint.commit(),
                checkpoint.branch().map(branch -> branch.shortName()).orElse(null),
                checkpoint.time(),
                checkpoint.session().map(id -> id.value()).orElse(null),
                checkpoint.dirty(),
                checkpoint.covers().stream().map(Coverage::word).toList(),
                checkpoint.skipped().stream()
                        .map(skipped -> new SkippedDoc(skipped.path(), skipped.reason()))
                        .toList());
    }
}
