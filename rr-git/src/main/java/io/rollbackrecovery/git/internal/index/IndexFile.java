package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.FileStamp;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The index file of one work tree: read as a whole, replaced as a whole under git's own lock. Holds no state. */
public final class IndexFile {
    private final Path file;

    private IndexFile(Path file) {
        this.file = file;
    }

    /** Answers a work tree's index. */
    public static IndexFile of(GitLayout layout) {
        return new IndexFile(layout.indexFile());
    }

    /** Answers the file, whether or not it exists. */
    public Path path() {
        return file;
    }

    /** Answers the lock file that must be held while the index is written. */
    public Path lock() {
        return HeldLocks.lockOf(file);
    }

    /**
     * Reads the index; there is none until something was added, which is as an empty one.
     *
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT}, or {@code UNSUPPORTED_REPOSITORY} for a split
     *     or sparse index
     */
    public Index read() throws IOException {
        while (true) {
            Optional<FileStamp> before = FileStamp.of(file);
            Optional<byte[]> content = Durable.read(file);
            if (before.isPresent() != content.isPresent() || !before.equals(FileStamp.of(file))) {
                continue; // it was replaced while this read
            }
            if (content.isEmpty()) {
                return Index.empty();
            }
            FileTime written = before.map(FileStamp::time).orElseThrow();
            return new IndexFormat(file.toString()).parse(content.get(), written);
        }
    }

    /**
     * Replaces the index, all or nothing and synced.
     *
     * @param index the new content
     * @param locks held locks, {@link #lock()} among them
     * @param operation names the temporary file, so that recovery finds it
     * @throws IllegalStateException if the lock is not held
     */
    public void write(Index index, HeldLocks locks, String operation) throws IOException {
        if (!locks.holds(lock())) {
            throw new IllegalStateException(lock() + " is not held");
        }
        Durable.replace(file, temporary(operation), new IndexFormat(file.toString()).toBytes(index));
    }

    /** Removes what a killed {@link #write} of that operation left. */
    public void removeLeftovers(String operation) throws IOException {
        Files.deleteIfExists(temporary(operation));
    }

    private Path temporary(String operation) {
        return file.resolveSibling(file.getFileName() + ".rr-" + operation);
    }
}
