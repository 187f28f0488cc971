package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/** The dependencies of a revision. */
public record GraphDoc(
        CommitId commit,
        List<RepoPath> nodes,
        List<EdgeDoc> edges,
        List<UnreadDoc> unread,
        String certainty,
        List<CauseDoc> causes) {}
