package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.attributes.Conversion;
import io.rollbackrecovery.git.internal.attributes.Conversions;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.filters.FilterException;
import io.rollbackrecovery.git.internal.filters.Filters;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
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
 * is read or written. Filters run where the configuration is trusted; closing it lets them end. Not thread-safe.
 */
public final class WorkTree implements AutoCloseable {
    private static final int MODE_SYMLINK_TARGET_LIMIT = 1 << 16;

    private final Path root;
    private final Conversions conversions;
    private final BlobSource blobs;
    private final BlobSource captured;
    private final Filters filters;
    private final boolean executableCounts;
    private final boolean links;
    private PreparedFiles prepared = PreparedFiles.none();

    /**
     * Works on a work tree.
     *
     * @param root its folder
     * @param conversions what attributes make of its files
     * @param blobs the blobs of the repository
     * @param captured the blobs of RR's store
     * @param filters runs the filters that conversions name
     * @param executableCounts whether the file system keeps the executable bit ({@code core.fileMode})
     * @param links whether it has symbolic links ({@code core.symlinks})
     */
    public WorkTree(
            Path root,
            Conversions conversions,
            BlobSource blobs,
            BlobSource captured,
            Filters filters,
            boolean executableCounts,
            boolean links) {
        this.root = root;
        this.conversions = conversions;
        this.blobs = blobs;
        this.captured = captured;
        this.filters = filters;
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
        return firstObstacle(path).isPresent() ? DiskFile.NOTHING : DiskFile.look(resolve(path));
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

    /** Takes what was prepared of filtered files from here on. */
    public void use(PreparedFiles files) {
        prepared = files;
    }

    /**
     * Runs the filters that a step of an operation needs, and keeps what comes of it, so that afterwards {@link #has}
     * and {@link #set} know both contents of the path without a program. The path has the content before.
     *
     * @param path the path
     * @param before what it has
     * @param after what it is to have
     * @param remembered the index entry of the path, by which a file need not be cleaned that looks as it did
     * @param index the index that it is of
     * @return false if the file was changed meanwhile
     * @throws FilterException if a required filter failed
     */
    public boolean prepare(
            RepoPath path, Content before, Content after, Optional<IndexEntry> remembered, IndexFile index)
            throws IOException {
        Conversion conversion = conversions.of(path);
        if (conversion.filter().isEmpty()) {
            return true;
        }
        DiskFile disk = look(path);
        boolean wasFile = isFile(before) && disk.kind() == DiskFile.Kind.FILE;
        if (wasFile) {
            Optional<ObjectId> raw = RawFile.hash(resolve(path), disk);
            if (raw.isEmpty()
                    || !has(path, before, remembered, index, disk, Optional.empty())
                    || !look(path).equals(disk)) {
                return false;
            }
            prepared.remember(path, blobOf(before), raw.get());
        }
        if (isFile(after) && !after.equals(before)) {
            Path file = prepared.create(path);
            Files.deleteIfExists(file);
            if (wasFile && blobOf(after).equals(blobOf(before))) {
                // only its mode changes: the bytes stay what they are
                Files.copy(resolve(path), file);
                return RawFile.hash(file, disk).equals(prepared.rawId(path, blobOf(before)));
            }
            write(file, 0600, channel -> smudge(path, conversion, blobOf(after), channel));
            Optional<ObjectId> raw = RawFile.hash(file, DiskFile.look(file));
            if (raw.isPresent()) {
                prepared.remember(path, blobOf(after), raw.get());
            }
        }
        return true;
    }

    /** Fails if the bytes of a content cannot be read: a partial clone lacks them, or they are damaged. */
    public void requireReadable(Content content) throws IOException {
        if (content instanceof Content.Tracked tracked && tracked.mode() != FileMode.GITLINK) {
            blobs.open(tracked.id()).close();
        } else if (content instanceof Content.CapturedFile file) {
            captured.open(file.id()).close();
        } else if (content instanceof Content.CapturedLink link) {
            captured.open(link.id()).close();
        }
    }

    private static ObjectId blobOf(Content content) {
        return ((Content.Tracked) content).id();
    }

    private static boolean isFile(Content content) {
        return content instanceof Content.Tracked tracked
                && (tracked.mode() == FileMode.REGULAR || tracked.mode() == FileMode.EXECUTABLE);
    }

    private void smudge(RepoPath path, Conversion conversion, ObjectId blob, SeekableByteChannel channel)
            throws IOException {
        byte[] converted = conversion.toDisk(blobs.read(blob));
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        boolean done = filters.smudge(conversion.filter().orElseThrow(), path, converted, out);
        out.flush();
        if (!done) {
            channel.truncate(0);
            channel.position(0);
            Channels.newOutputStream(channel).write(converted);
        }
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
        return has(path, content, remembered, index, look(path), Optional.empty());
    }

    /**
     * As {@link #has(RepoPath, Content, Optional, IndexFile)}, for a path that has been looked at.
     *
     * @param disk what was seen at the path
     * @param known the id of the file's raw bytes, if it is known without reading them
     */
    boolean has(
            RepoPath path,
            Content content,
            Optional<IndexEntry> remembered,
            IndexFile index,
            DiskFile disk,
            Optional<ObjectId> known)
            throws IOException {
        if (content instanceof Content.Absent) {
            return disk.kind() == DiskFile.Kind.ABSENT;
        }
        if (content instanceof Content.CapturedFile file) {
            return disk.kind() == DiskFile.Kind.FILE
                    && disk.size() == file.size()
                    && disk.permissions() == file.permissions()
                    && RawFile.hash(resolve(path), disk).equals(Optional.of(file.id()));
        }
        if (content instanceof Content.CapturedLink link) {
            return disk.kind() == DiskFile.Kind.LINK
                    && RawFile.hash(resolve(path), disk).equals(Optional.of(link.id()));
        }
        Content.Tracked tracked = (Content.Tracked) content;
        if (remembered.isPresent() && remembered.get().skipWorktree() && disk.kind() == DiskFile.Kind.ABSENT) {
            return true;
        }
        return switch (tracked.mode()) {
            // What lies in a submodule is its own repository's business.
            case GITLINK -> disk.kind() == DiskFile.Kind.FOLDER || disk.kind() == DiskFile.Kind.ABSENT;
            case SYMLINK -> hasLink(path, tracked, disk);
            default ->
                disk.kind() == DiskFile.Kind.FILE
                        && (!executableCounts || disk.isExecutable() == (tracked.mode() == FileMode.EXECUTABLE))
                        && (remembered
                                        .filter(entry -> entry.id().equals(tracked.id()))
                                        .filter(entry -> looksUnread(entry, disk, index))
                                        .isPresent()
                                || hasBytes(path, tracked.id(), disk, remembered, known));
        };
    }

    /**
     * Tells whether a tracked path looks as the index remembers it, its kind and mode included. For many threads at a
     * time.
     */
    boolean looksUnchanged(IndexEntry entry, DiskFile disk, IndexFile index) {
        if (entry.stage() != 0 || entry.intentToAdd() || !looksUnread(entry, disk, index)) {
            return false;
        }
        return switch (FileMode.of(entry.mode())) {
            case GITLINK -> false;
            case SYMLINK -> disk.kind() == (links ? DiskFile.Kind.LINK : DiskFile.Kind.FILE);
            default ->
                disk.kind() == DiskFile.Kind.FILE
                        && (!executableCounts
                                || disk.isExecutable() == (FileMode.of(entry.mode()) == FileMode.EXECUTABLE));
        };
    }

    /**
     * Tells whether a file looks as the index remembers it, so that it need not be read: by its times, size and inode,
     * and unless it changed in the moment when the index was written.
     */
    static boolean looksUnread(IndexEntry entry, DiskFile disk, IndexFile index) {
        return entry.stat().looksLike(disk.stat()) && !entry.stat().isRacy(index.written());
    }

    /** The id of the raw bytes of a tracked file that is as it should be, if that is the id it is tracked by. */
    Optional<ObjectId> rawId(RepoPath path, Content content) {
        return content instanceof Content.Tracked tracked
                        && conversions.of(path).isIdentity()
                ? Optional.of(tracked.id())
                : Optional.empty();
    }

    private boolean hasLink(RepoPath path, Content.Tracked tracked, DiskFile disk) throws IOException {
        DiskFile.Kind expected = links ? DiskFile.Kind.LINK : DiskFile.Kind.FILE;
        return disk.kind() == expected && RawFile.hash(resolve(path), disk).equals(Optional.of(tracked.id()));
    }

    private boolean hasBytes(
            RepoPath path, ObjectId id, DiskFile disk, Optional<IndexEntry> remembered, Optional<ObjectId> known)
            throws IOException {
        Optional<ObjectId> raw = prepared.rawId(path, id);
        if (raw.isPresent()) {
            return RawFile.hash(resolve(path), disk).equals(raw);
        }
        Conversion conversion = conversions.of(path);
        if (conversion.isIdentity()) {
            // A size that git never saw tells nothing, and zero is how it marks an entry as not to be trusted.
            boolean otherSize = remembered.isPresent()
                    && remembered.get().id().equals(id)
                    && remembered.get().stat().size() != 0
                    && remembered.get().stat().size() != (int) disk.size();
            return !otherSize
                    && (known.isPresent() ? known : RawFile.hash(resolve(path), disk)).equals(Optional.of(id));
        }
        if (conversion.filter().isPresent()) {
            return hasCleaned(path, id, disk, conversion);
        }
        byte[] bytes = RawFile.bytes(resolve(path), disk);
        if (hash(bytes).equals(id)) {
            return true;
        }
        byte[] blob = blobs.read(id);
        return Arrays.equals(conversion.toDisk(blob), bytes)
                || hash(conversion.toRepository(bytes, Optional.of(blob))).equals(id);
    }

    private boolean hasCleaned(RepoPath path, ObjectId id, DiskFile disk, Conversion conversion) throws IOException {
        byte[] cleaned;
        try {
            cleaned = filters.clean(conversion.filter().orElseThrow(), path, () -> RawFile.open(resolve(path), disk));
        } catch (FilterException failed) {
            // Nobody can tell, as git cannot: whoever asks must not take the file for unchanged.
            return false;
        }
        Optional<byte[]> staged = conversion.keepsBytes() ? Optional.empty() : Optional.of(blobs.read(id));
        return hash(conversion.toRepository(cleaned, staged)).equals(id);
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
            Conversion conversion = tracked.mode() == FileMode.SYMLINK ? Conversion.identity() : conversions.of(path);
            if (tracked.mode() == FileMode.SYMLINK && links) {
                link(temp, blobs.read(tracked.id()));
            } else {
                // The umask takes its bits away, as it does for git.
                int permissions = tracked.mode() == FileMode.EXECUTABLE ? 0777 : 0666;
                write(temp, permissions, channel -> tracked(path, conversion, tracked.id(), channel));
            }
        } else if (content instanceof Content.CapturedFile original) {
            write(temp, 0600, channel -> RawFile.copy(captured, original.id(), Channels.newOutputStream(channel)));
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

    private void tracked(RepoPath path, Conversion conversion, ObjectId blob, SeekableByteChannel channel)
            throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        Optional<Path> ready = prepared.find(path);
        if (ready.isPresent()) {
            Files.copy(ready.get(), out);
        } else if (conversion.refusal().isPresent()) {
            // a crash took what had been prepared, and who recovers trusts less than who began
            throw new FilterException(
                    path + " is not written: " + conversion.refusal().get());
        } else if (conversion.filter().isPresent()) {
            smudge(path, conversion, blob, channel);
        } else if (conversion.isIdentity()) {
            RawFile.copy(blobs, blob, out);
        } else {
            out.write(conversion.toDisk(blobs.read(blob)));
        }
    }

    private interface Body {
        void writeTo(SeekableByteChannel channel) throws IOException;
    }

    private static void write(Path file, int permissions, Body body) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = supportsPosix(parentOf(file))
                ? Files.newByteChannel(
                        file, options, PosixFilePermissions.asFileAttribute(DiskFile.permissions(permissions)))
                : Files.newByteChannel(file, options)) {
            body.writeTo(channel);
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

    /** Lets the filters' programs end. */
    @Override
    public void close() {
        filters.close();
    }
}
