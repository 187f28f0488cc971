package io.rollbackrecovery.git.internal.session;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.json.SessionJson;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sessions that a repository keeps: {@code refs/rr/sessions/<id>/meta} names a commit with the file
 * {@code session.json}; {@code refs/rr/sessions/<id>/head} the original commits of one that has ended.
 */
public final class SessionStore {
    private static final String PREFIX = "refs/rr/sessions/";
    private static final String META = "/meta";
    private static final String FILE = "session.json";

    private final RepositoryAccess repository;

    /** Reads and plans the records of a repository. */
    public SessionStore(RepositoryAccess repository) {
        this.repository = repository;
    }

    /** Lists the recorded sessions, newest first. */
    public List<Session> list() {
        List<Session> sessions = new ArrayList<>();
        for (RefName ref : repository.refs(PREFIX)) {
            if (ref.value().endsWith(META)) {
                sessions.add(read(ref));
            }
        }
        sessions.sort(
                Comparator.comparing(Session::began).thenComparing(Session::id).reversed());
        return List.copyOf(sessions);
    }

    /** Finds a recorded session. */
    public Optional<Session> find(SessionId id) {
        RefName ref = meta(id);
        return repository.ref(ref).isPresent() ? Optional.of(read(ref)) : Optional.empty();
    }

    private Session read(RefName ref) {
        CommitId record = repository
                .commitAt(ref)
                .orElseThrow(() -> new RrException(
                        ErrorCode.CORRUPT, ref + " does not name a commit", "Check it with: rr doctor"));
        String json = repository
                .text(record, FILE)
                .orElseThrow(() -> new RrException(
                        ErrorCode.CORRUPT, "no " + FILE + " in the record " + ref, "Check it with: rr doctor"));
        return withPresentHead(SessionJson.read(json));
    }

    /** An open session goes as far as its branch has come. */
    private Session withPresentHead(Session session) {
        if (session.state() != SessionState.OPEN) {
            return session;
        }
        Optional<CommitId> tip =
                session.branch().or(session::baseRef).map(repository::commitAt).orElseGet(repository::headCommit);
        return tip.map(commit -> session.toBuilder().head(commit).build()).orElse(session);
    }

    /** Adds the writing of a session's record to a plan; for one that has ended, also that its commits are kept. */
    public void record(PlanBuilder plan, PlanParts parts, Session session) {
        List<CommitId> keeps = new ArrayList<>(List.of(session.base()));
        if (session.state() != SessionState.OPEN) {
            keeps.add(session.head());
            session.result().ifPresent(keeps::add);
            parts.move(plan, new RefName(PREFIX + session.id() + "/head"), Optional.of(session.head()));
        }
        parts.record(plan, meta(session.id()), FILE, SessionJson.write(session), keeps);
    }

    private static RefName meta(SessionId id) {
        return new RefName(PREFIX + id + META);
    }
}
