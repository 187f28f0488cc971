package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.AttributedDoc;
import io.rollbackrecovery.examples.cli.wire.AttributionDoc;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr attribution}. */
@Command(name = "attribution", description = "Tell who made which commit: a person, an agent, automation.")
public final class Attribution implements Verb {
    @Parameters(paramLabel = "RANGE", description = "A..B, or one revision.")
    private String range = "";

    @Override
    public List<String> notYet() {
        return List.of("--blame");
    }

    @Override
    public Answer run(Call call) {
        List<AttributedCommit> commits = call.rr().sessions().attribute(Words.commits(call, range));
        Text text = call.text();
        SessionText.commits(text, commits);
        return Answer.of(new AttributionDoc(AttributedDoc.of(commits)), text.toString());
    }
}
