package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.sha1.SHA1;
import org.jspecify.annotations.Nullable;

/** The bytes of an index file (gitformat-index(5)): versions 2, 3 and 4 are read, 2 and 3 written. */
final class IndexFormat {
    private static final int SIGNATURE = 0x44495243; // "DIRC"
    private static final int ID_LENGTH = 20;
    private static final int SMALLEST_ENTRY = 62;
    private static final int ASSUME_VALID = 0x8000;
    private static final int EXTENDED = 0x4000;
    private static final int NAME_MASK = 0xfff;
    private static final int SKIP_WORKTREE = 0x4000;
    private static final int INTENT_TO_ADD = 0x2000;
    private static final int TREE_MODE = 0040000;

    private final String origin;

    /** Makes a reader and writer whose messages name the file's place. */
    IndexFormat(String origin) {
        this.origin = origin;
    }

    /**
     * Parses a file.
     *
     * @param written when the file was written: entries of files that changed no earlier are racy
     * @throws RrException {@code CORRUPT}, or {@code UNSUPPORTED_REPOSITORY} for a split or sparse index
     */
    Index parse(byte[] content, FileTime written) {
        try {
            return parseUnchecked(content, written);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException damaged) {
            throw corrupt("it ends too early or holds an impossible value", damaged);
        }
    }

    private Index parseUnchecked(byte[] content, FileTime written) {
        if (content.length < 12 + ID_LENGTH) {
            throw corrupt("it is too short", null);
        }
        int end = content.length - ID_LENGTH;
        requireChecksum(content, end);
        ByteBuffer in = ByteBuffer.wrap(content, 0, end);
        if (in.getInt() != SIGNATURE) {
            throw corrupt("it does not begin as an index does", null);
        }
        int version = in.getInt();
        if (version < 2 || version > 4) {
            throw unsupported("the index has version " + version, "Versions 2 to 4 are read.");
        }
        int count = in.getInt();
        if (count < 0 || count > end / (version == 4 ? SMALLEST_ENTRY + 1 : SMALLEST_ENTRY + 2)) {
            throw corrupt("it claims " + Integer.toUnsignedString(count) + " entries", null);
        }
        List<IndexEntry> entries = new ArrayList<>(count);
        byte[] before = new byte[0];
        for (int i = 0; i < count; i++) {
            IndexEntry entry = entry(in, version, before, written);
            before = entry.path().bytes();
            if (i > 0 && IndexEntry.ORDER.compare(entries.get(i - 1), entry) >= 0) {
                throw corrupt("its entries are out of order at " + entry.path(), null);
            }
            entries.add(entry);
        }
        return new Index(entries, extensions(in));
    }

    private void requireChecksum(byte[] content, int end) {
        byte[] stored = Arrays.copyOfRange(content, end, content.length);
        if (Arrays.equals(stored, new byte[ID_LENGTH])) {
            return; // index.skipHash
        }
        SHA1 hash = SHA1.newInstance();
        hash.update(content, 0, end);
        if (!Arrays.equals(hash.digest(), stored)) {
            throw corrupt("its checksum does not fit", null);
        }
    }

    private IndexEntry entry(ByteBuffer in, int version, byte[] before, FileTime written) {
        int start = in.position();
        int ctimeSeconds = in.getInt();
        int ctimeNanos = in.getInt();
        int mtimeSeconds = in.getInt();
        int mtimeNanos = in.getInt();
        int device = in.getInt();
        int inode = in.getInt();
        int mode = in.getInt();
        int user = in.getInt();
        int group = in.getInt();
        int size = in.getInt();
        StatData stat =
                new StatData(ctimeSeconds, ctimeNanos, mtimeSeconds, mtimeNanos, device, inode, user, group, size);
        byte[] id = new byte[ID_LENGTH];
        in.get(id);
        int flags = in.getShort() & 0xffff;
        int more = (flags & EXTENDED) != 0 ? in.getShort() & 0xffff : 0;
        if (mode == TREE_MODE) {
            throw sparse();
        }
        byte[] path = version == 4 ? suffix(in, before) : name(in, start);
        if (path.length == 0) {
            throw split(); // an entry that takes the place of one in the shared file
        }
        int kept = ((flags & ASSUME_VALID) != 0 ? IndexEntry.ASSUME_VALID : 0)
                | ((more & SKIP_WORKTREE) != 0 ? IndexEntry.SKIP_WORKTREE : 0)
                | ((more & INTENT_TO_ADD) != 0 ? IndexEntry.INTENT_TO_ADD : 0);
        IndexEntry entry =
                new IndexEntry(RepoPath.ofBytes(path), flags >> 12 & 3, mode, ObjectId.fromRaw(id), stat, kept);
        return stat.isNotBefore(written) ? entry.asRacy() : entry;
    }

    private static byte[] name(ByteBuffer in, int start) {
        byte[] name = untilNul(in);
        int length = in.position() - 1 - start; // without the NUL that ended the name
        int padded = length + 8 & ~7;
        in.position(start + padded);
        return name;
    }

