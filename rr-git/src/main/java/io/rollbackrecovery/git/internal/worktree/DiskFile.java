package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.index.FileStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the disk has at a path, without following a link.
 *
 * @param kind what it is
 * @param permissions its permission bits, {@code 0644} where the file system has none
 * @param size the number of bytes
 * @param stat by what a change of it is told; device and owner are not looked at
 */
public record DiskFile(Kind kind, int permissions, long size, FileStat stat) {
    /** Nothing. */
    public static final DiskFile NOTHING = new DiskFile(Kind.ABSENT, 0, 0, FileStat.UNKNOWN);

    private static final PosixFilePermission[] BITS = PosixFilePermission.values();
    private static final int OWNER_EXECUTE = 0100;

    /** What a path of a disk is. */
    public enum Kind {
        ABSENT,
        FILE,
        LINK,
        FOLDER,
        /** A socket, pipe or device. */
        SPECIAL
    }

    /** Looks at a path, with one call of the system where it gives all. */
    public static DiskFile look(Path file) throws IOException {
        try {
            if (FileStat.isUnix(file)) {
                Map<String, Object> unix = Files.readAttributes(file, FileStat.COMPARED, LinkOption.NOFOLLOW_LINKS);
                int mode = (Integer) unix.getOrDefault("mode", 0);
                long size = (Long) unix.getOrDefault("size", 0L);
                return new DiskFile(kind(mode), mode & 0777, size, FileStat.ofCompared(unix));
            }
            BasicFileAttributes basic =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            FileStat stat = FileStat.ofBasic(basic.lastModifiedTime().toInstant(), basic.size());
            return new DiskFile(kind(basic), 0644, basic.size(), stat);
        } catch (NoSuchFileException e) {
            return NOTHING;
        } catch (FileSystemException e) {
            // A file stands where a folder of the path should be: then there is nothing at the path.
            if (standsOnFile(file)) {
                return NOTHING;
            }
            throw e;
        }
    }

    private static Kind kind(int mode) {
        return switch (mode & 0170000) {
            case 0100000 -> Kind.FILE;
            case 0120000 -> Kind.LINK;
            case 0040000 -> Kind.FOLDER;
            default -> Kind.SPECIAL;
        };
    }

    private static boolean standsOnFile(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                return !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return false;
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.FOLDER;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.SPECIAL;
    }

    /** Turns permission bits into the values that Java sets. */
    static Set<PosixFilePermission> permissions(int bits) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < BITS.length; i++) {
            if ((bits & (1 << (BITS.length - 1 - i))) != 0) {
                permissions.add(BITS[i]);
            }
        }
        return permissions;
    }

    /** Tells whether its owner can execute it, which is what git records. */
    public boolean isExecutable() {
        return (permissions & OWNER_EXECUTE) != 0;
    }

    /** Reads the target's bytes of a link. */
    static byte[] target(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        // The names are joined byte by byte: the whole text may not be representable in this locale.
        String text = target.toString();
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] joined = new byte[0];
        if (target.isAbsolute()) {
            joined = new byte[] {'/'};
        }
        int position = 0;
        for (Path name : target) {
            byte[] bytes = FileNames.bytesOf(name);
            int start = joined.length;
            boolean separated = position++ > 0;
            joined = Arrays.copyOf(joined, start + bytes.length + (separated ? 1 : 0));
            if (separated) {
                joined[start++] = '/';
            }
            System.arraycopy(bytes, 0, joined, start, bytes.length);
        }
        return joined;
    }
}
