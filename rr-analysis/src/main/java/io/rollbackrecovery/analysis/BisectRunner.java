package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.bisect.BisectSteps;
import io.rollbackrecovery.analysis.internal.bisect.Step;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckRunner;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Finds the commit that broke something, by running a check over few of the commits in between.
 *
 * <p>The check is believed, and RR asks what {@code git bisect run} (2.39) asks: the same commits in the same order,
 * skipped ones included, and so the same culprit with as many runs. Two words on that: where only the bad commit is
 * left from the beginning, git's {@code run} still tests what is checked out, and so RR tests the bad commit; where
 * several merge bases have to be tested, git stops after the first, and RR goes on.
 *
 * <p>Thread-safe if the graph and the runner are. Reads the repository through the graph only; what the runner does is
 * the runner's.
 */
public final class BisectRunner {
    private final CommitGraph graph;
    private final CheckRunner checks;

    /**
     * Makes a runner.
     *
     * @param graph the commits
     * @param checks runs the check over one of them
     */
    public BisectRunner(CommitGraph graph, CheckRunner checks) {
        this.graph = Objects.requireNonNull(graph);
        this.checks = Objects.requireNonNull(checks);
    }

    /**
     * Searches.
     *
     * <p>The check is run for one commit at a time, in the calling thread. Good and bad ends are not tested, as with
     * git, but for one case: if a command ends with 126 or 127 for the first time, it is run over a good end too, and
     * if that gives the same code, the command cannot be run at all and the search is {@code ABORTED}.
     *
     * @param request what to search
     * @param context hears of every run; cancelling it stops the run that is under way
     * @return how the search ended
     * @throws RrException {@code MISSING_OBJECT} if history between the ends is cut off; {@code CANCELLED}; or what the
     *     runner throws if a commit cannot be checked out or the program cannot be started
     */
    public BisectResult run(BisectRequest request, RunContext context) {
        return new Search(request, context).run();
    }

    /** One search under way. */
    private final class Search {
        private final BisectRequest request;
        private final RunContext context;
        private final BisectSteps steps;
        private final List<BisectProbe> log = new ArrayList<>();
        private boolean trustsExitCode;

        Search(BisectRequest request, RunContext context) {
            this.request = request;
            this.context = context;
            this.steps = new BisectSteps(graph, request.good(), request.bad(), request.skip(), request.firstParent());
        }

        BisectResult run() {
            while (true) {
                context.throwIfCancelled();
                Step step = steps.next();
                if (!(step instanceof Step.Test test)) {
                    return end(step);
                }
                context.report("bisect", log.size(), (long) log.size() + test.stepsLeft() + 1);
                CheckRun run = probe(test.commit());
                if (isDoubtful(run)) {
                    trustsExitCode = true;
                    CheckRun reference = probe(steps.reference());
                    if (reference.exitCode().equals(run.exitCode())) {
                        return aborted(
                                "the check ends with exit code "
                                        + run.exitCode().getAsInt() + " on the good commit "
                                        + steps.reference().abbreviated() + " too",
                                "See that the command can be found and run: 126 and 127 are what a shell says if not.");
                    }
                }
                if (run.verdict() == Verdict.ABORT) {
                    return aborted(
                            "the check is broken on " + test.commit().abbreviated() + ": " + ending(run),
                            "The check should end with 0 (good), 125 (skip) or 1 to 127 (bad); its log says more.");
                }
                steps.record(test.commit(), run.verdict());
            }
        }

        private boolean isDoubtful(CheckRun run) {
            return !trustsExitCode
                    && (run.exitCode().equals(OptionalInt.of(126))
                            || run.exitCode().equals(OptionalInt.of(127)));
        }

        private CheckRun probe(CommitId commit) {
            CheckRun run = checks.run(new CheckTarget.OfCommit(commit), request.check(), context);
            log.add(new BisectProbe(log.size() + 1, commit, graph.commit(commit).tree(), run, run.verdict(), false));
            return run;
        }

        private BisectResult end(Step step) {
            if (step instanceof Step.Found found) {
                return result(
                        BisectResult.Kind.FOUND,
                        List.of(found.culprit()),
                        1,
                        found.culprit().abbreviated() + " is the first bad commit",
                        "");
            }
            if (step instanceof Step.OnlySkipped skipped) {
                return result(
                        BisectResult.Kind.ONLY_SKIPPED_LEFT,
                        skipped.candidates(),
                        1,
                        "only skipped commits are left to test: the first bad commit is one of "
                                + skipped.candidates().size(),
                        "Make the check work on one of them.");
            }
            Step.Impossible impossible = (Step.Impossible) step;
            return result(BisectResult.Kind.NOT_BISECTABLE, List.of(), 0, impossible.message(), impossible.hint());
        }

        private BisectResult aborted(String message, String hint) {
            return result(BisectResult.Kind.ABORTED, steps.candidates(), 1, message, hint);
        }

        private BisectResult result(
                BisectResult.Kind kind, List<CommitId> candidates, double confidence, String message, String hint) {
            context.report("bisect", log.size(), log.size());
            return new BisectResult(kind, candidates, confidence, log, steps.warnings(), message, hint);
        }
    }

    private static String ending(CheckRun run) {
        return run.exitCode().isPresent() ? "exit code " + run.exitCode().getAsInt() : "it could not judge it";
    }
}
