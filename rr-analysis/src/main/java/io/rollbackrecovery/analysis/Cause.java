package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * One reason why an answer is a lower bound.
 *
 * @param kind what kind of reason
 * @param message one sentence for people
 * @param paths the files that it is about, ordered by bytes; all of them
 */
public record Cause(CauseKind kind, String message, List<RepoPath> paths) {
    /** Copies the list, so that the value is immutable. */
    public Cause {
        paths = List.copyOf(paths);
    }
}
