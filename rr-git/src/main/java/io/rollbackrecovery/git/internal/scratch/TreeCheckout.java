package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.attributes.Conversion;
import io.rollbackrecovery.git.internal.attributes.Conversions;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.index.FileStat;
import io.rollbackrecovery.git.internal.index.Index;
import io.rollbackrecovery.git.internal.index.IndexEntry;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Writes a tree's files into a folder as git does: line ends, {@code ident} and encodings by the attributes, the
 * executable bit, symbolic links, an empty folder for a submodule. No filter is run; a file that has one is written as
 * recorded. No link is followed and nothing is overwritten, so nothing is written outside.
 */
final class TreeCheckout {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final int LONGEST_TARGET = 1 << 16;
    private static final int LARGEST_TEXT = Integer.MAX_VALUE - 16;

    private final Path folder;
    private final ObjectReader reader;
    private final Conversions conversions;
    private final boolean isPosix;
    private final Set<Path> made = new HashSet<>();

    private TreeCheckout(Path folder, ObjectReader reader, Conversions conversions) {
        this.folder = folder;
        this.reader = reader;
        this.conversions = conversions;
        this.isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        made.add(folder);
    }

    /**
     * Checks a tree out.
     *
     * @param tree its files
     * @param folder absolute; it has nothing but {@code .git} and what is kept
     * @param kept the entries of the files that are there already
     * @return the index of the tree
     * @throws RrException {@code UNSAFE_PATH} if two paths are one on this machine
     */
    static Index write(
            TreeListing tree, ObjectReader reader, Conversions conversions, Path folder, Map<RepoPath, IndexEntry> kept)
            throws IOException {
        TreeCheckout checkout = new TreeCheckout(folder, reader, conversions);
        List<IndexEntry> entries = new ArrayList<>(tree.files().size());
        for (Map.Entry<RepoPath, TreeListing.File> file : tree.files().entrySet()) {
            IndexEntry there = kept.get(file.getKey());
            entries.add(there != null ? there : checkout.write(file.getKey(), file.getValue()));
        }
        return Index.of(entries);
    }

    private IndexEntry write(RepoPath path, TreeListing.File file) throws IOException {
        Path place = FileNames.resolve(folder, path.bytes());
        makeFolder(path, parentOf(place));
        try {
            switch (file.mode()) {
                case REGULAR, EXECUTABLE ->
                    writeFile(place, file.mode() == FileMode.EXECUTABLE, conversions.of(path), file.id());
                case SYMLINK -> Files.createSymbolicLink(place, target(path, file.id()));
                case GITLINK -> Files.createDirectory(place);
            }
        } catch (FileAlreadyExistsException taken) {
            throw TreeListing.unsafe(path, "another path of the tree has the same name on this machine");
        }
        return IndexEntry.of(path, file.mode().bits(), file.id(), stat(place, file.mode()));
    }

    private static FileStat stat(Path place, FileMode mode) throws IOException {
        // git remembers nothing of a submodule's folder
        return mode == FileMode.GITLINK ? FileStat.UNKNOWN : FileStat.of(place);
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
            // it was kept, or two folders of the tree are one here (a file system that folds case); no link, no file
            if (!Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)) {
                throw TreeListing.unsafe(path, "another path of the tree stands where its folder should be");
            }
        }
        made.add(wanted);
    }

    private void writeFile(Path file, boolean executable, Conversion conversion, ObjectId id) throws IOException {
        // the umask takes its bits away, as it does for git
        FileAttribute<?>[] attributes = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(executable ? "rwxrwxrwx" : "rw-rw-rw-"))
                }
                : new FileAttribute<?>[0];
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, NEW, attributes))) {
            if (conversion.isIdentity()) {
                reader.open(id, Constants.OBJ_BLOB).copyTo(out);
            } else {
                out.write(conversion.toDisk(reader.open(id, Constants.OBJ_BLOB).getCachedBytes(LARGEST_TEXT)));
            }
        }
    }

    private Path target(RepoPath path, ObjectId id) throws IOException {
        byte[] target = reader.open(id, Constants.OBJ_BLOB).getCachedBytes(LONGEST_TARGET);
        Path root = folder.getRoot();
        try {
            if (target.length == 0 || root == null) {
                throw TreeListing.unsafe(path, "a link must lead somewhere");
            }
            Path absolute = FileNames.resolve(root, target);
            // not relativize(): that would take '..' away
            return target[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
        } catch (InvalidPathException impossible) {
            throw TreeListing.unsafe(path, "this machine cannot have a link to such a name");
        }
    }
}
