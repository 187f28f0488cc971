package io.rollbackrecovery.git.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The lock {@code <commonDir>/rr/lock} that every writer of RR holds, one at a time for each repository. The operating
 * system gives it up when its process dies, so whoever holds it knows that no other writer is alive. Within one JVM,
 * where such locks do not exclude each other, a table by real path does.
 */
public final class RepositoryLock implements AutoCloseable {
    private static final Map<Path, Semaphore> IN_THIS_JVM = new ConcurrentHashMap<>();
    private static final long POLL_MILLIS = 20;

    private final Semaphore permit;
    private final FileChannel channel;
    private final Path file;
    private boolean closed;

    private RepositoryLock(Semaphore permit, FileChannel channel, Path file) {
        this.permit = permit;
        this.channel = channel;
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @param rrDir RR's folder in the common directory; it is made if it is not there
     * @param patience how long to wait for another writer
     * @return the lock; empty if another writer held it all the time
     */
    public static Optional<RepositoryLock> acquire(Path rrDir, Duration patience) throws IOException {
        Files.createDirectories(rrDir);
        Path file = rrDir.toRealPath().resolve("lock");
        long deadline = System.nanoTime() + patience.toNanos();
        Semaphore permit = IN_THIS_JVM.computeIfAbsent(file, path -> new Semaphore(1, true));
        if (!tryAcquire(permit, patience)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean held = false;
        try {
            boolean removed = false;
            do {
                if (channel != null) {
                    // All of RR was removed while we waited: this file is no more, and another one is the lock now.
                    channel.close();
                    Files.createDirectories(rrDir);
                }
                Optional<Object> before = keyOf(file);
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                boolean isKnown = before.isPresent() && before.equals(keyOf(file));
                held = poll(channel, deadline);
                removed = held && channel.size() > 0;
                if (removed && isKnown && before.equals(keyOf(file))) {
                    // It is still in its place, and its lock is ours: who was to remove it has died on the way.
                    channel.truncate(0);
                    removed = false;
                }
                held &= !removed;
            } while (removed && System.nanoTime() - deadline < 0);
            return held ? Optional.of(new RepositoryLock(permit, channel, file)) : Optional.empty();
        } finally {
            if (!held) {
                if (channel != null) {
                    channel.close();
                }
                permit.release();
            }
        }
    }

    /** What tells a file from another one in its place, where the file system has such a thing. */
    private static Optional<Object> keyOf(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private static boolean tryAcquire(Semaphore permit, Duration patience) {
        try {
            return permit.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean poll(FileChannel channel, long deadline) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return true;
                }
            } catch (OverlappingFileLockException e) {
                // Another class loader of this JVM holds it: the same as another process.
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Fails if the lock has been given up: a guard for those who work under it. */
    public void requireHeld() {
        if (closed) {
            throw new IllegalStateException("RR's lock is not held");
        }
    }

    /**
     * Removes the file, when all of RR is removed from a repository. Who waits for it sees that it has content, and takes
     * another one.
     */
    public void remove() throws IOException {
        requireHeld();
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        Files.deleteIfExists(file);
    }

    /** Gives the lock up. Idempotent. The file stays: deleting it would let two writers lock two files. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } finally {
                permit.release();
            }
        }
    }
}
