package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.plan.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation of the journal. */
public record OperationDoc(
        String id,
        String kind,
        String summary,
        Instant time,
        String who,
        @Nullable String session,
        Optional<String> undoes,
        List<RefMoveDoc> refs) {
    /** Writes an operation. */
    public static OperationDoc of(Operation operation) {
        return new OperationDoc(
                operation.id().value(),
                operation.kind().word(),
                operation.summary(),
                operation.time(),
                operation.who().toString(),
                operation.session().map(id -> id.value()).orElse(null),
                operation.undoes().map(id -> id.value()),
                RefMoveDoc.of(operation.refMoves()));
    }
}
