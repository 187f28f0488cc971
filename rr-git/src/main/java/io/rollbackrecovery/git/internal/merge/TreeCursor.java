package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Goes through the entries of a tree without making anything of those that are passed over. Not thread-safe. */
final class TreeCursor {
    private static final int AFTER_NAME = 1 + Constants.OBJECT_ID_LENGTH;
    private static final int KIND = 0170000;

    final byte[] raw;
    private final ObjectId id;
    private boolean valid;
    private boolean tree;
    /** Where the entry begins. */
    int start;
    /** Where the name begins. */
    int nameStart;
    /** Where the name ends; the id follows after one more byte. */
    int nameEnd;

    private int mode;

    /** Stands before the first entry. */
    TreeCursor(ObjectId id, byte[] raw) {
        this.id = id;
        this.raw = raw;
        this.nameEnd = -AFTER_NAME;
    }

    /**
     * Goes to the next entry.
     *
     * @return whether there is one
     * @throws RrException {@code CORRUPT} if the bytes are not a tree, or a name is one that no path can have
     */
    boolean next() {
        start = end();
        if (start >= raw.length) {
            valid = false;
            return false;
        }
        int at = start;
        mode = 0;
        while (at < raw.length && raw[at] != ' ') {
            int digit = raw[at++] - '0';
            if (digit < 0 || digit > 7) {
                throw corrupt(id);
            }
            mode = (mode << 3) + digit;
        }
        nameStart = ++at;
        while (at < raw.length && raw[at] != 0) {
            if (raw[at++] == '/') {
                throw corrupt(id);
            }
        }
        nameEnd = at;
        if (end() > raw.length || nameEnd == nameStart) {
            throw corrupt(id);
        }
        tree = (mode & KIND) == Version.TREE;
        valid = true;
        return true;
    }

    /** Whether it stands at an entry. */
    boolean isValid() {
        return valid;
    }

    /** Where the entry ends. */
    int end() {
        return nameEnd + AFTER_NAME;
    }

    RepoPath name() {
        return RepoPath.ofBytes(Arrays.copyOfRange(raw, nameStart, nameEnd));
    }

    Version version() {
        return Version.of(mode, ObjectId.fromRaw(raw, nameEnd + 1));
    }

    boolean isFolder() {
        return tree;
    }

    /** Whether the entry's mode is written as git writes it, so that copying its bytes is what git would do. */
    boolean isModeCanonical() {
        return switch (nameStart - start) {
            case 6 -> mode == Version.TREE && raw[start] == '4';
            case 7 -> mode == 0100644 || mode == 0100755 || mode == 0120000 || mode == 0160000;
            default -> false;
        };
    }

    /** Compares the entries' places in git's order of trees, where a folder's name ends with a slash. */
    int compareTo(TreeCursor other) {
        return compare(raw, nameStart, nameEnd, tree, other.raw, other.nameStart, other.nameEnd, other.tree);
    }

    /** Compares the entry's place with that of a name. */
    int compareTo(byte[] name, int from, int to, boolean folder) {
        return compare(raw, nameStart, nameEnd, tree, name, from, to, folder);
    }

    private static int compare(
            byte[] one, int oneStart, int oneEnd, boolean oneFolder, byte[] two, int start, int end, boolean folder) {
        int length = Math.min(oneEnd - oneStart, end - start);
        int at = Arrays.mismatch(one, oneStart, oneStart + length, two, start, start + length);
        if (at >= 0) {
            return Byte.compareUnsigned(one[oneStart + at], two[start + at]);
        }
        return last(one, oneStart + length, oneEnd, oneFolder) - last(two, start + length, end, folder);
    }

    private static int last(byte[] name, int at, int end, boolean folder) {
        return at < end ? name[at] & 0xff : folder ? '/' : 0;
    }

    /** How many bytes are the same from the two entries on; no more than some are looked at. */
    int sameBytes(TreeCursor other, int most) {
        int length = Math.min(most, Math.min(raw.length - start, other.raw.length - other.start));
        int at = Arrays.mismatch(raw, start, start + length, other.raw, other.start, other.start + length);
        return at < 0 ? length : at;
    }

    /** Passes over some bytes, which are whole entries, and goes to the entry behind them. */
    void skip(int bytes) {
        nameEnd = start + bytes - AFTER_NAME;
        next();
    }

    boolean isNamed(byte[] name, int from, int to) {
        return Arrays.equals(raw, nameStart, nameEnd, name, from, to);
    }

    /** Whether mode, name and object are the same, byte by byte. */
    boolean isSame(TreeCursor other) {
        return Arrays.equals(raw, start, end(), other.raw, other.start, other.end());
    }

    static RrException corrupt(ObjectId id) {
        return new RrException(
                ErrorCode.CORRUPT, "tree " + id.name() + " cannot be read: its bytes are damaged", "run git fsck");
    }
}
