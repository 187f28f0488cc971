package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;

/** Where HEAD points. */
public sealed interface Head {
    /**
     * HEAD is on a branch, which may have no commit yet.
     *
     * @param branch the branch
     */
    record OnBranch(RefName branch) implements Head {}

    /**
     * HEAD is detached.
     *
     * @param commit the commit that it names
     */
    record Detached(CommitId commit) implements Head {}
}
