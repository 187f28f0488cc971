package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.analysis.RevertStep;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.DanglingDoc;
import io.rollbackrecovery.examples.cli.wire.RevertDoc;
import io.rollbackrecovery.examples.cli.wire.StepDoc;
import io.rollbackrecovery.playbook.ConsistentPlan;
import io.rollbackrecovery.playbook.ConsistentReverts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans reverts by text alone, or by text and references. */
final class RevertPlans {
    private final Call call;
    private final boolean dependents;
    private final Optional<ConsistentReverts> consistent;

    RevertPlans(Call call, boolean dependents, boolean consistent) {
        this.call = call;
        this.dependents = dependents;
        this.consistent = consistent ? Optional.of(call.rr().consistentReverts()) : Optional.empty();
    }

    /** A plan; what it leaves dangling, and its steps where it is clean, if that was looked at. */
    record Planned(Plan plan, Optional<List<DanglingReference>> willBreak, Optional<List<RevertStep>> steps) {
        static Planned of(ConsistentReverts reverts, ConsistentPlan found, Call call) {
            return new Planned(
                    found.plan(),
                    Optional.of(found.willBreak()),
                    found.plan().isClean() ? Optional.of(reverts.steps(found, call.run())) : Optional.empty());
        }

        boolean isGood() {
            return plan.isClean() && willBreak.map(List::isEmpty).orElse(true);
        }

        RevertDoc.References references() {
            return new RevertDoc.References(willBreak.map(DanglingDoc::of), steps.map(StepDoc::of));
        }

        /** Tells people of the steps, where there are several, and of what breaks. */
        String describe(Call call, String breaks) {
            Text text = call.text();
            List<RevertStep> order = steps.orElse(List.of());
            if (order.size() > 1) {
                text.line("").line("In steps, leaf first:");
                order.forEach(step -> text.row(
                        "  " + step.step(),
                        step.commits().stream().map(CommitId::abbreviated).collect(Collectors.joining(" ")),
                        step.paths().stream().map(RepoPath::toString).collect(Collectors.joining(", "))));
            }
            List<DanglingReference> dangling = willBreak.orElse(List.of());
            if (!dangling.isEmpty()) {
                text.line("").line(breaks);
                dangling.forEach(found -> text.row("  " + found.path() + ":" + found.line(), found.symbol()));
            }
            return text.toString();
        }
    }

    Planned plan(RevertRequest request) {
        if (consistent.isPresent()) {
            ConsistentPlan found = consistent.get().plan(request, call.run());
            return Planned.of(consistent.get(), found, call);
        }
        return new Planned(
                call.rr().reverts().plan(dependents ? request.withDependents() : request),
                Optional.empty(),
                Optional.empty());
    }
}
