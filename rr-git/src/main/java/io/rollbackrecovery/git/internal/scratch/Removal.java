package io.rollbackrecovery.git.internal.scratch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Removes a folder with all that a check may have left in it. Symbolic links are removed, never followed. */
final class Removal {
    private Removal() {}

    /** Removes a file, a link, or a folder with its content; nothing is done if it is not there. */
    static void remove(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof AccessDeniedException
                        && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                        && open(file)) {
                    remove(file);
                } else if (!(failure instanceof NoSuchFileException)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                // a read-only folder, such as a module cache, does not give up its files
                if (!Files.isWritable(folder)) {
                    open(folder);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Gives the owner all rights to a folder; answers whether that changed anything. */
    private static boolean open(Path folder) {
        PosixFileAttributeView view =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return false;
        }
        try {
            boolean closed =
                    !view.readAttributes().permissions().containsAll(PosixFilePermissions.fromString("rwx------"));
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
            return closed;
        } catch (IOException notOurs) {
            return false; // what cannot be opened fails when it is removed, with the name of the file
        }
    }
}
