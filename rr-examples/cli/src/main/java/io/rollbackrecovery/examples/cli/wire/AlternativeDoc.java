package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Alternative;
import java.util.List;

/** Another way to come to a clean result. */
public record AlternativeDoc(String kind, List<CommitId> reverted, TreeId tree) {
    /** Writes alternatives. */
    public static List<AlternativeDoc> of(List<Alternative> alternatives) {
        return alternatives.stream()
                .map(one -> new AlternativeDoc(one.kind().word(), one.reverted(), one.tree()))
                .toList();
    }
}
