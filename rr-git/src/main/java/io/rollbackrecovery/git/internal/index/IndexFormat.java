package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Reads versions 2 to 4 of git's index, writes 2 or 3. Extensions that only speed git up are not written again, since
 * they speak of the entries as they were; git makes them anew.
 */
final class IndexFormat {
    private static final int SIGNATURE = 0x44495243; // DIRC
    private static final int TREES = 0x54524545; // TREE
    private static final int RESOLVE_UNDO = 0x52455543; // REUC
    private static final int HASH = 20;
    private static final int PIECE = 1 << 12;
    private static final int ASSUME_VALID = 0x8000;
    private static final int EXTENDED = 0x4000;
    private static final int SKIP_WORKTREE = 0x4000;
    private static final int INTENT_TO_ADD = 0x2000;
    private static final int FOLDER = 0040000;
    private static final int LONGEST_NAME = 0xfff;

    private IndexFormat() {}

    static Index parse(byte[] file) {
        if (file.length == 0) {
            return Index.empty();
        }
        try {
            return parse(ByteBuffer.wrap(file), file);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw corrupt("it ends too early or has an entry that cannot be read", e);
        }
    }

    private static Index parse(ByteBuffer in, byte[] file) {
        int end = file.length - HASH;
        verify(file, end);
        if (in.getInt() != SIGNATURE) {
            throw corrupt("it does not begin with DIRC", null);
        }
        int version = in.getInt();
        if (version < 2 || version > 4) {
            throw new RrException(
                    ErrorCode.UNSUPPORTED_REPOSITORY, "the index has version " + version, "RR reads versions 2 to 4.");
        }
        int count = in.getInt();
        List<IndexEntry> entries = new ArrayList<>(Math.min(Math.max(count, 0), file.length / 62));
        byte[] previous = new byte[0];
        boolean nameless = false;
        for (int i = 0; i < count; i++) {
            int start = in.position();
            int ctimeSeconds = in.getInt();
            int ctimeNanos = in.getInt();
            int mtimeSeconds = in.getInt();
            int mtimeNanos = in.getInt();
            int device = in.getInt();
            int inode = in.getInt();
            int mode = in.getInt();
            FileStat stat = new FileStat(
                    ctimeSeconds,
                    ctimeNanos,
                    mtimeSeconds,
                    mtimeNanos,
                    device,
                    inode,
                    in.getInt(),
                    in.getInt(),
                    in.getInt());
            byte[] id = new byte[HASH];
            in.get(id);
            int flags = in.getShort() & 0xffff;
            int more = (flags & EXTENDED) != 0 ? in.getShort() & 0xffff : 0;
            byte[] name = version == 4 ? compressedName(in, file, previous) : name(in, file);
            if (version < 4) {
                in.position(start + paddedLength(in.position() - start));
            }
            previous = name;
            if (mode == FOLDER) {
                throw needsExtension("sdir");
            }
            if (name.length == 0) {
                // Only a split index has such entries; which it is, the extensions will say.
                nameless = true;
                continue;
            }
            IndexEntry entry = new IndexEntry(
                    RepoPath.ofBytes(name),
                    (flags >> 12) & 3,
                    mode,
                    ObjectId.fromRaw(id),
                    (flags & ASSUME_VALID) != 0,
                    (more & SKIP_WORKTREE) != 0,
                    (more & INTENT_TO_ADD) != 0,
                    stat);
            if (!entries.isEmpty() && !isBefore(entries.get(entries.size() - 1), entry)) {
                throw corrupt("its entries are out of order at " + entry.path(), null);
            }
            entries.add(entry);
        }
        byte[] resolveUndo = new byte[0];
        Optional<CachedTree> trees = Optional.empty();
        while (in.position() < end) {
            int extension = in.getInt();
            int length = in.getInt();
            if (length < 0 || length > end - in.position()) {
                throw corrupt("an extension is cut off", null);
            }
            byte[] content = new byte[length];
            in.get(content);
            if (extension == RESOLVE_UNDO) {
                resolveUndo = content;
            } else if (extension == TREES) {
                trees = CachedTree.parse(content);
            } else if (!Character.isUpperCase(extension >>> 24)) {
                String name =
                        new String(ByteBuffer.allocate(4).putInt(extension).array(), StandardCharsets.ISO_8859_1);
                throw needsExtension(name);
            }
        }
        if (nameless) {
            throw corrupt("an entry has no name", null);
        }
        return new Index(entries, resolveUndo, trees);
    }

    private static boolean isBefore(IndexEntry one, IndexEntry other) {
        int order = one.path().compareTo(other.path());
        return order < 0 || (order == 0 && one.stage() < other.stage());
    }

