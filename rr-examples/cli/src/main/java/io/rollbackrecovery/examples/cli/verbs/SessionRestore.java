package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rr session restore}. */
@Command(name = "restore", description = "Bring an abandoned session back.")
public final class SessionRestore implements Verb {
    @Parameters(paramLabel = "ID", description = "The session.")
    private String id = "";

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        Session session = SessionText.named(call, Optional.of(id));
        Plan plan = call.rr().sessions().planRestore(session.id());
        return SessionEnd.answer(call, session, plan, Optional.of(session.head()), flags);
    }
}
