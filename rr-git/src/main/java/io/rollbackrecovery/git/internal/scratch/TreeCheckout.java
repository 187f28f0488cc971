package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.files.FileNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes a tree's files into an empty folder: the bytes as recorded (no filter, no change of line ends), the executable
 * bit, symbolic links, an empty folder for a submodule. Every folder is made here and no link is followed, so nothing
 * is written outside.
 */
final class TreeCheckout {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final int SUBMODULE_SIZE = 0;

    private final Path folder;
    private final ObjectReader reader;
    private final boolean isPosix;
    private final Set<Path> made = new HashSet<>();
    private final List<IndexFile.Entry> entries = new ArrayList<>();

    private TreeCheckout(Path folder, ObjectReader reader) {
        this.folder = folder;
        this.reader = reader;
        this.isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        made.add(folder);
    }

    /**
     * Checks a tree out.
     *
     * @param folder absolute, and empty but for {@code .git}
     * @return what an index of it records, ordered by path
     * @throws RrException {@code UNSAFE_PATH} if a path must not or cannot be written
     */
    static List<IndexFile.Entry> write(ObjectId tree, ObjectReader reader, Path folder) throws IOException {
        return new TreeCheckout(folder, reader).write(tree);
    }

    private List<IndexFile.Entry> write(ObjectId tree) throws IOException {
        if (tree.equals(Constants.EMPTY_TREE_ID)) {
            return List.of();
        }
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                write(pathOf(walk), walk.getRawMode(0), walk.getObjectId(0));
            }
        }
        entries.sort(Comparator.comparing(IndexFile.Entry::path));
        return List.copyOf(entries);
    }

    private static RepoPath pathOf(TreeWalk walk) throws IOException {
        try {
            return RepoPath.ofBytes(walk.getRawPath());
        } catch (IllegalArgumentException broken) {
            throw new IOException("a tree names no valid path: " + walk.getPathString(), broken);
        }
    }

    private void write(RepoPath path, int bits, ObjectId id) throws IOException {
        Path file = PathSafety.resolve(folder, path);
        FileMode mode = FileMode.of(bits);
        makeFolder(path, parentOf(file));
        try {
            switch (mode) {
                case REGULAR, EXECUTABLE -> writeFile(file, mode == FileMode.EXECUTABLE, id);
                case SYMLINK -> Files.createSymbolicLink(file, target(path, id));
                case GITLINK -> Files.createDirectory(file);
            }
        } catch (FileAlreadyExistsException taken) {
            throw PathSafety.unsafe(path, "another path of the tree has the same name on this machine");
        }
        entries.add(new IndexFile.Entry(path, mode.bits(), id, statOf(file, mode)));
    }

    private static IndexFile.Stat statOf(Path file, FileMode mode) throws IOException {
        IndexFile.Stat stat = IndexFile.Stat.of(file);
        return mode != FileMode.GITLINK
                ? stat
                : new IndexFile.Stat(
                        stat.changed(),
                        stat.modified(),
                        stat.device(),
                        stat.inode(),
                        stat.user(),
                        stat.group(),
                        SUBMODULE_SIZE);
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("no folder holds " + file);
        }
        return parent;
    }

    private void makeFolder(RepoPath path, Path wanted) throws IOException {
        if (made.contains(wanted)) {
            return;
        }
        makeFolder(path, parentOf(wanted));
        try {
            Files.createDirectory(wanted);
        } catch (FileAlreadyExistsException there) {
            // on a file system that folds case, two folders of the tree may be one here; a link or file is refused
            if (!Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)) {
                throw PathSafety.unsafe(path, "another path of the tree stands where its folder should be");
            }
        }
        made.add(wanted);
    }

    private void writeFile(Path file, boolean executable, ObjectId id) throws IOException {
        // the umask takes its bits away, as it does for git
        FileAttribute<?>[] attributes = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(executable ? "rwxrwxrwx" : "rw-rw-rw-"))
                }
                : new FileAttribute<?>[0];
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, NEW, attributes))) {
            reader.open(id, Constants.OBJ_BLOB).copyTo(out);
        }
    }

    private Path target(RepoPath path, ObjectId id) throws IOException {
        byte[] target = reader.open(id, Constants.OBJ_BLOB).getCachedBytes(1 << 16);
        Path root = folder.getRoot();
        try {
            if (target.length == 0 || root == null) {
                throw PathSafety.unsafe(path, "a link must lead somewhere");
            }
            Path absolute = FileNames.resolve(root, target);
            return target[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
        } catch (InvalidPathException impossible) {
            throw PathSafety.unsafe(path, "this machine cannot have a link to such a name");
        }
    }
}
