package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session. */
public record SessionDoc(
        String id,
        String name,
        String state,
        String strategy,
        @Nullable String agent,
        BaseDoc base,
        CommitId head,
        @Nullable String branch,
        @Nullable String checkpoint,
        Instant began,
        @Nullable Instant ended,
        @Nullable CommitId result,
        List<RepoPath> scope,
        boolean inferred,
        Optional<List<AttributedDoc>> commits,
        Optional<List<CommitId>> cleanStops) {
    /** Where a session began: the branch is null if HEAD was detached, or it is not known. */
    public record BaseDoc(@Nullable String ref, CommitId commit) {}

    /** Writes a session; the commits are left out if they were not asked for. */
    public static SessionDoc of(Session session, Optional<List<AttributedDoc>> commits) {
        return of(session, commits, Optional.empty());
    }

    /** Writes a session; the commits and the clean ones among them are left out if they were not asked for. */
    public static SessionDoc of(
            Session session, Optional<List<AttributedDoc>> commits, Optional<List<CommitId>> cleanStops) {
        return new SessionDoc(
                session.id().value(),
                session.name(),
                session.state().word(),
                session.strategy().word(),
                session.agent().orElse(null),
                new BaseDoc(session.baseRef().map(ref -> ref.value()).orElse(null), session.base()),
                session.head(),
                session.branch().map(branch -> branch.shortName()).orElse(null),
                session.checkpoint().map(name -> "checkpoint/" + name).orElse(null),
                session.began(),
                session.ended().orElse(null),
                session.result().orElse(null),
                session.scope(),
                session.inferred(),
                commits,
                cleanStops);
    }
}
