package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.LineCount;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.SameChange;
import io.rollbackrecovery.core.plan.SameChanges;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.RevertDoc;
import io.rollbackrecovery.git.GitRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person wants to know of a revert besides its plan: how many lines change, and where else the change is. */
record RevertPreview(RevertDoc.Details details, List<Warning> warnings, String text) {
    private static final int MOST_BRANCHES = 5;

    /** Looks, for the changes of the asked commits at so many others; not at all if {@code most} is 0. */
    static RevertPreview of(Call call, Plan plan, List<CommitId> asked, int most) {
        if (most < 0) {
            throw Failure.usage("--also-on " + most + " is less than none", "Write 0 or more.");
        }
        GitRepository repository = call.rr().repository();
        List<LineCount> counts = repository.lineCounts(plan);
        Text text = call.text().lines(plan.describe(counts));
        if (most == 0) {
            return new RevertPreview(new RevertDoc.Details(counts, Optional.empty()), List.of(), text.toString());
        }
        SameChanges same = repository.sameChanges(asked, most);
        List<SameChange> elsewhere = elsewhere(repository.head(), same.found());
        lines(elsewhere).forEach((line, times) -> text.line(times == 1 ? line : line + " (" + times + " commits)"));
        List<Warning> warnings = List.of();
        if (!same.complete()) {
            String message = "the same changes were looked for in the last " + same.looked()
                    + " commits of all branches; --also-on N looks further";
            warnings = List.of(new Warning("also-on-bounded", message));
            text.line("note      " + message);
        }
        return new RevertPreview(new RevertDoc.Details(counts, Optional.of(elsewhere)), warnings, text.toString());
    }

    /** Leaves out the branch that HEAD is on: the plan is about it. */
    private static List<SameChange> elsewhere(Head head, List<SameChange> found) {
        return found.stream()
                .map(one -> new SameChange(
                        one.change(),
                        one.commit(),
                        one.branches().stream()
                                .filter(branch -> !(head instanceof Head.OnBranch on
                                        && on.branch().equals(branch)))
                                .toList()))
                .filter(one -> !one.branches().isEmpty())
                .toList();
    }

    /** The lines, and for how many of the commits each stands. */
    private static Map<String, Integer> lines(List<SameChange> found) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        found.forEach(one -> lines.merge(line(one), 1, Integer::sum));
        return lines;
    }

    private static String line(SameChange one) {
        List<RefName> branches = one.branches();
        String names = String.join(
                ", ",
                branches.stream().limit(MOST_BRANCHES).map(RefName::shortName).toList());
        String more = branches.size() > MOST_BRANCHES ? " and " + (branches.size() - MOST_BRANCHES) + " more" : "";
        CommitId commit = one.commit();
        String as = commit.equals(one.change())
                ? ""
                : ", as " + commit.abbreviated() + " (the same change as "
                        + one.change().abbreviated() + ")";
        return "also on   " + names + more + as;
    }
}
