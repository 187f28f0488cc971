package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.index.FileStat;
import io.rollbackrecovery.git.internal.index.Index;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which a scratch checks out one tree after the other. What a check left in it is removed: all but those
 * files of the next tree that were checked out before and have not been touched since. That is told by the time of the
 * inode's last change, which a program cannot set back; a file that was written in the same moment as the mark at the end
 * of its checkout counts as touched. Where the file system has no such time, everything is removed.
 *
 * <p>Not thread-safe.
 */
final class WorkFolder {
    private final Path folder;
    private final boolean tellsChanges;
    private Optional<Checkout> last = Optional.empty();

    /** What is known of the last checkout. */
    private record Checkout(
            Map<RepoPath, IndexEntry> files, Object rules, FileStat mark, Set<PosixFilePermission> folderPermissions) {}

    /**
     * Makes the value; the folder need not exist.
     *
     * @param folder absolute; everything beside it in its parent folder is removed too
     */
    WorkFolder(Path folder) {
        this.folder = folder;
        this.tellsChanges = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    Path path() {
        return folder;
    }

    /**
     * Makes the folder ready for a tree.
     *
     * @param wanted the tree
     * @param rules what the bytes on the disk depend on besides the blobs
     * @return the entries of the files that are there already
     */
    Map<RepoPath, IndexEntry> clean(TreeListing wanted, Object rules) throws IOException {
        Optional<Checkout> before = last.filter(checkout -> checkout.rules().equals(rules));
        last = Optional.empty();
        Map<RepoPath, IndexEntry> kept = new HashMap<>();
        Path above = above();
        if (before.isPresent() && isFolder(above, before.get()) && isFolder(folder, before.get())) {
            try (DirectoryStream<Path> besides = Files.newDirectoryStream(above)) {
                for (Path entry : besides) {
                    if (!entry.equals(folder)) {
                        Removal.remove(entry);
                    }
                }
            }
            clean(folder, Optional.empty(), new Cleaning(wanted, before.get(), kept));
        } else {
            Removal.remove(above);
            Files.createDirectories(folder);
        }
        return kept;
    }

    private Path above() {
        Path above = folder.getParent();
        if (above == null) {
            throw new IllegalStateException("no folder holds " + folder);
        }
        return above;
    }

    private record Cleaning(TreeListing wanted, Checkout before, Map<RepoPath, IndexEntry> kept) {}

    private void clean(Path place, Optional<RepoPath> at, Cleaning cleaning) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
            for (Path entry : entries) {
                RepoPath name = RepoPath.ofBytes(FileNames.bytesOf(entry));
                RepoPath path = at.map(parent -> parent.resolve(name)).orElse(name);
                if (cleaning.wanted().folders().contains(path) && isFolder(entry, cleaning.before())) {
                    clean(entry, Optional.of(path), cleaning);
                } else if (isWanted(path, cleaning) && isUntouched(path, entry, cleaning.before())) {
                    cleaning.kept().put(path, entryOf(path, cleaning.before()));
                } else {
                    Removal.remove(entry);
                }
            }
        }
    }

    private static boolean isWanted(RepoPath path, Cleaning cleaning) {
        TreeListing.File wanted = cleaning.wanted().files().get(path);
        IndexEntry written = cleaning.before().files().get(path);
        return wanted != null
                && written != null
                && wanted.mode() != FileMode.GITLINK
                && wanted.mode().bits() == written.mode()
                && wanted.id().equals(written.id());
    }

    private boolean isUntouched(RepoPath path, Path entry, Checkout before) throws IOException {
        FileStat stat = entryOf(path, before).stat();
        return tellsChanges && isBefore(stat, before.mark()) && stat.equals(FileStat.of(entry));
    }

    private static IndexEntry entryOf(RepoPath path, Checkout before) {
        IndexEntry entry = before.files().get(path);
        if (entry == null) {
            throw new IllegalStateException("was not checked out: " + path);
        }
        return entry;
    }

    private static boolean isBefore(FileStat stat, FileStat mark) {
        int seconds = Integer.compareUnsigned(stat.ctimeSeconds(), mark.ctimeSeconds());
        return seconds < 0 || seconds == 0 && stat.ctimeNanos() < mark.ctimeNanos();
    }

    private boolean isFolder(Path entry, Checkout before) throws IOException {
        return tellsChanges
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(entry, LinkOption.NOFOLLOW_LINKS)
                        .equals(before.folderPermissions());
    }

    /**
     * Remembers a checkout, when all of it is written.
     *
     * @param index its files
     * @param rules as for {@link #clean}
     * @param mark a file that was written after all others
     */
    void remember(Index index, Object rules, Path mark) throws IOException {
        if (!tellsChanges) {
            return;
        }
        Map<RepoPath, IndexEntry> files = new HashMap<>();
        index.entries().forEach(entry -> files.put(entry.path(), entry));
        last = Optional.of(new Checkout(files, rules, FileStat.of(mark), Files.getPosixFilePermissions(folder)));
    }
}
