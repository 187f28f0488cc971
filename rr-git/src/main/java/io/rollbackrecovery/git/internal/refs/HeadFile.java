package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file {@code HEAD} of one work tree: replaced as a whole, under git's own lock. */
public final class HeadFile {
    private final Path file;

    private HeadFile(Path file) {
        this.file = file;
    }

    /** Answers the HEAD of a work tree, or of a bare repository. */
    public static HeadFile of(GitLayout layout) {
        return new HeadFile(layout.gitDir().resolve("HEAD"));
    }

    /** Answers the lock file that must be held while HEAD is written. */
    public Path lock() {
        return HeldLocks.lockOf(file);
    }

    /**
     * Points HEAD elsewhere, all or nothing and synced. Writing what it holds already changes nothing.
     *
     * @param head where to point
     * @param locks held locks, {@link #lock()} among them
     * @param operation names the temporary file, so that recovery finds it
     * @throws IllegalStateException if the lock is not held
     */
    public void write(Head head, HeldLocks locks, String operation) throws IOException {
        if (!locks.holds(lock())) {
            throw new IllegalStateException(lock() + " is not held");
        }
        byte[] content = head.toFileContent().getBytes(StandardCharsets.UTF_8);
        if (!Files.isSymbolicLink(file)
                && java.util.Arrays.equals(Durable.read(file).orElse(new byte[0]), content)) {
            return;
        }
        Durable.replace(file, temporary(operation), content);
    }

    /** Removes what a killed {@link #write} of that operation left. */
    public void removeLeftovers(String operation) throws IOException {
        Files.deleteIfExists(temporary(operation));
    }

    private Path temporary(String operation) {
        return file.resolveSibling("HEAD.rr-" + operation);
    }
}
