package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.git.Journal;
import java.util.List;
import java.util.Optional;

/** Operations that are dropped from the journal, which of them can be undone until then, and the bytes it frees. */
public record JournalPruneDoc(
        List<OperationDoc> operations, List<String> lost, long freed, Optional<String> operation) {
    /** Writes what pruning drops. */
    public static JournalPruneDoc of(Journal.Pruning pruning, Optional<OperationId> done) {
        return new JournalPruneDoc(
                pruning.dropped().stream().map(OperationDoc::of).toList(),
                pruning.lost().stream().map(operation -> operation.id().value()).toList(),
                pruning.freed(),
                done.map(OperationId::value));
    }
}
