package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An operation that was carried out, as the journal records it. Immutable.
 *
 * @param id its id
 * @param kind what it did
 * @param summary one line for people
 * @param time when it was carried out
 * @param who who carried it out
 * @param session the session that it belongs to
 * @param refMoves the refs that it moved
 * @param headMove the move of HEAD to another branch or commit
 * @param treeMove the move of index and work tree
 * @param captureMove the uncommitted work that was captured before and overwritten, and that was put back
 * @param undoes for an undo or redo: the operation whose effect it took back
 */
public record Operation(
        OperationId id,
        OperationKind kind,
        String summary,
        Instant time,
        Signature who,
        Optional<SessionId> session,
        List<RefMove> refMoves,
        Optional<HeadMove> headMove,
        Optional<TreeMove> treeMove,
        Optional<CaptureMove> captureMove,
        Optional<OperationId> undoes) {
    /** Copies the list, so that the value is immutable. */
    public Operation {
        refMoves = List.copyOf(refMoves);
    }
}
