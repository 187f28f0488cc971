package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.examples.cli.wire.OperationDoc;
import io.rollbackrecovery.examples.cli.wire.OperationsDoc;
import java.util.List;
import java.util.Optional;

/** What undo and redo have in common. */
final class Undoing {
    private Undoing() {}

    static Answer apply(Call call, Optional<Plan> plan, String nothing, ApplyFlags.Allowances allowances) {
        if (plan.isEmpty()) {
            return Answer.of(
                            new OperationsDoc(List.of()),
                            call.text().line(nothing).toString())
                    .negative();
        }
        ApplyOutcome outcome = allowances.apply(call, plan.get());
        List<Operation> done = outcome
                .operation()
                .flatMap(id -> call.rr().journal().find(id))
                .stream()
                .toList();
        Text text = call.text().lines(plan.get().describe());
        done.forEach(operation -> Ops.row(text, operation));
        if (!outcome.isApplied()) {
            text.line(outcome.message());
        }
        return Answer.of(new OperationsDoc(done.stream().map(OperationDoc::of).toList()), text.toString())
                .warning(plan.get().warnings())
                .negativeIf(!outcome.isApplied());
    }
}
