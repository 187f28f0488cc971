package io.rollbackrecovery.git.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param size the length in bytes
 * @param time the time of the last modification
 * @param key the inode, where the file system has such a thing
 */
public record FileStamp(long size, FileTime time, @Nullable Object key) {
    /** Answers the stamp of a file, or nothing if there is no such file. */
    public static Optional<FileStamp> of(Path file, LinkOption... options) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, options);
            return Optional.of(new FileStamp(found.size(), found.lastModifiedTime(), found.fileKey()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** Answers whether both are of one file that is never written twice, whose time may have been renewed. */
    public boolean isSameFile(FileStamp other) {
        return size == other.size && Objects.equals(key, other.key);
    }

    /** Answers whether a change within the clock's tick after this stamp was taken would not show in it. */
    public boolean isTooYoung(long takenAtMillis) {
        return takenAtMillis - time.toMillis() < 2_000;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileStamp that
                && size == that.size
                && time.equals(that.time)
                && Objects.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, time, key);
    }
}
