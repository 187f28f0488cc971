package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Text;
import java.util.List;
import java.util.Optional;

/** Sessions as text, and which one is meant. */
final class SessionText {
    private SessionText() {}

    /** Gives the session of an id; without one, the open session that HEAD is in. */
    static Session named(Call call, Optional<String> id) {
        if (id.isPresent()) {
            return call.rr().sessions().get(Words.session(id.get()));
        }
        return call.rr()
                .sessions()
                .current()
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME, "HEAD is in no open session", "Name one; rr session list shows them."));
    }

    static void row(Text text, Session session) {
        text.row(
                session.id(),
                session.state().word() + (session.inferred() ? " (inferred)" : ""),
                session.branch()
                        .or(session::baseRef)
                        .map(ref -> ref.shortName())
                        .orElse(""),
                session.agent().orElse(""),
                session.began());
    }

    static void commits(Text text, List<AttributedCommit> commits) {
        for (AttributedCommit made : commits) {
            text.row(
                    made.commit().id().abbreviated(),
                    made.attribution().word(),
                    made.agent().orElse(""),
                    made.commit().subject());
        }
    }
}
