package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Reads the bytes of trees. */
final class TreeEntries {
    /** Fewer than the 2048 that git reads: what the stack of a thread bears. */
    private static final int DEEPEST = 1000;

    private TreeEntries() {}

    /**
     * Refuses folders that are nested too deeply: no person makes them, and walking them would exhaust the stack.
     *
     * @throws RrException {@code LIMIT}
     */
    static void requireDepth(Optional<RepoPath> folder) {
        int depth = 0;
        for (byte b : folder.map(RepoPath::bytes).orElse(new byte[0])) {
            depth += b == '/' ? 1 : 0;
        }
        if (depth >= DEEPEST) {
            throw new RrException(
                    ErrorCode.LIMIT,
                    "a tree has more than " + DEEPEST + " folders within each other",
                    "no project has such a tree: look at where it comes from");
        }
    }

    /**
     * Reads one tree.
     *
     * @param id its id, for messages
     * @param raw its bytes
     * @return its entries by name, ordered by the names' bytes
     * @throws RrException {@code CORRUPT} if the bytes are not a tree, or a name is one that no path can have
     */
    static SortedMap<RepoPath, Version> parse(ObjectId id, byte[] raw) {
        SortedMap<RepoPath, Version> entries = new TreeMap<>();
        Cursor cursor = new Cursor(id, raw);
        while (cursor.next()) {
            RepoPath name = RepoPath.ofBytes(Arrays.copyOfRange(raw, cursor.nameStart, cursor.nameEnd));
            entries.put(name, cursor.version());
        }
        return entries;
    }

    /** Finds one entry, whose name is part of an array, without making the others. */
    static Optional<Version> find(ObjectId id, byte[] raw, byte[] path, int start, int end) {
        Cursor cursor = new Cursor(id, raw);
        while (cursor.next()) {
            if (Arrays.equals(raw, cursor.nameStart, cursor.nameEnd, path, start, end)) {
                return Optional.of(cursor.version());
            }
        }
        return Optional.empty();
    }

    /** Goes through the entries of a tree. */
    private static final class Cursor {
        private final ObjectId id;
        private final byte[] raw;
        private int at;
        private int mode;
        int nameStart;
        int nameEnd;

        Cursor(ObjectId id, byte[] raw) {
            this.id = id;
            this.raw = raw;
        }

        Version version() {
            return Version.of(mode, ObjectId.fromRaw(raw, nameEnd + 1));
        }

        boolean next() {
            if (at >= raw.length) {
                return false;
            }
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
            at += 1 + Constants.OBJECT_ID_LENGTH;
            if (at > raw.length || nameEnd == nameStart) {
                throw corrupt(id);
            }
            return true;
        }
    }

    /** Orders entries as git's trees do: a folder as if its name ended with a slash. */
    static int compare(Map.Entry<RepoPath, Version> one, Map.Entry<RepoPath, Version> two) {
        return Arrays.compareUnsigned(sortKey(one), sortKey(two));
    }

    private static byte[] sortKey(Map.Entry<RepoPath, Version> entry) {
        byte[] name = entry.getKey().bytes();
        if (!entry.getValue().isTree()) {
            return name;
        }
        byte[] key = Arrays.copyOf(name, name.length + 1);
        key[name.length] = '/';
        return key;
    }

    private static RrException corrupt(ObjectId id) {
        return new RrException(
                ErrorCode.CORRUPT, "tree " + id.name() + " cannot be read: its bytes are damaged", "run git fsck");
    }
}
