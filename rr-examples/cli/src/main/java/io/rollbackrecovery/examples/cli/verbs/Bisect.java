package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.BisectRequest;
import io.rollbackrecovery.analysis.BisectResult;
import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.BisectDoc;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr bisect}. */
@Command(
        name = "bisect",
        description = {
            "Find the commit that broke a check.",
            "The check ends with 0 (good), 125 (skip), 1 to 127 (bad), as for git bisect run; it runs in a scratch copy."
        })
public final class Bisect implements Verb {
    @Option(names = "--good", required = true, paramLabel = "G", description = "A revision that passes; repeatable.")
    private List<String> good = List.of();

    @Option(names = "--bad", required = true, paramLabel = "B", description = "A revision that fails.")
    private String bad = "";

    @Option(names = "--first-parent", description = "Follow the first parents only.")
    private boolean firstParent;

    @Option(names = "--skip", arity = "1..*", paramLabel = "C", description = "Commits that cannot be tested.")
    private List<String> skip = List.of();

    @Option(names = "--timeout", paramLabel = "S", description = "Seconds that one run may take.")
    private Optional<Double> timeout = Optional.empty();

    @Parameters(arity = "1..*", paramLabel = "CMD", description = "The check, an argv, after --.")
    private List<String> command = List.of();

    @Override
    public List<String> notYet() {
        return List.of("--jobs", "--confidence", "--setup", "--budget", "--resume");
    }

    @Override
    public Answer run(Call call) {
        Check check = check();
        List<CommitId> ends =
                good.stream().map(word -> Words.commit(call, word)).toList();
        BisectRequest request =
                BisectRequest.of(ends, Words.commit(call, bad), check).skipping(Words.commits(call, skip));
        BisectResult result = call.rr().bisect().run(firstParent ? request.alongFirstParents() : request, call.run());
        return Answer.of(BisectDoc.of(result), text(call, result))
                .warning(result.warnings())
                .negativeIf(result.culprit().isEmpty());
    }

    private Check check() {
        Check check;
        try {
            check = Check.command(command);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "Name it after --.");
        }
        if (timeout.isEmpty()) {
            return check;
        }
        double seconds = timeout.get();
        if (!(seconds > 0 && seconds < 1e9)) {
            throw Failure.usage("--timeout is " + seconds, "Name a number of seconds above 0.");
        }
        return check.withTimeout(Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))));
    }

    private static String text(Call call, BisectResult result) {
        Text text = call.text();
        result.log()
                .forEach(probe -> text.row(
                        probe.n(),
                        probe.commit().abbreviated(),
                        probe.verdict().name().toLowerCase(Locale.ROOT),
                        probe.run().exitCode().isPresent()
                                ? "exit " + probe.run().exitCode().getAsInt()
                                : "no exit code",
                        probe.run().duration().toMillis() + " ms"));
        text.title(result.message());
        result.culprit()
                .map(call.rr().repository().commits()::commit)
                .ifPresent(commit -> text.row(commit.id().hex(), commit.subject()));
        if (result.culprit().isEmpty()) {
            result.candidates().forEach(candidate -> text.line("  " + candidate.hex()));
        }
        result.warnings().forEach(warning -> text.line("Note: " + warning.message()));
        if (!result.hint().isEmpty()) {
            text.line(result.hint());
        }
        return text.toString();
    }
}
