package io.rollbackrecovery.git.internal.history;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.internal.files.IoProblem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;

/** Turns what reading and writing can throw into RR's one exception. */
public final class Failures {
    private Failures() {}

    /** Gives the exception to throw for a failure while doing something. */
    public static RrException of(String doing, IOException failure) {
        String message = "could not " + doing + ": " + failure.getMessage();
        if (failure instanceof MissingObjectException missing) {
            return new RrException(
                    ErrorCode.MISSING_OBJECT,
                    "could not " + doing + ": object " + missing.getObjectId().name() + " is not in this repository",
                    "If this is a shallow or partial clone, fetch the rest (git fetch --unshallow, git fetch --refetch);"
                            + " else check it with git fsck.",
                    failure);
        }
        if (failure instanceof IncorrectObjectTypeException || failure instanceof CorruptObjectException) {
            return new RrException(ErrorCode.CORRUPT, message, "Check the repository with git fsck.", failure);
        }
        if (failure instanceof AccessDeniedException denied) {
            return new RrException(
                    ErrorCode.PERMISSION_DENIED,
                    "could not " + doing + ": access to " + denied.getFile() + " was denied",
                    "Check who owns it and its permissions.",
                    failure);
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return new RrException(
                    ErrorCode.IO,
                    "could not " + doing + ": " + file.getFile() + ": " + file.getReason(),
                    IoProblem.hint(failure),
                    failure);
        }
        return new RrException(ErrorCode.IO, message, IoProblem.hint(failure), failure);
    }
}
