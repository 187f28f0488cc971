package io.rollbackrecovery.git.internal.worktree;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** The bytes of files and links as they lie on the disk, in chunks: no file has to fit into memory. */
public final class RawFile {
    private static final int CHUNK = 1 << 16;

    private RawFile() {}

    /**
     * Opens a file, or the target's bytes of a link. A link that has taken the place of a file is not followed.
     *
     * @param file where it lies
     * @param disk what was seen there
     * @return its bytes; the caller closes it
     */
    public static InputStream open(Path file, DiskFile disk) throws IOException {
        if (disk.kind() == DiskFile.Kind.LINK) {
            return new ByteArrayInputStream(DiskFile.target(file));
        }
        return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives the number of bytes of a link's target. */
    public static long lengthOfLink(Path link) throws IOException {
        return DiskFile.target(link).length;
    }

    /** Reads a file whole, or the target's bytes of a link. */
    static byte[] bytes(Path file, DiskFile disk) throws IOException {
        try (InputStream in = open(file, disk)) {
            return in.readAllBytes();
        }
    }

    /**
     * Computes the id that a file's bytes have as a blob.
     *
     * @return the id; empty if the file has another length than was seen, because somebody is writing it
     */
    public static Optional<ObjectId> hash(Path file, DiskFile disk) throws IOException {
        try (InputStream in = open(file, disk)) {
            MessageDigest digest = Constants.newMessageDigest();
            digest.update(Constants.encodeASCII("blob " + disk.size()));
            digest.update((byte) 0);
            byte[] chunk = new byte[(int) Math.min(CHUNK, disk.size() + 1)];
            long length = 0;
            for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
                length += count;
            }
            return length == disk.size() ? Optional.of(ObjectId.fromRaw(digest.digest())) : Optional.empty();
        }
    }

    /** Copies the bytes of a blob to where a file is made. */
    static void copy(BlobSource source, ObjectId blob, OutputStream out) throws IOException {
        try (InputStream in = source.open(blob)) {
            in.transferTo(out);
        } catch (EOFException e) {
            throw new IOException("blob " + blob.name() + " is cut off", e);
        }
    }
}
