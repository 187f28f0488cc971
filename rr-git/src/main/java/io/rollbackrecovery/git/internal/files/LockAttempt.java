package io.rollbackrecovery.git.internal.files;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import java.util.Optional;

/**
 * How taking locks ended: with all of them, or with none and the lock that was in the way.
 *
 * @param held the locks, if all were taken
 * @param foreign the lock that stood in the way, if none is held
 */
public record LockAttempt(Optional<HeldLocks> held, Optional<ForeignLock> foreign) {
    static LockAttempt success(HeldLocks locks) {
        return new LockAttempt(Optional.of(locks), Optional.empty());
    }

    static LockAttempt refused(ForeignLock lock) {
        return new LockAttempt(Optional.empty(), Optional.of(lock));
    }

    /**
     * Answers the locks.
     *
     * @throws RrException {@code LOCKED}, naming the lock that is in the way and its age
     */
    public HeldLocks orThrow() {
        return held.orElseThrow(() -> new RrException(
                ErrorCode.LOCKED,
                "another process holds " + foreign.map(ForeignLock::toString).orElse("a lock"),
                "Try again when it is done; if no git process runs any more, remove that file."));
    }
}
