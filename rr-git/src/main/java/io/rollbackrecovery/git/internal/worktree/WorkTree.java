package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.attributes.Conversion;
import io.rollbackrecovery.git.internal.attributes.Conversions;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.index.FileStat;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The files of one work tree, compared with contents and set to contents. Links are never followed, so nothing outside
 * is read or written. Not thread-safe.
 */
public final class WorkTree {
    private static final int MODE_SYMLINK_TARGET_LIMIT = 1 << 16;

    private final Path root;
    private final Conversions conversions;
    private final BlobSource blobs;
    private final BlobSource captured;
    private final boolean executableCounts;
    private final boolean links;

    /**
     * Works on a work tree.
     *
     * @param root its folder
     * @param conversions what attributes make of its files
     * @param blobs the blobs of the repository
     * @param captured the blobs of RR's store
     * @param executableCounts whether the file system keeps the executable bit ({@code core.fileMode})
     * @param links whether it has symbolic links ({@code core.symlinks})
     */
    public WorkTree(
            Path root,
            Conversions conversions,
            BlobSource blobs,
            BlobSource captured,
            boolean executableCounts,
            boolean links) {
        this.root = root;
        this.conversions = conversions;
        this.blobs = blobs;
        this.captured = captured;
        this.executableCounts = executableCounts;
        this.links = links;
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    /** Where a path lies. */
    public Path resolve(RepoPath path) {
        return FileNames.resolve(root, path.bytes());
    }

    /** What the disk has at a path; nothing, if a folder above it is a link. */
    public DiskFile look(RepoPath path) throws IOException {
        return firstObstacle(path).isPresent()
                ? new DiskFile(DiskFile.Kind.ABSENT, 0, 0)
                : DiskFile.look(resolve(path));
    }

    /** Finds the file or link that stands where a folder above a path should be. */
    public Optional<Path> firstObstacle(RepoPath path) throws IOException {
        Path folder = root;
        Optional<RepoPath> parent = path.parent();
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        Path relative = root.relativize(FileNames.resolve(root, parent.get().bytes()));
        for (Path name : relative) {
            folder = folder.resolve(name);
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** Says why RR does not write a path with a tracked content; empty if it does. */
    public Optional<String> refusal(RepoPath path) {
        return conversions.of(path).refusal();
    }

    /**
     * Tells whether the disk has a content at a path.
     *
     * @param path the path
     * @param content the content
     * @param remembered the index entry of the path, by which a file need not be read that looks as it did
     * @param index the index that it is of
     */
    public boolean has(RepoPath path, Content content, Optional<IndexEntry> remembered, IndexFile index)
            throws IOException {
        DiskFile disk = look(path);
        if (content instanceof Content.Absent) {
            return disk.kind() == DiskFile.Kind.ABSENT;
        }
        if (content instanceof Content.CapturedFile file) {
            return disk.kind() == DiskFile.Kind.FILE
                    && disk.size() == file.size()
                    && disk.permissions() == file.permissions()
                    && hash(DiskFile.bytes(resolve(path), disk.kind())).equals(file.id());
        }
        if (content instanceof Content.CapturedLink link) {
            return disk.kind() == DiskFile.Kind.LINK
                    && hash(DiskFile.bytes(resolve(path), disk.kind())).equals(link.id());
        }
        Content.Tracked tracked = (Content.Tracked) content;
        if (remembered.isPresent() && remembered.get().skipWorktree() && disk.kind() == DiskFile.Kind.ABSENT) {
            return true;
        }
        return switch (tracked.mode()) {
            // What lies in a submodule is its own repository's business.
            case GITLINK -> disk.kind() == DiskFile.Kind.FOLDER || disk.kind() == DiskFile.Kind.ABSENT;
            case SYMLINK -> hasLink(path, tracked, disk);
            default -> hasFile(path, tracked, disk, remembered, index);
        };
    }

    private boolean hasLink(RepoPath path, Content.Tracked tracked, DiskFile disk) throws IOException {
        DiskFile.Kind expected = links ? DiskFile.Kind.LINK : DiskFile.Kind.FILE;
        return disk.kind() == expected
                && hash(DiskFile.bytes(resolve(path), expected)).equals(tracked.id());
    }

    private boolean hasFile(
            RepoPath path, Content.Tracked tracked, DiskFile disk, Optional<IndexEntry> remembered, IndexFile index)
            throws IOException {
        if (disk.kind() != DiskFile.Kind.FILE
                || (executableCounts && disk.isExecutable() != (tracked.mode() == FileMode.EXECUTABLE))) {
            return false;
        }
        Path file = resolve(path);
        if (remembered.isPresent()
                && remembered.get().id().equals(tracked.id())
                && remembered.get().stat().looksLike(FileStat.of(file))
                && !remembered.get().stat().isRacy(index.written())) {
            return true;
        }
        byte[] bytes = DiskFile.bytes(file, disk.kind());
        if (hash(bytes).equals(tracked.id())) {
            return true;
        }
        Conversion conversion = conversions.of(path);
        if (conversion.isIdentity()) {
            return false;
        }
        byte[] blob = blobs.read(tracked.id());
        return Arrays.equals(conversion.toDisk(blob), bytes)
                || hash(conversion.toRepository(bytes, Optional.of(blob))).equals(tracked.id());
    }

    /** The id that bytes have as a blob. */
    public static ObjectId hash(byte[] bytes) {
        return ObjectSink.idFor(Constants.OBJ_BLOB, bytes);
    }

    /**
     * Sets a path to a content. The caller has made sure that nothing is lost by it. A new file gets its place in one
     * step, by renaming; its temporary name stands in the same folder.
     *
     * @param path the path
     * @param content what it is to be
     * @param temporary the name of the temporary file
     * @return whether the disk has the content now; false where a folder stays because it is not empty
     */
    public boolean set(RepoPath path, Content content, String temporary) throws IOException {
        Path file = resolve(path);
        if (content instanceof Content.Absent) {
            return remove(file);
        }
        Files.createDirectories(parentOf(file));
        if (content instanceof Content.Tracked tracked && tracked.mode() == FileMode.GITLINK) {
            Files.createDirectories(file);
            return true;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !remove(file)) {
            return false;
        }
        Path temp = parentOf(file).resolve(temporary);
        Files.deleteIfExists(temp);
        if (content instanceof Content.Tracked tracked) {
            byte[] blob = blobs.read(tracked.id());
            if (tracked.mode() == FileMode.SYMLINK && links) {
                link(temp, blob);
            } else if (tracked.mode() == FileMode.SYMLINK) {
                write(temp, blob, 0666);
            } else {
                write(temp, conversions.of(path).toDisk(blob), tracked.mode() == FileMode.EXECUTABLE ? 0777 : 0666);
            }
        } else if (content instanceof Content.CapturedFile original) {
            write(temp, captured.read(original.id()), 0600);
            if (supportsPosix(temp)) {
                Files.setPosixFilePermissions(temp, DiskFile.permissions(original.permissions()));
            }
        } else if (content instanceof Content.CapturedLink original) {
            link(temp, captured.read(original.id()));
        }
        Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Removes what {@link #set} may have left in the folder of a path when its process was killed. */
    public void removeLeftover(RepoPath path, String temporary) throws IOException {
        if (firstObstacle(path).isEmpty()) {
            Files.deleteIfExists(parentOf(resolve(path)).resolve(temporary));
        }
    }

    private boolean remove(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
        Path folder = parentOf(file);
        try {
            while (!folder.equals(root)) {
                Files.delete(folder);
                folder = parentOf(folder);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Folders that still hold something stay; git keeps no empty ones.
            return true;
        }
        return true;
    }

    private static void write(Path file, byte[] bytes, int mode) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // The umask takes its bits away, as it does for git.
        try (SeekableByteChannel channel = supportsPosix(parentOf(file))
                ? Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(DiskFile.permissions(mode)))
                : Files.newByteChannel(file, options)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private void link(Path file, byte[] target) throws IOException {
        if (target.length == 0 || target.length > MODE_SYMLINK_TARGET_LIMIT) {
            throw new IOException("a symbolic link cannot have a target of " + target.length + " bytes: " + file);
        }
        Path filesystemRoot = root.getRoot();
        boolean absolute = target[0] == '/';
        byte[] relative = absolute ? Arrays.copyOfRange(target, 1, target.length) : target;
        if (filesystemRoot == null || relative.length == 0) {
            Files.createSymbolicLink(file, file.getFileSystem().getPath("/"));
            return;
        }
        Path resolved = FileNames.resolve(filesystemRoot, relative);
        // not relativize(): that would take '..' away
        Files.createSymbolicLink(file, absolute ? resolved : resolved.subpath(0, resolved.getNameCount()));
    }

    private static boolean supportsPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("no folder holds " + file);
        }
        return parent;
    }
}
