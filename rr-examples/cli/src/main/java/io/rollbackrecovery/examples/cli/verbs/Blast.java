package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.analysis.ChangedSymbol;
import io.rollbackrecovery.analysis.SymbolUse;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.BlastDoc;
import io.rollbackrecovery.playbook.MergeCheck;
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
    private static final int MOST_SYMBOLS = 30;

    @Parameters(
            arity = "0..1",
            paramLabel = "REV|RANGE",
            description = "A commit, or A..B; with --against by default what HEAD has and the branch has not.")
    private Optional<String> range = Optional.empty();

    @Option(names = "--on", paramLabel = "REV", description = "The revision to revert on; by default HEAD.")
    private String on = "HEAD";

    @Option(
            names = "--against",
            paramLabel = "BRANCH",
            description = "Before a merge: what on this branch depends on the changes, and what merging would break.")
    private Optional<String> against = Optional.empty();

    @Override
    public Answer run(Call call) {
        if (against.isPresent()) {
            return beforeMerge(call, against.get());
        }
        String commitOrRange = range.orElseThrow(
                () -> Failure.usage("no commit is named", "Name a commit or a range, or a branch with --against."));
        CommitId base = Words.commit(call, on);
        List<CommitId> commits = Words.commits(call, commitOrRange);
        BlastRadius radius =
                call.rr().blastRadius().analyze(BlastRequest.of(commitOrRange).on(base));
        List<Warning> warnings = new ArrayList<>();
        Optional<BlastDoc.PlanDoc> plan = commits.isEmpty() ? Optional.empty() : plan(call, base, commits, warnings);
        return Answer.of(BlastDoc.of(radius, plan), text(call, radius, plan, warnings))
                .warning(warnings);
    }

    private Answer beforeMerge(Call call, String branch) {
        CommitId into = Words.commit(call, branch);
        String name = range.orElse("HEAD");
        int dots = name.indexOf("..");
        List<CommitId> commits = range.isEmpty()
                ? call.rr().repository().commits().range(List.of(into), Words.commit(call, "HEAD"))
                : Words.commits(call, name);
        CommitId tip = Words.commit(call, dots < 0 ? name : name.endsWith("..") ? "HEAD" : name.substring(dots + 2));
        MergeCheck check = call.rr().mergeChecks().check(commits, tip, into);
        List<Warning> warnings = check.preview().warnings();
        return Answer.of(BlastDoc.of(check), MergeText.of(call, branch, check))
                .warning(warnings)
                .negativeIf(!check.isClean());
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
        section(text, "Changed in them", radius.symbols().size());
        radius.symbols().stream()
                .limit(MOST_SYMBOLS)
                .forEach(symbol -> text.row(
                        "  " + symbol.change().word(),
                        symbol.path() + ":" + symbol.line(),
                        symbol.name(),
                        uses(symbol)));
        if (radius.symbols().size() > MOST_SYMBOLS) {
            text.line("  and " + (radius.symbols().size() - MOST_SYMBOLS) + " more");
        }
        section(text, "Depends on them", radius.dependents().size());
        radius.dependents()
                .forEach(file -> text.row(
                        "  " + file.distance(),
                        file.path(),
                        file.changedToo() ? "changed too" : file.later() ? "since then" : "not changed"));
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
        section(text, "Entered through", radius.entryPoints().size());
        radius.entryPoints()
                .forEach(entry -> text.row(
                        "  " + entry.distance(), entry.path(), entry.kind().word()));
        text.line("");
        plan.ifPresent(found -> text.line(found.clean() ? "The revert is clean." : "The revert has conflicts."));
        warnings.forEach(warning -> text.line("Note: " + warning.message()));
        text.line("Certainty: " + radius.certainty().word());
        radius.causes().forEach(cause -> text.row("  " + cause.kind().word(), cause.message()));
        return text.toString();
    }

    private static String uses(ChangedSymbol symbol) {
        long later = symbol.uses().stream().filter(SymbolUse::later).count();
        return symbol.uses().isEmpty()
                ? ""
                : "used by " + count(symbol.uses().size(), "file")
                        + (later == 0 ? "" : ", " + later + " of them since");
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
