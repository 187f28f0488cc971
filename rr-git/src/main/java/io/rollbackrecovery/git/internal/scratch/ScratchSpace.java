package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes scratch folders, {@code rr-scratch-<random>} under a temporary folder, and removes those whose owner is dead.
 *
 * <p>The owner holds an OS lock on the file {@code owner} in it as long as it lives; the system gives it up when the
 * process dies, whatever kills it. Who makes the next scratch removes what has no owner any more. A folder that belongs
 * to another user is left alone. Thread-safe.
 */
final class ScratchSpace {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchSpace.class);
    private static final String PREFIX = "rr-scratch-";
    private static final String OWNER = "owner";
    /** How old a folder without an owner file must be; its maker may be between two steps. */
    private static final Duration UNFINISHED = Duration.ofHours(1);
    /**
     * The scratches of this JVM. Their owner files must not even be opened: closing any handle of a file gives up all
     * locks that the process has on it.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path temporary;
    private final GitEnvironment environment;

    ScratchSpace(Path temporary, GitEnvironment environment) {
        this.temporary = temporary.toAbsolutePath().normalize();
        this.environment = environment;
    }

    /**
     * A scratch folder that is ours while this is open.
     *
     * @param folder the folder
     * @param id what no other scratch has
     * @param owner the open owner file, locked
     */
    record Claim(Path folder, String id, FileChannel owner) implements AutoCloseable {
        /** Removes the folder and gives up the lock. */
        @Override
        public void close() throws IOException {
            try {
                removeContent(folder);
            } finally {
                owner.close();
                OURS.remove(folder);
            }
            Files.deleteIfExists(folder.resolve(OWNER));
            Files.deleteIfExists(folder);
        }
    }

    /** Makes a new folder. */
    Claim claim() throws IOException {
        Files.createDirectories(temporary);
        sweep();
        while (true) {
            byte[] random = new byte[8];
            RANDOM.nextBytes(random);
            String id = HexFormat.of().formatHex(random);
            Path folder = temporary.toRealPath().resolve(PREFIX + id);
            OURS.add(folder);
            boolean claimed = false;
            try {
                Files.createDirectory(folder, onlyForUs(folder));
                FileChannel owner = FileChannel.open(
                        folder.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (lock(owner) != null) {
                    String text = "pid " + ProcessHandle.current().pid() + "\n";
                    owner.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                    claimed = true;
                    return new Claim(folder, id, owner);
                }
                owner.close(); // a sweeper was faster than our lock: it removes the folder
            } catch (FileAlreadyExistsException taken) {
                LOG.debug("the scratch name {} is taken", folder);
            } finally {
                if (!claimed) {
                    OURS.remove(folder);
                }
            }
        }
    }

    private static FileAttribute<?>[] onlyForUs(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes the folders whose owner is dead, with the processes that its checks left running. */
    void sweep() throws IOException {
        Path base = temporary.toRealPath();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!OURS.contains(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    sweep(folder);
                }
            }
        }
    }

    private void sweep(Path folder) throws IOException {
        Path ownerFile = folder.resolve(OWNER);
        try {
            if (Files.isSymbolicLink(ownerFile) || !Files.isRegularFile(ownerFile)) {
                Instant made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
                if (made.isBefore(environment.clock().instant().minus(UNFINISHED))) {
                    Removal.remove(folder);
                }
                return;
            }
            try (FileChannel owner = FileChannel.open(ownerFile, StandardOpenOption.WRITE)) {
                if (lock(owner) == null) {
                    return; // its owner lives
                }
                String id = String.valueOf(folder.getFileName()).substring(PREFIX.length());
                ProcessTree.killMarked(id);
                removeContent(folder);
                Files.deleteIfExists(ownerFile);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException gone) {
            LOG.debug("{} was removed by someone else", folder);
        } catch (AccessDeniedException notOurs) {
            LOG.debug("{} belongs to someone else", folder);
        }
    }

    private static void removeContent(Path folder) throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
            for (Path entry : content) {
                if (!entry.endsWith(OWNER)) {
                    Removal.remove(entry);
                }
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel owner) throws IOException {
        try {
            return owner.tryLock();
        } catch (OverlappingFileLockException otherLoaderOfThisJvm) {
            return null;
        }
    }
}
