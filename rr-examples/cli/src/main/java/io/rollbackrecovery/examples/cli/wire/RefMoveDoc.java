package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.plan.RefMove;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ref that moves: null is a ref that is not there. */
public record RefMoveDoc(
        String ref, @Nullable GitId from, @Nullable GitId to) {
    /** Writes moves of refs. */
    public static List<RefMoveDoc> of(List<RefMove> moves) {
        return moves.stream()
                .map(move -> new RefMoveDoc(
                        move.ref().value(), move.from().orElse(null), move.to().orElse(null)))
                .toList();
    }
}
