package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Objects that exist only in memory, over those of a repository: what is inserted gets its id and is never written, and
 * the readers made here see both. So a later step of a plan can read what an earlier one would write. Not thread-safe;
 * the reader below is borrowed and is not closed.
 */
public final class MemoryObjects extends ObjectSink {
    private static final class Stored {
        final int type;
        final byte[] bytes;
        private @Nullable RawTree tree;

        Stored(int type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }
    }

    private final ObjectReader below;
    private final Map<ObjectId, Stored> objects = new HashMap<>();

    /**
     * Makes an empty layer.
     *
     * @param below the repository's objects; borrowed
     */
    public MemoryObjects(ObjectReader below) {
        this.below = below;
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) {
        ObjectId id = idFor(type, data, offset, length);
        objects.computeIfAbsent(id, absent -> new Stored(type, Arrays.copyOfRange(data, offset, offset + length)));
        return id;
    }

    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
        byte[] data = in.readNBytes(Math.toIntExact(length));
        if (data.length != length) {
            throw new IOException("the stream ended after " + data.length + " of " + length + " bytes");
        }
        return insert(type, data, 0, data.length);
    }

    /**
     * Writes the objects in memory that are reachable from a tree or blob.
     *
     * @param root where to begin; nothing is written for what is not in memory
     * @param target where to write
     * @throws IOException if writing fails
     */
    public void writeReachable(ObjectId root, ObjectSink target) throws IOException {
        Deque<ObjectId> open = new ArrayDeque<>();
        Set<ObjectId> seen = new HashSet<>();
        open.push(root);
        while (!open.isEmpty()) {
            ObjectId id = open.pop();
            Stored stored = objects.get(id);
            if (stored == null || !seen.add(id)) {
                continue;
            }
            target.insert(stored.type, stored.bytes);
            if (stored.type == Constants.OBJ_TREE) {
                TreeEntries.parse(id, stored.bytes).values().forEach(entry -> open.push(entry.id()));
            }
        }
    }

    /** Gives a tree that is in memory; empty if it is not, also where the repository has it. */
    Optional<RawTree> tree(ObjectId id) {
        Stored stored = objects.get(id);
        if (stored == null || stored.type != Constants.OBJ_TREE) {
            return Optional.empty();
        }
        RawTree tree = stored.tree;
        if (tree == null) {
            tree = new RawTree(id, stored.bytes);
            stored.tree = tree;
        }
        return Optional.of(tree);
    }

    @Override
    public ObjectReader newReader() {
        return new Reader();
    }

    /** Does nothing: there is nowhere to write to. */
    @Override
    public void flush() {}

    /** Does nothing: the reader below is borrowed. */
    @Override
    public void close() {}

    private final class Reader extends ObjectReader {
        @Override
        public ObjectReader newReader() {
            return new Reader();
        }

        @Override
        public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
            Set<ObjectId> found = new HashSet<>(below.resolve(id));
            objects.keySet().stream()
                    .filter(known -> id.prefixCompare(known) == 0)
                    .forEach(found::add);
            return found;
        }

        @Override
        public boolean has(AnyObjectId id, int type) throws IOException {
            Stored stored = objects.get(id.toObjectId());
            return stored == null ? below.has(id, type) : type == OBJ_ANY || type == stored.type;
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            Stored stored = objects.get(id.toObjectId());
            if (stored == null) {
                return below.open(id, type);
            }
            if (type != OBJ_ANY && type != stored.type) {
                throw new IncorrectObjectTypeException(id.copy(), type);
            }
            return new ObjectLoader.SmallObject(stored.type, stored.bytes);
        }

        @Override
        public Set<ObjectId> getShallowCommits() throws IOException {
            return below.getShallowCommits();
        }

        @Override
        public void close() {}
    }
}
