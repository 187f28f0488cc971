package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/** Turns what reading a repository's files and objects throws into RR's one exception. */
public final class ObjectFailures {
    private ObjectFailures() {}

    /**
     * Answers the exception for a failure.
     *
     * @param failed what was thrown
     * @param doing what RR was doing, as in {@code "read the history"}
     */
    public static RrException of(IOException failed, String doing) {
        if (failed instanceof MissingObjectException missing) {
            ObjectId id = missing.getObjectId();
            return new RrException(
                    ErrorCode.MISSING_OBJECT,
                    "cannot " + doing + ": object " + (id == null ? "(unknown)" : id.name()) + " is missing",
                    "A shallow or partial clone lacks it (git fetch --unshallow); otherwise see git fsck.",
                    failed);
        }
        if (failed instanceof CorruptObjectException || failed instanceof IncorrectObjectTypeException) {
            return new RrException(
                    ErrorCode.CORRUPT, "cannot " + doing + ": " + failed.getMessage(), "See git fsck.", failed);
        }
        if (failed instanceof AccessDeniedException denied) {
            return new RrException(
                    ErrorCode.PERMISSION_DENIED,
                    "cannot " + doing + ": no permission for " + denied.getFile(),
                    "Check the permissions of the repository's folder.",
                    failed);
        }
        return new RrException(ErrorCode.IO, "cannot " + doing + ": " + failed.getMessage(), "", failed);
    }
}
