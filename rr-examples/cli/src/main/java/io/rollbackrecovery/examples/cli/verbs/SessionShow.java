package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.AttributedDoc;
import io.rollbackrecovery.examples.cli.wire.SessionDoc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr session show}. */
@Command(name = "show", description = "Show one session and its commits.")
public final class SessionShow implements Verb {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The session; by default the one that HEAD is in.")
    private Optional<String> id = Optional.empty();

    @Override
    public Answer run(Call call) {
        Session session = SessionText.named(call, id);
        List<AttributedCommit> commits = call.rr().sessions().commits(session);
        Text text = call.text()
                .title("Session " + session.id())
                .row("name", session.name())
                .row("state", session.state().word() + (session.inferred() ? " (inferred from history)" : ""))
                .row("strategy", session.strategy().word())
                .row("agent", session.agent().orElse("(not known)"))
                .row(
                        "base",
                        session.baseRef().map(ref -> ref.shortName() + " ").orElse("")
                                + session.base().abbreviated())
                .row("branch", session.branch().map(ref -> ref.shortName()).orElse("(the base branch)"))
                .row(
                        "checkpoint",
                        session.checkpoint().map(it -> "checkpoint/" + it).orElse("(none)"))
                .line("");
        SessionText.commits(text, commits);
        if (commits.isEmpty()) {
            text.line("It has no commit yet.");
        }
        Optional<List<CommitId>> cleanStops = cleanStops(call, session, commits);
        cleanStops.ifPresent(stops -> text.line("")
                .row(
                        "clean stops",
                        stops.isEmpty()
                                ? "(none)"
                                : stops.stream().map(CommitId::abbreviated).collect(Collectors.joining(" "))));
        return Answer.of(SessionDoc.of(session, Optional.of(AttributedDoc.of(commits)), cleanStops), text.toString());
    }

    /** Not computed where history is cut off before the session. */
    private static Optional<List<CommitId>> cleanStops(Call call, Session session, List<AttributedCommit> commits) {
        List<CommitId> series =
                commits.stream().map(attributed -> attributed.commit().id()).toList();
        try {
            return Optional.of(call.rr().blastRadius().cleanStops(session.base(), series));
        } catch (RrException e) {
            if (e.code() == ErrorCode.MISSING_OBJECT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
