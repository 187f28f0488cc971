package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.wire.RevertDoc;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rr revert}. */
@Command(name = "revert", description = "Take commits back by new commits, newest first.")
public final class Revert implements Verb {
    @Parameters(arity = "0..*", paramLabel = "COMMIT", description = "Revisions, or ranges A..B.")
    private List<String> commits = List.of();

    @Option(names = "--onto", paramLabel = "REV", description = "Plan it on this revision instead of HEAD.")
    private Optional<String> onto = Optional.empty();

    @Option(names = "--branch", paramLabel = "NAME", description = "Put the result on a new branch of this name.")
    private Optional<String> branch = Optional.empty();

    @Option(names = "--mainline", paramLabel = "N", description = "For merges: the parent to go back to, from 1.")
    private Optional<Integer> mainline = Optional.empty();

    @Option(names = "--single", description = "Make one commit of all.")
    private boolean single;

    @Option(names = "--one-merge", description = "Take a run of commits back in one merge, as one commit.")
    private boolean oneMerge;

    @Option(
            names = "--paths",
            arity = "1..*",
            paramLabel = "P",
            description = "Only what they did to these files and folders.")
    private List<String> paths = List.of();

    @Option(
            names = "--with-dependents",
            description = "If they conflict, also take back the later commits in the way, none that can be left out.")
    private boolean dependents;

    @Option(
            names = "--consistent",
            description = "Also take back the later commits without which a reference would dangle.")
    private boolean consistent;

    @Option(
            names = "--also-on",
            paramLabel = "N",
            description = "Look at the last N commits of all branches for the same change; 0 to leave it out.",
            defaultValue = "1000")
    private int alsoOn;

    @Option(names = "--batch", description = "Read requests from standard input: COMMIT ONTO MAINLINE on a line.")
    private boolean batch;

    @Option(
            names = "--graph",
            paramLabel = "F",
            description = "Show which commits of a range need which: dot, mermaid or json.")
    private Optional<String> graph = Optional.empty();

    @Mixin
    private final ApplyFlags flags = new ApplyFlags();

    @Override
    public Answer run(Call call) {
        if (batch) {
            return batch(call);
        }
        if (graph.isPresent()) {
            return new RevertGraph(call, graph.get()).run(commits);
        }
        if (commits.isEmpty()) {
            throw Failure.usage("no commit is named", "Name one: rr revert COMMIT.");
        }
        if (flags.wanted() && onto.isPresent() && branch.isEmpty()) {
            throw Failure.usage(
                    "applying a plan that was made on another revision needs a branch",
                    "Name a new one with --branch.");
        }
        RevertRequest request = request(call);
        RevertPlans.Planned planned = new RevertPlans(call, dependents, consistent).plan(request);
        Plan plan = planned.plan();
        RevertPreview preview = RevertPreview.of(call, plan, request.commits(), alsoOn);
        // A plan that is known to break something is shown, and not applied.
        ApplyFlags.Applied applied =
                planned.isGood() ? flags.apply(call, plan) : new ApplyFlags.Applied(Optional.empty());
        RevertDoc document = RevertDoc.of(
                plan,
                Optional.empty(),
                Optional.of(preview.details()),
                applied.operation(),
                applied.paths(),
                planned.references());
        return Answer.of(
                        document,
                        flags.describe(call, plan, preview.text(), applied)
                                + planned.describe(call, "Will break, so it is not applied:"))
                .warning(plan.warnings())
                .warning(preview.warnings())
                .negativeIf(!planned.isGood() || flags.wanted() && !applied.happened());
    }

    private Answer batch(Call call) {
        if (!commits.isEmpty()
                || !paths.isEmpty()
                || flags.wanted()
                || onto.isPresent()
                || branch.isPresent()
                || mainline.isPresent()
                || oneMerge) {
            throw Failure.usage("--batch reads its requests from standard input, and applies nothing", "Use it alone.");
        }
        return new RevertBatch(call, single, new RevertPlans(call, dependents, consistent)).run();
    }

    private RevertRequest request(Call call) {
        List<CommitId> chosen = Words.commits(call, commits);
        if (chosen.isEmpty()) {
            throw Failure.usage("there is no commit in " + String.join(" ", commits), "The range is empty.");
        }
        RevertRequest request = RevertRequest.of(chosen);
        if (onto.isPresent()) {
            request = request.onto(Words.commit(call, onto.get()));
        }
        if (branch.isPresent()) {
            request = request.onNewBranch(Words.branch(branch.get()));
        }
        if (mainline.isPresent()) {
            request = request.mainline(positive(mainline.get()));
        }
        if (!paths.isEmpty()) {
            request = request.onlyPaths(Words.paths(paths));
        }
        request = single ? request.asSingleCommit() : request;
        return oneMerge ? request.asOneMerge() : request;
    }

    private static int positive(int parent) {
        if (parent < 1) {
            throw Failure.usage("there is no parent " + parent, "Parents are counted from 1.");
        }
        return parent;
    }
}
