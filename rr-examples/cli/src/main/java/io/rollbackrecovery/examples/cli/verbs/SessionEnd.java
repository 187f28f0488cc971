package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.wire.ChangeDoc;
import io.rollbackrecovery.examples.cli.wire.ConflictDoc;
import io.rollbackrecovery.examples.cli.wire.RefMoveDoc;
import io.rollbackrecovery.examples.cli.wire.SessionEndDoc;
import java.util.Optional;

/** What finish, abandon and restore have in common. */
final class SessionEnd {
    private SessionEnd() {}

    static Answer answer(Call call, Session before, Plan plan, Optional<CommitId> commit, ApplyFlags flags) {
        ApplyFlags.Applied applied = flags.apply(call, plan);
        Session now = applied.happened() ? call.rr().sessions().get(before.id()) : before;
        SessionEndDoc document = new SessionEndDoc(
                now.id().value(),
                now.state().word(),
                commit.orElse(null),
                plan.isClean(),
                plan.tree().orElse(null),
                ConflictDoc.of(plan.conflicts()),
                ChangeDoc.of(plan.changes()),
                RefMoveDoc.of(plan.refMoves()),
                applied.operation(),
                applied.paths());
        return Answer.of(document, flags.describe(call, plan, applied))
                .warning(plan.warnings())
                .negativeIf(!plan.isClean() || flags.wanted() && !applied.happened());
    }
}
