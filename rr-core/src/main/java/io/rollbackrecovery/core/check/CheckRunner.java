package io.rollbackrecovery.core.check;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.run.RunContext;

/**
 * A port: runs checks over revisions, never in the user's own work tree. Implementations say whether several runs may be
 * under way at once; the one of rr-git allows it.
 */
public interface CheckRunner {
    /**
     * Checks a revision out and runs a check over it.
     *
     * @param target what to check out
     * @param check the check
     * @param context cancelling it stops the run, with all its child processes
     * @return the run; a check that fails or breaks is a verdict, not an exception
     * @throws RrException if the revision cannot be checked out or the program cannot be started, or {@code CANCELLED}
     */
    CheckRun run(CheckTarget target, Check check, RunContext context);
}
