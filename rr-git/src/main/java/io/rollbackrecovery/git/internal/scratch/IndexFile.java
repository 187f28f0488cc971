package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.id.RepoPath;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Writes a git index (version 2, gitformat-index(5)) whose stat data match the files, so that no command in the scratch
 * takes a file for changed.
 */
final class IndexFile {
    private static final int LONGEST_NAME = 0xfff;

    private IndexFile() {}

    /**
     * A file as the index records it.
     *
     * @param path its path
     * @param mode its mode in git's bits
     * @param id its content
     * @param stat what the file system says of it
     */
    record Entry(RepoPath path, int mode, ObjectId id, Stat stat) {}

    /** What the file system says of a file: seconds, nanoseconds and numbers cut to 32 bits, as git stores them. */
    record Stat(FileTime changed, FileTime modified, long device, long inode, int user, int group, long size) {
        /** Reads it, without following a link. */
        static Stat of(Path file) throws IOException {
            if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                BasicFileAttributes basic =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return new Stat(basic.lastModifiedTime(), basic.lastModifiedTime(), 0, 0, 0, 0, basic.size());
            }
            Map<String, Object> unix = Files.readAttributes(
                    file, "unix:ctime,lastModifiedTime,dev,ino,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
            return new Stat(
                    (FileTime) value(unix, "ctime"),
                    (FileTime) value(unix, "lastModifiedTime"),
                    (Long) value(unix, "dev"),
                    (Long) value(unix, "ino"),
                    (Integer) value(unix, "uid"),
                    (Integer) value(unix, "gid"),
                    (Long) value(unix, "size"));
        }

        private static Object value(Map<String, Object> attributes, String name) {
            Object value = attributes.get(name);
            if (value == null) {
                throw new IllegalStateException("the file system does not tell " + name);
            }
            return value;
        }
    }

    /** Answers the bytes of an index with these entries, which are ordered by path. */
    static byte[] encode(List<Entry> entries) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * 96 + 64);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeBytes("DIRC");
            out.writeInt(2);
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                write(entry, out);
            }
            out.write(Constants.newMessageDigest().digest(bytes.toByteArray()));
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }

    private static void write(Entry entry, DataOutputStream out) throws IOException {
        Stat stat = entry.stat();
        write(stat.changed(), out);
        write(stat.modified(), out);
        out.writeInt((int) stat.device());
        out.writeInt((int) stat.inode());
        out.writeInt(entry.mode());
        out.writeInt(stat.user());
        out.writeInt(stat.group());
        out.writeInt((int) stat.size());
        entry.id().copyRawTo(out);
        byte[] name = entry.path().bytes();
        out.writeShort(Math.min(name.length, LONGEST_NAME));
        out.write(name);
        // 1 to 8 zeros, so that the next entry begins at a multiple of 8
        out.write(new byte[8 - (62 + name.length) % 8]);
    }

    private static void write(FileTime time, DataOutputStream out) throws IOException {
        long seconds = Math.floorDiv(time.to(TimeUnit.NANOSECONDS), 1_000_000_000L);
        out.writeInt((int) seconds);
        out.writeInt((int) Math.floorMod(time.to(TimeUnit.NANOSECONDS), 1_000_000_000L));
    }
}
