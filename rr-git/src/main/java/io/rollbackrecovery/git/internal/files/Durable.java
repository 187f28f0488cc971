package io.rollbackrecovery.git.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Writing that survives a kill at any instant and, on a disk that keeps its promises, a power loss: whole files are
 * written beside their place, synced, and renamed over it. Not interrupted by {@link Thread#interrupt()}. Thread-safe.
 */
public final class Durable {
    private static final boolean FOLDERS_CAN_BE_SYNCED =
            FileSystems.getDefault().getSeparator().equals("/");

    private Durable() {}

    /** Syncs a file's bytes and length to the disk. */
    public static void syncFile(Path file) throws IOException {
        Uninterrupted.run(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        });
    }

    /** Syncs a folder, so that names created, renamed or deleted in it last. Windows has no such call: nothing then. */
    public static void syncFolder(Path folder) throws IOException {
        if (!FOLDERS_CAN_BE_SYNCED) {
            return;
        }
        Uninterrupted.run(folder, () -> {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
    }

    /** Writes a file that nobody else looks at yet, replacing what a crash left there, and syncs it. */
    public static void write(Path file, byte[] content) throws IOException {
        Uninterrupted.run(file, () -> {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
        });
    }

    /**
     * Replaces a file by new content, all or nothing: after a crash it has its old bytes or its new ones.
     *
     * @param file the file to replace or create; its folder exists
     * @param temporary a path in the same folder, of the caller's own, that may hold what a crash left
     * @param content the new bytes
     * @throws IOException if that failed; the temporary file is gone then, unless deleting it failed too
     */
    public static void replace(Path file, Path temporary, byte[] content) throws IOException {
        boolean written = false;
        try {
            write(temporary, content);
            rename(temporary, file);
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Renames a synced file over another of the same file system in one step, and syncs the target's folder. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folderOf(to));
    }

    /** Deletes a file if it is there and syncs its folder; answers whether it was there. */
    public static boolean delete(Path file) throws IOException {
        boolean deleted = Files.deleteIfExists(file);
        if (deleted) {
            syncFolder(folderOf(file));
        }
        return deleted;
    }

    /** Reads a whole file, or nothing if there is none. */
    public static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Uninterrupted.call(file, () -> Files.readAllBytes(file)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** Answers the folder that holds a file. */
    public static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no folder holds " + file);
        }
        return parent;
    }
}
