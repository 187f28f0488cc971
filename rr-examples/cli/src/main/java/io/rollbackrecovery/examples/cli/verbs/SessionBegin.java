package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.core.session.SessionStrategy;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.SessionDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr session begin}. */
@Command(name = "begin", description = "Begin a session: a checkpoint, and by default a branch of its own.")
public final class SessionBegin implements Verb {
    @Parameters(paramLabel = "NAME", description = "What it is about.")
    private String name = "";

    @Option(names = "--agent", paramLabel = "A", description = "The agent that will work.")
    private Optional<String> agent = Optional.empty();

    @Option(names = "--strategy", paramLabel = "S", description = "branch (default), atomic or checkpoint.")
    private String strategy = "branch";

    @Option(names = "--scope", arity = "1..*", paramLabel = "P", description = "Paths that it means to touch.")
    private List<String> scope = List.of();

    @Override
    public Answer run(Call call) {
        SessionRequest request = request()
                .strategy(Words.word(SessionStrategy.class, "--strategy", strategy))
                .scope(Words.paths(scope));
        if (agent.isPresent()) {
            request = request.agent(agent.get());
        }
        Session session = call.rr().sessions().begin(request);
        Text text = call.text()
                .title("Session " + session.id())
                .row(
                        "checkpoint",
                        session.checkpoint().map(it -> "checkpoint/" + it).orElse("(none)"))
                .row(
                        "base",
                        session.baseRef().map(ref -> ref.shortName() + " ").orElse("")
                                + session.base().abbreviated());
        session.branch().ifPresent(branch -> text.row("branch", branch.shortName()));
        return Answer.of(SessionDoc.of(session, Optional.of(List.of())), text.toString());
    }

    private SessionRequest request() {
        try {
            return SessionRequest.named(name);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "");
        }
    }
}