    private static RrException needsExtension(String name) {
        return new RrException(
                ErrorCode.UNSUPPORTED_REPOSITORY,
                "the index needs the extension '" + name + "'",
                name.equals("link")
                        ? "Turn the split index off: git update-index --no-split-index"
                        : "Turn the sparse index off: git sparse-checkout reapply --no-sparse-index");
    }

    private static void verify(byte[] file, int end) {
        if (end < 12) {
            throw corrupt("it is shorter than any index", null);
        }
        byte[] stored = Arrays.copyOfRange(file, end, file.length);
        // index.skipHash leaves zeros.
        if (!Arrays.equals(stored, new byte[HASH])) {
            MessageDigest digest = Constants.newMessageDigest();
            // In pieces: of one long call the JVM would run the slow form to its end.
            for (int at = 0; at < end; at += PIECE) {
                digest.update(file, at, Math.min(PIECE, end - at));
            }
            if (!Arrays.equals(stored, digest.digest())) {
                throw corrupt("its checksum does not match", null);
            }
        }
    }

    private static byte[] name(ByteBuffer in, byte[] file) {
        int start = in.position();
        while (in.get() != 0) {
            // The name ends at the NUL; its length in the flags is cut off at 4095.
        }
        return Arrays.copyOfRange(file, start, in.position() - 1);
    }

    private static byte[] compressedName(ByteBuffer in, byte[] file, byte[] previous) {
        int b = in.get() & 0xff;
        int strip = b & 0x7f;
        while ((b & 0x80) != 0) {
            b = in.get() & 0xff;
            strip = ((strip + 1) << 7) | (b & 0x7f);
            if (strip < 0 || strip > previous.length) {
                break;
            }
        }
        if (strip < 0 || strip > previous.length) {
            throw new IllegalArgumentException("a name takes more away than there is");
        }
        byte[] rest = name(in, file);
        int kept = previous.length - strip;
        byte[] whole = Arrays.copyOf(previous, kept + rest.length);
        System.arraycopy(rest, 0, whole, kept, rest.length);
        return whole;
    }

    /** Entries are padded with 1 to 8 NULs to a multiple of eight; one NUL has been counted. */
    private static int paddedLength(int lengthWithNul) {
        return (lengthWithNul + 7) & ~7;
    }

    static byte[] write(Index index) {
        boolean extended = index.entries().stream().anyMatch(entry -> entry.skipWorktree() || entry.intentToAdd());
        ByteArrayOutputStream out = new ByteArrayOutputStream(index.entries().size() * 96 + 64);
        ByteBuffer head = ByteBuffer.allocate(12);
        head.putInt(SIGNATURE).putInt(extended ? 3 : 2).putInt(index.entries().size());
        out.writeBytes(head.array());
        for (IndexEntry entry : index.entries()) {
            out.writeBytes(entry(entry));
        }
        if (index.resolveUndo().length > 0) {
            ByteBuffer extension = ByteBuffer.allocate(8);
            extension.putInt(RESOLVE_UNDO).putInt(index.resolveUndo().length);
            out.writeBytes(extension.array());
            out.writeBytes(index.resolveUndo());
        }
        MessageDigest digest = Constants.newMessageDigest();
        digest.update(out.toByteArray());
        out.writeBytes(digest.digest());
        return out.toByteArray();
    }

    private static byte[] entry(IndexEntry entry) {
        byte[] name = entry.path().bytes();
        boolean extended = entry.skipWorktree() || entry.intentToAdd();
        ByteBuffer out = ByteBuffer.allocate(paddedLength(62 + (extended ? 2 : 0) + name.length + 1));
        FileStat stat = entry.stat();
        out.putInt(stat.ctimeSeconds()).putInt(stat.ctimeNanos());
        out.putInt(stat.mtimeSeconds()).putInt(stat.mtimeNanos());
        out.putInt(stat.device()).putInt(stat.inode()).putInt(entry.mode());
        out.putInt(stat.user()).putInt(stat.group()).putInt(stat.size());
        byte[] id = new byte[HASH];
        entry.id().copyRawTo(id, 0);
        out.put(id);
        int flags = (entry.assumeValid() ? ASSUME_VALID : 0)
                | (extended ? EXTENDED : 0)
                | (entry.stage() << 12)
                | Math.min(name.length, LONGEST_NAME);
        out.putShort((short) flags);
        if (extended) {
            out.putShort(
                    (short) ((entry.skipWorktree() ? SKIP_WORKTREE : 0) | (entry.intentToAdd() ? INTENT_TO_ADD : 0)));
        }
        out.put(name);
        return out.array();
    }

    private static RrException corrupt(String what, @Nullable Throwable cause) {
        return new RrException(
                ErrorCode.CORRUPT,
                "the index cannot be read: " + what,
                "Move it away and make it anew: git reset",
                cause);
    }
}
