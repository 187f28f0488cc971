package io.rollbackrecovery.git.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * git's lock files ({@code <file>.lock}), several at once, all or none, and recognizable as ours: each is made in one
 * step together with its content, a token, as a hard link to a token file that is complete. So whatever instant a
 * process is killed at, a lock file is ours if and only if it holds our token, and {@link #releaseLeftovers} can remove
 * it without ever touching anybody else's.
 *
 * <p>While a lock is held git itself refuses to write the file that it guards. Where the file system has no hard links
 * the lock is made empty and then filled, and a kill between the two leaves a lock that is named and not removed.
 *
 * <p>For one thread at a time.
 */
public final class HeldLocks implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 100;
    private static final String SUFFIX = ".lock";

    private final Path tokenFile;
    private final List<Path> locks;
    private final List<Path> madeFolders;
    private boolean released;

    private HeldLocks(Path tokenFile, List<Path> locks, List<Path> madeFolders) {
        this.tokenFile = tokenFile;
        this.locks = List.copyOf(locks);
        this.madeFolders = List.copyOf(madeFolders);
    }

    /** Answers the lock file that guards a file. */
    public static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /**
     * Takes lock files, all or none.
     *
     * @param tokenFolder a folder of RR's own in the repository; made if it is not there
     * @param token what tells these locks from all others: an operation's id, a file name in itself
     * @param lockFiles the lock files, as {@link #lockOf} names them; folders that are missing are made
     * @param wait how long to wait for locks that others hold
     * @return the locks, or which one stands in the way; an interrupt of the thread ends the waiting
     * @throws IOException if a lock file cannot be made for another reason, such as a missing permission
     */
    public static LockAttempt acquire(Path tokenFolder, String token, Collection<Path> lockFiles, Duration wait)
            throws IOException {
        Files.createDirectories(tokenFolder);
        Path tokenFile = tokenFolder.resolve(token);
        Durable.write(tokenFile, content(token));
        boolean success = false;
        try {
            long deadline = System.nanoTime() + wait.toNanos();
            long pause = FIRST_PAUSE_MILLIS;
            while (true) {
                LockAttempt attempt = tryAll(tokenFile, token, new TreeSet<>(lockFiles));
                success = attempt.held().isPresent();
                if (success || System.nanoTime() - deadline >= 0 || !sleep(pause)) {
                    return attempt;
                }
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        } finally {
            if (!success) {
                Files.deleteIfExists(tokenFile);
            }
        }
    }

    private static LockAttempt tryAll(Path tokenFile, String token, Collection<Path> lockFiles) throws IOException {
        List<Path> taken = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        boolean success = false;
        try {
            for (Path lock : lockFiles) {
                if (!take(tokenFile, token, lock, folders)) {
                    Optional<ForeignLock> foreign = describe(lock);
                    return LockAttempt.refused(foreign.orElse(new ForeignLock(lock, Duration.ZERO)));
                }
                taken.add(lock);
            }
            success = true;
            return LockAttempt.success(new HeldLocks(tokenFile, taken, folders));
        } finally {
            if (!success) {
                remove(taken, folders);
            }
        }
    }

    private static boolean take(Path tokenFile, String token, Path lock, List<Path> madeFolders) throws IOException {
        for (int attempt = 0; ; attempt++) {
            makeFolders(Durable.folderOf(lock), madeFolders);
            try {
                link(tokenFile, token, lock);
                return true;
            } catch (FileAlreadyExistsException held) {
                return false;
            } catch (NoSuchFileException folderIsGone) {
                if (attempt > 10 || !Files.exists(tokenFile)) {
                    throw folderIsGone; // git removes empty folders as it goes: make it again
                }
            }
        }
    }

    private static void link(Path tokenFile, String token, Path lock) throws IOException {
        try {
            Files.createLink(lock, tokenFile);
            return;
        } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException known) {
            throw known;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (noLinks instanceof FileSystemException failed && IoProblem.isOfTheDisk(failed)) {
                throw failed; // a file could be made there even less, or not be filled
            }
            if (Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(lock.toString());
            }
        }
        create(token, lock);
    }

    /** A lock that could not be filled is nobody's: it must not stay, for nothing would ever remove it. */
    private static void create(String token, Path lock) throws IOException {
        boolean made = false;
        boolean filled = false;
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            made = true;
            ByteBuffer content = ByteBuffer.wrap(content(token));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            filled = true;
        } catch (IOException failed) {
            throw IoProblem.at(lock, failed);
        } finally {
            if (made && !filled) {
                Files.deleteIfExists(lock);
            }
        }
    }

    private static void makeFolders(Path folder, List<Path> made) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; !Files.isDirectory(at); at = Durable.folderOf(at)) {
            missing.push(at);
        }
        for (Path one : missing) {
            try {
                Files.createDirectory(one);
                made.add(one);
            } catch (FileAlreadyExistsException raced) {
                if (!Files.isDirectory(one)) {
                    throw raced;
                }
            }
        }
    }

    /** Answers who stands in the way of a lock: its path and age, or nothing if there is no such file. */
    public static Optional<ForeignLock> describe(Path lock) throws IOException {
        try {
            FileTime time = Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS);
            long age = Math.max(0, System.currentTimeMillis() - time.toMillis());
            return Optional.of(new ForeignLock(lock, Duration.ofMillis(age)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] content(String token) {
        return ("rr lock " + token + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Answers the lock files that are held, ordered by path. */
    public List<Path> paths() {
        return locks;
    }

    /** Answers whether a lock file is among those held and has not been released. */
    public boolean holds(Path lock) {
        return !released && locks.contains(lock);
    }

    /** Gives the locks back. Idempotent. */
    public void release() throws IOException {
        if (released) {
            return;
        }
        released = true;
        remove(locks, madeFolders);
        Files.deleteIfExists(tokenFile);
    }

    /** One that cannot be deleted does not keep the others. */
    private static void remove(List<Path> locks, List<Path> madeFolders) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Path lock : locks) {
            try {
                Files.deleteIfExists(lock);
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        for (int i = madeFolders.size() - 1; i >= 0; i--) {
            try {
                deleteIfEmpty(madeFolders.get(i));
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException inUse) {
            return; // someone uses the folder now
        }
    }

    /** As {@link #release}. */
    @Override
    public void close() throws IOException {
        release();
    }

    /**
     * Removes the locks that a killed process left, if they are its own: for recovery, by the only process that may
     * recover. A lock file with any other content stays.
     *
     * @param tokenFolder as given to {@link #acquire}
     * @param token as given to {@link #acquire}
     * @param lockFiles the lock files that the operation meant to take
     * @return the lock files that are there and not ours
     */
    public static List<ForeignLock> releaseLeftovers(Path tokenFolder, String token, Collection<Path> lockFiles)
            throws IOException {
        byte[] ours = content(token);
        List<ForeignLock> foreign = new ArrayList<>();
        for (Path lock : lockFiles) {
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (Arrays.equals(Durable.read(lock).orElse(new byte[0]), ours)) {
                Durable.delete(lock);
            } else {
                describe(lock).ifPresent(foreign::add);
            }
        }
        Files.deleteIfExists(tokenFolder.resolve(token));
        return foreign;
    }
}
