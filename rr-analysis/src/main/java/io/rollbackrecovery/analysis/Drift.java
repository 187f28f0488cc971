package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Optional;

/**
 * How far dependencies moved away from the architecture.
 *
 * @param declared whether layers are declared; if not, dependencies between folders were learned from the commit before
 * @param violations what is against the architecture, by path and line
 * @param causes why there may be more: what was not read or not resolved
 */
public record Drift(boolean declared, List<Violation> violations, List<Cause> causes) {
    /** Copies the lists, so that the value is immutable. */
    public Drift {
        violations = List.copyOf(violations);
        causes = List.copyOf(causes);
    }

    /** What a violation is. More rules may come. */
    public enum Rule {
        /** A file of one layer depends on one of another, which the architecture does not allow. */
        FORBIDDEN_DEPENDENCY,
        /** Files depend on each other in a circle, which did not before. */
        NEW_CYCLE,
        /** Files of one folder depend on another folder's, and none did before; there is no declared architecture. */
        NEW_DEPENDENCY
    }

    /**
     * A dependency that should not be.
     *
     * @param rule what is wrong with it
     * @param from the file that depends
     * @param line the line of the first reference, from 1
     * @param to the file that it depends on
     * @param what for people: layers, folders, or the files of the circle
     * @param commit the commit that brought it; empty if there is no commit before, or it was not found within limits
     */
    public record Violation(Rule rule, RepoPath from, int line, RepoPath to, String what, Optional<CommitId> commit) {}
}
