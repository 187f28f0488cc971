package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one folder of a work tree holds that needs a second look, each file looked at once: all but the tracked files
 * that look as the index remembers them, which are nearly all. Immutable.
 *
 * @param folder the folder
 * @param children what it holds, without {@code .git} and without what looks unchanged
 * @param missing the entries of the index, one a path, for which there is nothing
 * @param hasGit whether it holds {@code .git}: then it is the top of a repository
 * @param unreadable why it could not be listed
 */
record FolderListing(
        Folder folder,
        List<Child> children,
        List<IndexEntry> missing,
        boolean hasGit,
        Optional<IOException> unreadable) {
    private static final String GIT = ".git";
    private static final int WORTH_SHARING = 16;

    /**
     * A folder that is to be listed.
     *
     * @param path its path; empty for the work tree itself
     * @param place where it lies
     * @param ignored whether it is ignored, with all that is in it
     * @param tracked the entries of the index below it, ordered; a view
     */
    record Folder(Optional<RepoPath> path, Path place, boolean ignored, List<IndexEntry> tracked) {}

    /**
     * Something in a folder.
     *
     * @param path its path
     * @param file where it lies
     * @param disk what it is; empty if that could not be told
     * @param entry the index entry of this path, the first one of a conflict
     * @param tracked the entries of the index below it; empty unless it is a folder
     */
    record Child(
            RepoPath path, Path file, Optional<DiskFile> disk, Optional<IndexEntry> entry, List<IndexEntry> tracked) {}

    /** Tells whether a file looks as the index remembers it. For many threads at a time. */
    interface Unchanged {
        boolean looksUnchanged(IndexEntry entry, DiskFile disk);
    }

    /**
     * Lists folders. Looking at many files is waiting for the system most of the time, so the JVM's common pool takes
     * part where there are many folders.
     */
    static List<FolderListing> of(Collection<Folder> folders, Unchanged unchanged) {
        Stream<Folder> stream = folders.stream();
        return (folders.size() < WORTH_SHARING ? stream : stream.parallel())
                .map(folder -> of(folder, unchanged))
                .toList();
    }

    private static FolderListing of(Folder folder, Unchanged unchanged) {
        Tracked tracked = new Tracked(folder);
        List<Child> children = new ArrayList<>();
        boolean hasGit = false;
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder.place())) {
            for (Path file : listing) {
                byte[] bytes = FileNames.bytesOf(file);
                String name = key(bytes, 0, bytes.length);
                if (name.equals(GIT)) {
                    hasGit = true;
                    continue;
                }
                IndexEntry entry = tracked.files.get(name);
                Optional<DiskFile> disk = look(file);
                if (entry != null
                        && disk.isPresent()
                        && disk.get().kind() != DiskFile.Kind.FOLDER
                        && unchanged.looksUnchanged(entry, disk.get())) {
                    tracked.files.remove(name);
                    continue;
                }
                RepoPath path = RepoPath.ofBytes(bytes);
                path = folder.path().isPresent() ? folder.path().get().resolve(path) : path;
                children.add(tracked.child(name, path, file, disk));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // It went away while we looked: there is nothing to find in it.
            Optional<IOException> root = folder.path().isEmpty() ? Optional.of(e) : Optional.empty();
            return new FolderListing(folder, List.of(), new Tracked(folder).rest(), false, root);
        } catch (DirectoryIteratorException e) {
            IOException cause = e.getCause();
            return unreadable(folder, cause == null ? new IOException(e) : cause);
        } catch (IOException e) {
            return unreadable(folder, e);
        }
        return new FolderListing(folder, children, tracked.rest(), hasGit, Optional.empty());
    }

    private static FolderListing unreadable(Folder folder, IOException why) {
        return new FolderListing(folder, List.of(), List.of(), false, Optional.of(why));
    }

    private static Optional<DiskFile> look(Path file) throws IOException {
        try {
            return Optional.of(DiskFile.look(file));
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }

    /** A name's bytes as text, for looking it up. */
    private static String key(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** What the index has in a folder and was not met yet. */
    private static final class Tracked {
        private final Map<String, IndexEntry> files;
        private final Map<String, List<IndexEntry>> folders = new HashMap<>();

        Tracked(Folder folder) {
            List<IndexEntry> entries = folder.tracked();
            files = new HashMap<>(entries.size() < 1 << 10 ? entries.size() * 2 : 1 << 10);
            int start = folder.path().map(path -> path.bytes().length + 1).orElse(0);
            int next = 0;
            while (next < entries.size()) {
                byte[] path = entries.get(next).path().bytes();
                int slash = start;
                while (slash < path.length && path[slash] != '/') {
                    slash++;
                }
                String name = key(path, start, slash);
                if (slash == path.length) {
                    files.putIfAbsent(name, entries.get(next));
                    next++;
                } else {
                    int end = endOf(entries, next, RepoPath.ofBytes(Arrays.copyOf(path, slash)));
                    folders.put(name, entries.subList(next, end));
                    next = end;
                }
            }
        }

        /** The entries of a folder stand together; gives where they end. */
        private static int endOf(List<IndexEntry> entries, int start, RepoPath folder) {
            int low = start + 1;
            int high = entries.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (entries.get(middle).path().startsWith(folder)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        Child child(String name, RepoPath path, Path file, Optional<DiskFile> disk) {
            IndexEntry entry = files.get(name);
            List<IndexEntry> below = List.of();
            boolean isFolder = disk.isPresent() && disk.get().kind() == DiskFile.Kind.FOLDER;
            if (disk.isEmpty() || isFolder) {
                List<IndexEntry> found = folders.remove(name);
                below = found == null ? List.of() : found;
            }
            if (entry != null && (!isFolder || WorkTreeScan.isSubmodule(entry))) {
                files.remove(name);
            }
            return new Child(path, file, disk, Optional.ofNullable(entry), below);
        }

        /** The entries that were not met, one a path. */
        List<IndexEntry> rest() {
            List<IndexEntry> rest = new ArrayList<>(files.values());
            for (List<IndexEntry> folder : folders.values()) {
                for (IndexEntry entry : folder) {
                    if (rest.isEmpty() || !rest.get(rest.size() - 1).path().equals(entry.path())) {
                        rest.add(entry);
                    }
                }
            }
            return rest;
        }
    }
}
