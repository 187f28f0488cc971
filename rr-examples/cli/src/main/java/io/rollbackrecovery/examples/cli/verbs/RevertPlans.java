package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.examples.cli.wire.DanglingDoc;
import io.rollbackrecovery.playbook.ConsistentPlan;
import io.rollbackrecovery.playbook.ConsistentReverts;
import java.util.List;
import java.util.Optional;

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

    /** A plan; what it leaves dangling, if that was looked at. */
    record Planned(Plan plan, Optional<List<DanglingReference>> willBreak) {
        boolean isGood() {
            return plan.isClean() && willBreak.map(List::isEmpty).orElse(true);
        }

        Optional<List<DanglingDoc>> dangling() {
            return willBreak.map(DanglingDoc::of);
        }
    }

    Planned plan(RevertRequest request) {
        if (consistent.isPresent()) {
            ConsistentPlan found = consistent.get().plan(request, call.run());
            return new Planned(found.plan(), Optional.of(found.willBreak()));
        }
        return new Planned(call.rr().reverts().plan(dependents ? request.withDependents() : request), Optional.empty());
    }
}
