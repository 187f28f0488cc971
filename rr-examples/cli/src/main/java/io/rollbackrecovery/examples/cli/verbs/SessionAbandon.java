package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rr session abandon}. */
@Command(name = "abandon", description = "Leave a session's work; rr session restore brings it back.")
public final class SessionAbandon implements Verb {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The session; by default the one that HEAD is in.")
    private Optional<String> id = Optional.empty();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        Session session = SessionText.named(call, id);
        Plan plan = call.rr().sessions().planAbandon(session.id());
        return SessionEnd.answer(call, session, plan, Optional.empty(), flags);
    }
}
