package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that is finished, abandoned or brought back: as it is now, and what the plan is. */
public record SessionEndDoc(
        String id,
        String state,
        @Nullable CommitId commit,
        boolean clean,
        @Nullable TreeId tree,
        List<ConflictDoc> conflicts,
        List<ChangeDoc> changes,
        List<RefMoveDoc> refs,
        Optional<String> operation,
        Optional<List<PathResultDoc>> paths) {}
