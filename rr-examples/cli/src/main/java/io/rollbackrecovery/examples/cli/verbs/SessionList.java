package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.AttributedDoc;
import io.rollbackrecovery.examples.cli.wire.SessionDoc;
import io.rollbackrecovery.examples.cli.wire.SessionsDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code rr session list}. */
@Command(name = "list", description = "List the sessions, those inferred from history included.")
public final class SessionList implements Verb {
    @Override
    public Answer run(Call call) {
        var service = call.rr().sessions();
        List<Session> sessions = service.listAll();
        Text text = call.text();
        sessions.forEach(session -> SessionText.row(text, session));
        if (sessions.isEmpty()) {
            text.line("There is no session.");
        }
        if (!call.json()) {
            return Answer.raw(text.toString());
        }
        List<SessionDoc> documents = sessions.stream()
                .map(session -> SessionDoc.of(session, Optional.of(AttributedDoc.of(service.commits(session)))))
                .toList();
        return Answer.of(new SessionsDoc(documents), text.toString());
    }
}
