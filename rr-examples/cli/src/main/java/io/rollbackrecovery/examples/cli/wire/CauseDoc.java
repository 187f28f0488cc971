package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.Cause;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/** Why an answer is a lower bound. */
public record CauseDoc(String kind, String message, List<RepoPath> paths) {
    /** Writes causes. */
    public static List<CauseDoc> of(List<Cause> causes) {
        return causes.stream()
                .map(cause -> new CauseDoc(cause.kind().word(), cause.message(), cause.paths()))
                .toList();
    }
}
