package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.BlastDoc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr blast}. */
@Command(name = "blast", description = "Tell what depends on what commits changed, and what must go together.")
public final class Blast implements Verb {
    @Parameters(paramLabel = "REV|RANGE", description = "A commit, or A..B.")
    private String range = "";

    @Option(names = "--on", paramLabel = "REV", description = "The revision to revert on; by default HEAD.")
    private String on = "HEAD";

    @Override
    public List<String> notYet() {
        return List.of("--against");
    }

    @Override
    public Answer run(Call call) {
        CommitId base = Words.commit(call, on);
        List<CommitId> commits = Words.commits(call, range);
        BlastRadius radius =
                call.rr().blastRadius().analyze(BlastRequest.of(range).on(base));
        List<Warning> warnings = new ArrayList<>();
        Optional<BlastDoc.PlanDoc> plan = commits.isEmpty() ? Optional.empty() : plan(call, base, commits, warnings);
        return Answer.of(BlastDoc.of(radius, plan), text(call, radius, plan, warnings))
                .warning(warnings);
    }

    private static Optional<BlastDoc.PlanDoc> plan(
            Call call, CommitId base, List<CommitId> commits, List<Warning> warnings) {
        try {
            Plan plan = call.rr().reverts().plan(RevertRequest.of(commits).onto(base));
            return Optional.of(new BlastDoc.PlanDoc(plan.isClean(), plan.tree().orElse(null)));
        } catch (RrException e) {
            warnings.add(new Warning("no-plan", "the revert was not planned: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static String text(Call call, BlastRadius radius, Optional<BlastDoc.PlanDoc> plan, List<Warning> warnings) {
        Text text = call.text()
                .title(count(radius.commits().size(), "commit") + ": "
                        + count(radius.changed().size(), "changed file") + ", "
                        + count(radius.dependents().size(), "dependent"));
        radius.changed().forEach(file -> text.row("  " + file.kind().word(), file.path()));
        section(text, "Depends on them", radius.dependents().size());
        radius.dependents()
                .forEach(file -> text.row(
                        "  " + file.distance(), file.path(), file.changedToo() ? "changed too" : "not changed"));
        section(text, "Has to be reverted with them", radius.mustRevert().size());
        radius.mustRevert().forEach(file -> text.row("  " + file.path(), file.reason()));
        section(text, "Will break", radius.willBreak().size());
        radius.willBreak().forEach(broken -> text.row("  " + broken.path() + ":" + broken.line(), broken.symbol()));
        section(text, "Order, leaf first", radius.order().size());
        radius.order()
                .forEach(step -> text.row(
                        "  " + step.step(),
                        step.paths().stream().map(RepoPath::toString).collect(Collectors.joining(", "))));
        section(text, "Tests that reach it", radius.tests().size());
        radius.tests().forEach(test -> text.row("  " + test.distance(), test.path(), test.reason()));
        text.line("");
        plan.ifPresent(found -> text.line(found.clean() ? "The revert is clean." : "The revert has conflicts."));
        warnings.forEach(warning -> text.line("Note: " + warning.message()));
        text.line("Certainty: " + radius.certainty().word());
        radius.causes().forEach(cause -> text.row("  " + cause.kind().word(), cause.message()));
        return text.toString();
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static void section(Text text, String title, int size) {
        if (size > 0) {
            text.line("").title(title);
        }
    }
}
