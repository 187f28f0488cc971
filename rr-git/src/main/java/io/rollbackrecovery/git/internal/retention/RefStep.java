package io.rollbackrecovery.git.internal.retention;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.git.internal.apply.Recovery;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.files.LockAttempt;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.journal.Pending;
import io.rollbackrecovery.git.internal.refs.RefChange;
import io.rollbackrecovery.git.internal.refs.RefProblem;
import io.rollbackrecovery.git.internal.refs.RefTransaction;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;

/** Moves refs of RR's own in one step, by the commit protocol of docs/format.md. The caller holds RR's lock. */
final class RefStep {
    private static final Duration PATIENCE_WITH_GIT = Duration.ofSeconds(2);

    private final RepositoryAccess repository;
    private final CaptureStore captures;

    RefStep(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
    }

    /**
     * Moves refs, or none.
     *
     * @param operation what a recovery after a kill would read of it
     * @param commit what the journal points to once it has happened
     * @param token what stands in the lock files
     * @param changes the moves
     * @throws RrException {@code LOCKED} if git holds a lock; {@code STALE} if a ref has been moved
     */
    void move(Operation operation, CommitId commit, String token, List<RefChange> changes) throws IOException {
        Path rrDir = repository.layout().rrDir();
        RefTransaction refs = RefTransaction.plan(repository.refStore(), token, changes);
        Pending pending =
                new Pending(operation, commit, token, repository.layout().gitDir(), refs.locks());
        pending.write(rrDir);
        try {
            LockAttempt attempt = HeldLocks.acquire(rrDir.resolve("locks"), token, refs.locks(), PATIENCE_WITH_GIT);
            if (attempt.held().isEmpty()) {
                throw new RrException(
                        ErrorCode.LOCKED,
                        "another process holds "
                                + attempt.foreign().map(Object::toString).orElse("a lock"),
                        "Try again when it is done; if no git process runs any more, remove that file.");
            }
            try (HeldLocks locks = attempt.held().get();
                    ObjectReader reader = repository.jgit().newObjectReader()) {
                Optional<RefProblem> problem = refs.prepare(locks, reader);
                if (problem.isPresent()) {
                    throw new RrException(ErrorCode.STALE, problem.get().describe(), "Try again.");
                }
                refs.commit();
                locks.release();
                pending.delete(rrDir);
            }
        } catch (IOException | RrException failed) {
            if (!refs.isCommitted()) {
                throw failed;
            }
            throw afterwards(operation.summary(), failed);
        } finally {
            if (!refs.isCommitted()) {
                new Recovery(repository, captures).recover();
            }
        }
    }

    /** Gives the exception for what fails when the refs have moved. */
    static RrException afterwards(String what, Exception failed) {
        RrException known = failed instanceof IOException unread ? Failures.of("end it", unread) : (RrException) failed;
        return new RrException(
                known.code(),
                "'" + what + "' has happened, but its last steps failed: " + known.getMessage(),
                "Remove the cause, then do it again: that removes what is left.",
                failed);
    }
}
