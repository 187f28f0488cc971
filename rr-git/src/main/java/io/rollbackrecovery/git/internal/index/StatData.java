package io.rollbackrecovery.git.internal.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What git remembers of a file so that it need not read it again, each value cut to 32 bits as git does. A file whose
 * data is the same is taken for unchanged.
 *
 * @param ctimeSeconds the time of the last change of the inode
 * @param ctimeNanos its fraction
 * @param mtimeSeconds the time of the last change of the content
 * @param mtimeNanos its fraction
 * @param device the device
 * @param inode the inode
 * @param user the owner
 * @param group the owning group
 * @param size the length in bytes
 */
public record StatData(
        int ctimeSeconds,
        int ctimeNanos,
        int mtimeSeconds,
        int mtimeNanos,
        int device,
        int inode,
        int user,
        int group,
        int size) {
    /** Nothing is known of the file: git reads it the next time. */
    public static final StatData UNKNOWN = new StatData(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final String UNIX = "unix:ctime,lastModifiedTime,dev,ino,uid,gid,size";

    /**
     * Reads a file's data, of a symbolic link the link's own. Where the file system has no inodes, times and size only.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static StatData of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> basic = Files.readAttributes(file, "lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
            Instant time = instant(basic, "lastModifiedTime");
            return new StatData(0, 0, (int) time.getEpochSecond(), time.getNano(), 0, 0, 0, 0, number(basic, "size"));
        }
        Map<String, Object> found = Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS);
        Instant changed = instant(found, "ctime");
        Instant modified = instant(found, "lastModifiedTime");
        return new StatData(
                (int) changed.getEpochSecond(),
                changed.getNano(),
                (int) modified.getEpochSecond(),
                modified.getNano(),
                number(found, "dev"),
                number(found, "ino"),
                number(found, "uid"),
                number(found, "gid"),
                number(found, "size"));
    }

    private static Instant instant(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** Answers a copy of another size; 0 makes git read the file again. */
    StatData withSize(int newSize) {
        return new StatData(ctimeSeconds, ctimeNanos, mtimeSeconds, mtimeNanos, device, inode, user, group, newSize);
    }

    /** Answers whether the content changed no earlier than a time, so that a later change may not show in the times. */
    boolean isNotBefore(FileTime time) {
        Instant instant = time.toInstant();
        int seconds = (int) instant.getEpochSecond();
        return mtimeSeconds > seconds || mtimeSeconds == seconds && mtimeNanos >= instant.getNano();
    }
}
