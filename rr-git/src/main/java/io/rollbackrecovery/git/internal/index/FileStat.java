package io.rollbackrecovery.git.internal.index;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the index remembers of a file so that it need not be read again. Every field is cut to 32 bits as git cuts it.
 *
 * @param ctimeSeconds when its inode changed
 * @param ctimeNanos the part below a second
 * @param mtimeSeconds when its content changed
 * @param mtimeNanos the part below a second
 * @param device the device; git compares it only on request, so do we not
 * @param inode the inode
 * @param user the owner
 * @param group the group
 * @param size the number of bytes
 */
public record FileStat(
        int ctimeSeconds,
        int ctimeNanos,
        int mtimeSeconds,
        int mtimeNanos,
        int device,
        int inode,
        int user,
        int group,
        int size) {
    /** Nothing is remembered: the file has to be read. */
    public static final FileStat UNKNOWN = new FileStat(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * The attributes of a file that {@link #looksLike} compares, and with {@code mode} what it is: one call of the
     * system.
     */
    public static final String COMPARED = "unix:mode,ctime,lastModifiedTime,ino,size";

    private static final String ALL = "unix:ctime,lastModifiedTime,dev,ino,uid,gid,size";

    private static final boolean DEFAULT_IS_UNIX = hasUnixView(FileSystems.getDefault());

    /** Reads what the index would remember of a file or link now. */
    public static FileStat of(Path file) throws IOException {
        if (!isUnix(file)) {
            Map<String, Object> basic = Files.readAttributes(file, "lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
            return ofBasic(time(basic, "lastModifiedTime"), (Long) required(basic, "size"));
        }
        Map<String, Object> unix = Files.readAttributes(file, ALL, LinkOption.NOFOLLOW_LINKS);
        return of(unix, number(unix, "dev"), number(unix, "uid"), number(unix, "gid"));
    }

    /** Tells whether the file system of a path gives all that the index remembers. */
    public static boolean isUnix(Path file) {
        FileSystem system = file.getFileSystem();
        return system.equals(FileSystems.getDefault()) ? DEFAULT_IS_UNIX : hasUnixView(system);
    }

    private static boolean hasUnixView(FileSystem system) {
        return system.supportedFileAttributeViews().contains("unix");
    }

    /** Gives what is compared of a file, by the attributes {@link #COMPARED}; the rest is left zero. */
    public static FileStat ofCompared(Map<String, Object> unix) {
        return of(unix, 0, 0, 0);
    }

    private static FileStat of(Map<String, Object> unix, int device, int user, int group) {
        Instant ctime = time(unix, "ctime");
        Instant mtime = time(unix, "lastModifiedTime");
        return new FileStat(
                (int) ctime.getEpochSecond(),
                ctime.getNano(),
                (int) mtime.getEpochSecond(),
                mtime.getNano(),
                device,
                number(unix, "ino"),
                user,
                group,
                number(unix, "size"));
    }

    /** Gives what is remembered of a file where the file system tells its time and size only. */
    public static FileStat ofBasic(Instant mtime, long size) {
        int seconds = (int) mtime.getEpochSecond();
        return new FileStat(seconds, mtime.getNano(), seconds, mtime.getNano(), 0, 0, 0, 0, (int) size);
    }

    /** Tells whether a file looks as it did, going by what git compares by default. */
    public boolean looksLike(FileStat now) {
        return !isUnknown()
                && mtimeSeconds == now.mtimeSeconds
                && (mtimeNanos == now.mtimeNanos || mtimeNanos == 0)
                && size == now.size
                && (inode == now.inode || inode == 0 || now.inode == 0)
                && (ctimeSeconds == now.ctimeSeconds || ctimeSeconds == 0);
    }

    /** Asked for each file of a work tree: a record's own equals would be slow until the JVM has compiled it. */
    private boolean isUnknown() {
        return (mtimeSeconds | mtimeNanos | ctimeSeconds | ctimeNanos | device | inode | user | group | size) == 0;
    }

    /** Tells whether the content changed at or after a moment, so that a later change may have left no trace. */
    public boolean isRacy(Instant indexWritten) {
        long seconds = Integer.toUnsignedLong(mtimeSeconds);
        return seconds > indexWritten.getEpochSecond()
                || (seconds == indexWritten.getEpochSecond() && mtimeNanos >= indexWritten.getNano());
    }

    /** Gives what makes git read the file again: the size of a file that it never looked at. */
    FileStat distrusted() {
        return new FileStat(ctimeSeconds, ctimeNanos, mtimeSeconds, mtimeNanos, device, inode, user, group, 0);
    }

    private static Instant time(Map<String, Object> attributes, String name) {
        return ((FileTime) required(attributes, name)).toInstant();
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (int) ((Number) required(attributes, name)).longValue();
    }

    private static Object required(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("the file system gives no '" + name + "'");
        }
        return value;
    }
}
