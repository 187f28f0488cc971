package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Optional;

/**
 * Why a commit belongs to a plan.
 *
 * @param commit the commit that was taken in
 * @param because the commit that cannot be taken back without it
 * @param path the path it is about, if it is about one, as it was called before {@code commit}
 * @param lines the lines it is about, if it is about lines: those of {@code because} that {@code commit} changed, or the
 *     one beside which it did, as they were numbered before {@code commit}
 * @param kind what binds the two
 */
public record Reason(CommitId commit, CommitId because, Optional<RepoPath> path, Optional<LineRange> lines, Kind kind) {
    /** What binds two commits. New kinds may be added. */
    public enum Kind {
        /** The later commit changed lines that the earlier one wrote. */
        LINES,
        /** The later commit changed lines right beside those that the earlier one wrote or removed. */
        BESIDE,
        /** The later commit changed, moved or removed a path that the earlier one added, removed or retyped. */
        PATH,
        /**
         * The later commit refers to what taking the earlier one back takes away, or took away what that brings back a
         * reference to. The lines are those of the path after {@code commit}.
         */
        REFERENCE,
        /** Without it, the earlier commit cannot be taken back: this was found by trying. */
        CONFLICT
    }
}
