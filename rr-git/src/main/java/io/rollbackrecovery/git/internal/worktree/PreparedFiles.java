package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What filters made of an operation's files before its commit point, so that no program runs, and none can fail, after
 * it: the new bytes, and the ids of the raw bytes that the disk has before and after. A kill leaves them to the
 * recovery; where a power loss took them, the filters run once more. Not thread-safe.
 */
public final class PreparedFiles {
    private static final Path NOWHERE = Path.of("");
    private static final PreparedFiles NONE = new PreparedFiles(NOWHERE);

    private final Path folder;

    private PreparedFiles(Path folder) {
        this.folder = folder;
    }

    /** Gives the ones that nothing was prepared of. */
    public static PreparedFiles none() {
        return NONE;
    }

    /**
     * Gives those of an operation, whether there are any or not.
     *
     * @param rrDir RR's folder in the common directory
     * @param token the operation's
     */
    public static PreparedFiles of(Path rrDir, String token) {
        return new PreparedFiles(rrDir.resolve("filtered").resolve(token));
    }

    /** Removes those of all operations but one. The caller holds RR's lock. */
    public static void removeOthers(Path rrDir, Optional<String> token) throws IOException {
        Path all = rrDir.resolve("filtered");
        if (!Files.isDirectory(all)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                if (!token.equals(Optional.of(String.valueOf(folder.getFileName())))) {
                    new PreparedFiles(folder).remove();
                }
            }
        }
    }

    /** Removes them. */
    public void remove() throws IOException {
        if (this == NONE || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Gives the file for a path's new bytes, and makes the folder for it. */
    Path create(RepoPath path) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(name(path) + ".new");
    }

    /** Finds the new bytes of a path. */
    Optional<Path> find(RepoPath path) {
        return Optional.of(folder.resolve(name(path) + ".new"))
                .filter(file -> this != NONE && Files.isRegularFile(file));
    }

    /**
     * Remembers which raw bytes the disk has where the repository has a blob.
     *
     * @param path the path
     * @param blob the blob
     * @param raw the id of the raw bytes
     */
    void remember(RepoPath path, ObjectId blob, ObjectId raw) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name(path) + "." + blob.name()), raw.name(), StandardCharsets.US_ASCII);
    }

    /** Gives the id of the raw bytes that the disk has where the repository has a blob; empty if it is not known. */
    Optional<ObjectId> rawId(RepoPath path, ObjectId blob) throws IOException {
        if (this == NONE) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(folder.resolve(name(path) + "." + blob.name()));
            return lines.stream()
                    .filter(ObjectId::isId)
                    .map(ObjectId::fromString)
                    .findFirst();
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    private static String name(RepoPath path) {
        MessageDigest digest = Constants.newMessageDigest();
        return HexFormat.of().formatHex(digest.digest(path.bytes()));
    }
}
