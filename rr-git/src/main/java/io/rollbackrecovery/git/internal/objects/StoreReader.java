package io.rollbackrecovery.git.internal.objects;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store's objects for JGit's walks; made by a writer, also what it has not flushed yet. For one thread at a
 * time. Closing it gives up its caches only; the store stays open.
 */
public final class StoreReader extends ObjectReader {
    private static final int STREAM_THRESHOLD = 50 << 20; // as JGit's and git's, so that big files mean the same

    private final ObjectStore store;
    private final @Nullable ObjectWriter writer;
    private final ReadContext context = new ReadContext();

    StoreReader(ObjectStore store, @Nullable ObjectWriter writer) {
        this.store = store;
        this.writer = writer;
        setStreamFileThreshold(STREAM_THRESHOLD);
    }

    @Override
    public ObjectReader newReader() {
        return new StoreReader(store, writer);
    }

    @Override
    public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
        if (id.isComplete()) {
            return Set.of(id.toObjectId());
        }
        Set<ObjectId> matches = store.resolve(id);
        if (writer != null) {
            writer.resolve(matches, id);
        }
        return matches;
    }

    @Override
    public boolean has(AnyObjectId objectId) throws IOException {
        return writer != null && writer.holds(objectId) || store.has(context, objectId, ObjectStore.Existing.ANYWHERE);
    }

    @Override
    public ObjectLoader open(AnyObjectId objectId, int typeHint) throws IOException {
        Optional<ObjectLoader> pending = writer == null ? Optional.empty() : writer.open(objectId);
        Optional<ObjectLoader> found =
                pending.isPresent() ? pending : store.open(context, objectId, getStreamFileThreshold());
        ObjectLoader loader = found.orElseThrow(() -> missing(objectId, typeHint));
        if (typeHint != OBJ_ANY && loader.getType() != typeHint) {
            throw new IncorrectObjectTypeException(objectId.copy(), typeHint);
        }
        return loader;
    }

    @Override
    public long getObjectSize(AnyObjectId objectId, int typeHint) throws IOException {
        Optional<ObjectLoader> pending = writer == null ? Optional.empty() : writer.open(objectId);
        if (pending.isPresent()) {
            return pending.get().getSize();
        }
        return store.size(context, objectId).orElseThrow(() -> missing(objectId, typeHint));
    }

    private static MissingObjectException missing(AnyObjectId objectId, int typeHint) {
        return typeHint == OBJ_ANY
                ? new MissingObjectException(objectId.copy(), "object")
                : new MissingObjectException(objectId.copy(), typeHint);
    }

    @Override
    public Set<ObjectId> getShallowCommits() throws IOException {
        return store.getShallowCommits();
    }

    @Override
    public void close() {
        context.close();
    }
}
