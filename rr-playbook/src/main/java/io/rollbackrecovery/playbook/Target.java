package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.session.Session;
import java.util.Optional;

/**
 * What an assessment or a case is about.
 *
 * @param kind what kind of thing it is
 * @param name how it was named: a session's id, a revision, a range; {@code HEAD} if nothing was named
 * @param session the session, for the kind {@link Kind#SESSION} alone
 */
public record Target(Kind kind, String name, Optional<Session> session) {
    /** What a target is. */
    public enum Kind {
        /** A session, recorded or inferred. */
        SESSION,
        /** A commit. */
        COMMIT,
        /** A range of commits. */
        RANGE,
        /** Nothing: there is no commit yet. */
        NOTHING
    }
}
