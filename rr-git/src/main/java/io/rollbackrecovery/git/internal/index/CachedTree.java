package io.rollbackrecovery.git.internal.index;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A folder of the index whose tree git has computed before ({@code TREE} in index-format(5)). By it a folder is known
 * to be as a tree has it without looking at either. Immutable.
 */
public final class CachedTree {
    private static final int DEEPEST = 4096;

    private final Optional<ObjectId> tree;
    private final int entries;
    private final Map<String, CachedTree> folders;

    private CachedTree(Optional<ObjectId> tree, int entries, Map<String, CachedTree> folders) {
        this.tree = tree;
        this.entries = entries;
        this.folders = folders;
    }

    /**
     * Tells whether a folder of the index is a tree, entry for entry.
     *
     * @param id the tree
     * @param count the entries that the index has in the folder
     */
    public boolean is(ObjectId id, int count) {
        return tree.isPresent() && tree.get().equals(id) && entries == count;
    }

    /** Gives a folder in this folder; empty if nothing is known of it. */
    public Optional<CachedTree> folder(byte[] name) {
        return Optional.ofNullable(folders.get(key(name)));
    }

    /** Reads the extension; what cannot be read is as if it were not there, since it only saves time. */
    static Optional<CachedTree> parse(byte[] extension) {
        try {
            ByteBuffer in = ByteBuffer.wrap(extension);
            if (in.remaining() == 0 || in.get() != 0) {
                return Optional.empty();
            }
            return Optional.of(parse(in, 0));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static CachedTree parse(ByteBuffer in, int depth) {
        int entries = Integer.parseInt(text(in, ' '));
        int count = Integer.parseInt(text(in, '\n'));
        if (depth > DEEPEST || count < 0) {
            throw new IllegalArgumentException("no folder of an index");
        }
        Optional<ObjectId> tree = Optional.empty();
        if (entries >= 0) {
            byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
            in.get(id);
            tree = Optional.of(ObjectId.fromRaw(id));
        }
        Map<String, CachedTree> folders = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = text(in, '\0');
            folders.put(name, parse(in, depth + 1));
        }
        return new CachedTree(tree, entries, folders);
    }

    private static String text(ByteBuffer in, char end) {
        int start = in.position();
        while (in.get() != end) {
            // up to the end of the word
        }
        byte[] word = new byte[in.position() - 1 - start];
        in.get(start, word);
        return new String(word, StandardCharsets.ISO_8859_1);
    }

    private static String key(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
