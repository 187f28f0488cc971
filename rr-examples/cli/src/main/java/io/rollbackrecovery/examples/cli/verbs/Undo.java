package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.git.Journal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rr undo}. */
@Command(
        name = "undo",
        description = {
            "Take an operation back, at once.",
            "By default the newest one that is in effect; within a session, never one of another session."
        })
public final class Undo implements Verb {
    @Parameters(arity = "0..1", paramLabel = "OPERATION", description = "The operation; see rr ops.")
    private Optional<String> operation = Optional.empty();

    @Mixin
    private final ApplyFlags.Allowances allowances = new ApplyFlags.Allowances();

    @Override
    public Answer run(Call call) {
        Journal journal = call.rr().journal();
        Optional<Plan> plan = operation.isPresent()
                ? Optional.of(journal.planUndo(Words.operation(operation.get())))
                : newest(call, journal);
        return Undoing.apply(call, plan, "There is no operation to undo.", allowances);
    }

    private static Optional<Plan> newest(Call call, Journal journal) {
        Optional<Plan> newest = journal.planUndo();
        Optional<SessionId> here = call.rr().sessions().current().map(Session::id);
        Optional<SessionId> its =
                newest.flatMap(Plan::undoes).flatMap(journal::find).flatMap(Operation::session);
        boolean isOthers = here.isPresent() && its.isPresent() && !its.equals(here);
        return isOthers ? journal.planUndoLastOf(here.get()) : newest;
    }
}
