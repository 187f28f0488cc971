package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
        TreeCursor cursor = new TreeCursor(id, raw);
        while (cursor.next()) {
            entries.put(cursor.name(), cursor.version());
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
}
