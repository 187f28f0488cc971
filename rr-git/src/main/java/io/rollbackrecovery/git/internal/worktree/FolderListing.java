package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one folder of a work tree holds, each file looked at once. Immutable.
 *
 * @param folder the folder
 * @param children what it holds, without {@code .git}
 * @param hasGit whether it holds {@code .git}: then it is the top of a repository
 * @param unreadable why it could not be listed
 */
record FolderListing(Folder folder, List<Child> children, boolean hasGit, Optional<IOException> unreadable) {
    private static final RepoPath GIT = RepoPath.of(".git");
    private static final int WORTH_SHARING = 16;

    /**
     * A folder that is to be listed.
     *
     * @param path its path; empty for the work tree itself
     * @param place where it lies
     * @param ignored whether it is ignored, with all that is in it
     */
    record Folder(Optional<RepoPath> path, Path place, boolean ignored) {}

    /**
     * Something in a folder.
     *
     * @param path its path
     * @param file where it lies
     * @param disk what it is; empty if that could not be told
     */
    record Child(RepoPath path, Path file, Optional<DiskFile> disk) {}

    /**
     * Lists folders. Looking at many files is waiting for the system most of the time, so the JVM's common pool takes
     * part where there are many folders.
     */
    static List<FolderListing> of(Collection<Folder> folders) {
        Stream<Folder> stream = folders.stream();
        return (folders.size() < WORTH_SHARING ? stream : stream.parallel())
                .map(FolderListing::of)
                .toList();
    }

    private static FolderListing of(Folder folder) {
        List<Child> children = new ArrayList<>();
        boolean hasGit = false;
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder.place())) {
            for (Path file : listing) {
                RepoPath name = RepoPath.ofBytes(FileNames.bytesOf(file));
                if (name.equals(GIT)) {
                    hasGit = true;
                } else {
                    RepoPath path =
                            folder.path().map(parent -> parent.resolve(name)).orElse(name);
                    children.add(new Child(path, file, look(file)));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // It went away while we looked: there is nothing to find in it.
            return new FolderListing(
                    folder, List.of(), false, folder.path().isEmpty() ? Optional.of(e) : Optional.empty());
        } catch (DirectoryIteratorException e) {
            return new FolderListing(folder, List.of(), false, Optional.ofNullable(e.getCause()));
        } catch (IOException e) {
            return new FolderListing(folder, List.of(), false, Optional.of(e));
        }
        return new FolderListing(folder, children, hasGit, Optional.empty());
    }

    private static Optional<DiskFile> look(Path file) throws IOException {
        try {
            return Optional.of(DiskFile.look(file));
        } catch (FileSystemException e) {
            return Optional.empty();
        }
    }
}
