package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** Reads the bytes of trees. */
final class TreeEntries {
    private TreeEntries() {}

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
        int at = 0;
        while (at < raw.length) {
            int mode = 0;
            while (at < raw.length && raw[at] != ' ') {
                int digit = raw[at++] - '0';
                if (digit < 0 || digit > 7) {
                    throw corrupt(id);
                }
                mode = (mode << 3) + digit;
            }
            int nameStart = ++at;
            while (at < raw.length && raw[at] != 0) {
                at++;
            }
            int nameEnd = at++;
            if (at + 20 > raw.length || nameEnd == nameStart) {
                throw corrupt(id);
            }
            for (int i = nameStart; i < nameEnd; i++) {
                if (raw[i] == '/') {
                    throw corrupt(id);
                }
            }
            RepoPath name = RepoPath.ofBytes(Arrays.copyOfRange(raw, nameStart, nameEnd));
            entries.put(name, Version.of(mode, ObjectId.fromRaw(raw, at)));
            at += 20;
        }
        return entries;
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
