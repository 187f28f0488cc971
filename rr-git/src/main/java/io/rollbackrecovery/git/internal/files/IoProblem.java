package io.rollbackrecovery.git.internal.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What people need to know of a failure to read or write: which file, and what they can do about it. */
public final class IoProblem {
    private static final Map<String, String> HINTS = Map.of(
            "No space left on device", "Free some space on that disk, then try again.",
            "Disk quota exceeded", "Free some of the quota on that disk, then try again.",
            "Read-only file system", "That disk is mounted for reading only: make it writable, then try again.",
            "Operation not permitted", "Check who owns that file, its permissions and its flags.",
            "Permission denied", "Check who owns that file and its permissions.",
            "Too many open files", "Close some files, or raise the limit (ulimit -n), then try again.",
            "Input/output error",
                    "The disk reported that: look into the system's log, and save what is on it before anything else.");

    private static final List<String> NOT_WRITABLE =
            List.of("No space left on device", "Disk quota exceeded", "Read-only file system", "Input/output error");

    private IoProblem() {}

    /** Names the file in a failure that does not, as those of open channels and streams do not. */
    public static IOException at(Path file, IOException failure) {
        if (failure.getClass() != IOException.class) {
            return failure;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, failure.getMessage());
        named.initCause(failure);
        return named;
    }

    /** Gives the failure that a stream of files hides in an exception of its own. */
    public static IOException in(UncheckedIOException wrapped) {
        IOException cause = wrapped.getCause();
        return cause == null ? new IOException(wrapped) : cause;
    }

    /** Tells whether a failure is that nothing can be written there: full, read-only, over a quota, broken. */
    static boolean isOfTheDisk(FileSystemException failure) {
        String reason = String.valueOf(failure.getReason());
        return NOT_WRITABLE.stream().anyMatch(reason::endsWith);
    }

    /** Answers what to do about a failure, one or two sentences. Never empty. */
    public static String hint(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        return HINTS.entrySet().stream()
                .filter(known -> text.endsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Check that file, its disk and its permissions, then try again.");
    }
}