    private static byte[] suffix(ByteBuffer in, byte[] before) {
        int part = in.get() & 0xff;
        int strip = part & 0x7f;
        while ((part & 0x80) != 0) {
            if (strip > 1 << 22) {
                throw new IllegalArgumentException("a path is too long");
            }
            part = in.get() & 0xff;
            strip = strip + 1 << 7 | part & 0x7f;
        }
        if (strip > before.length) {
            throw new IllegalArgumentException("a path takes more away than there is");
        }
        byte[] rest = untilNul(in);
        byte[] path = Arrays.copyOf(before, before.length - strip + rest.length);
        System.arraycopy(rest, 0, path, before.length - strip, rest.length);
        return path;
    }

    private static byte[] untilNul(ByteBuffer in) {
        int start = in.position();
        int end = start;
        while (in.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        in.get(bytes).get(); // and the NUL
        return bytes;
    }

    private List<IndexExtension> extensions(ByteBuffer in) {
        List<IndexExtension> found = new ArrayList<>();
        while (in.remaining() >= 8) {
            byte[] name = new byte[4];
            in.get(name);
            String text = new String(name, StandardCharsets.ISO_8859_1);
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw corrupt("its part " + text + " is cut off", null);
            }
            byte[] content = new byte[length];
            in.get(content);
            if (text.equals("link")) {
                throw split();
            }
            if (text.equals("sdir")) {
                throw sparse();
            }
            if (name[0] < 'A' || name[0] > 'Z') {
                throw unsupported("the index needs the unknown extension " + text, "A newer git wrote it.");
            }
            found.add(new IndexExtension(text, content));
        }
        if (in.hasRemaining()) {
            throw corrupt("there is something at its end that is nothing", null);
        }
        return found;
    }

    /** Answers the bytes of a file; racy entries get a size that makes git read their files again. */
    byte[] toBytes(Index index) {
        boolean extended = index.entries().stream().anyMatch(entry -> entry.isSkipWorktree() || entry.isIntentToAdd());
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(64 + index.entries().size() * 96);
        ByteBuffer head = ByteBuffer.allocate(12);
        head.putInt(SIGNATURE).putInt(extended ? 3 : 2).putInt(index.entries().size());
        out.writeBytes(head.array());
        for (IndexEntry entry : index.entries()) {
            out.writeBytes(bytesOf(entry));
        }
        for (IndexExtension extension : index.extensions()) {
            if (extension.survivesRewriting()) {
                ByteBuffer part = ByteBuffer.allocate(8 + extension.content().length);
                part.put(extension.name().getBytes(StandardCharsets.ISO_8859_1));
                part.putInt(extension.content().length).put(extension.content());
                out.writeBytes(part.array());
            }
        }
        SHA1 hash = SHA1.newInstance();
        hash.update(out.toByteArray());
        out.writeBytes(hash.digest());
        return out.toByteArray();
    }

    private static byte[] bytesOf(IndexEntry entry) {
        byte[] path = entry.path().bytes();
        boolean extended = entry.isSkipWorktree() || entry.isIntentToAdd();
        int length = SMALLEST_ENTRY + (extended ? 2 : 0) + path.length;
        ByteBuffer out = ByteBuffer.allocate(length + 8 & ~7);
        StatData stat = entry.isRacy() ? entry.stat().withSize(0) : entry.stat();
        out.putInt(stat.ctimeSeconds()).putInt(stat.ctimeNanos());
        out.putInt(stat.mtimeSeconds()).putInt(stat.mtimeNanos());
        out.putInt(stat.device()).putInt(stat.inode()).putInt(entry.mode());
        out.putInt(stat.user()).putInt(stat.group()).putInt(stat.size());
        byte[] id = new byte[ID_LENGTH];
        entry.id().copyRawTo(id, 0);
        out.put(id);
        int flags = (entry.isAssumeValid() ? ASSUME_VALID : 0)
                | (extended ? EXTENDED : 0)
                | entry.stage() << 12
                | Math.min(path.length, NAME_MASK);
        out.putShort((short) flags);
        if (extended) {
            int more = (entry.isSkipWorktree() ? SKIP_WORKTREE : 0) | (entry.isIntentToAdd() ? INTENT_TO_ADD : 0);
            out.putShort((short) more);
        }
        out.put(path);
        return out.array();
    }

    private RrException corrupt(String problem, @Nullable Throwable cause) {
        return new RrException(
                ErrorCode.CORRUPT,
                "cannot read the index " + origin + ": " + problem,
                "If git status fails too: move the file away and run git reset, which keeps your files.",
                cause);
    }

    private static RrException unsupported(String problem, String hint) {
        return new RrException(ErrorCode.UNSUPPORTED_REPOSITORY, problem, hint);
    }

    private static RrException split() {
        return unsupported("the index is split", "Join it: git update-index --no-split-index.");
    }

    private static RrException sparse() {
        return unsupported("the index is sparse", "Expand it: git sparse-checkout reapply --no-sparse-index.");
    }
}
