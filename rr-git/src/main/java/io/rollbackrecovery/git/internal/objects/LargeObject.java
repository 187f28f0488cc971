package io.rollbackrecovery.git.internal.objects;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectStream;

/** An object that is too large to be held in memory: it is read as a stream. */
final class LargeObject extends ObjectLoader {
    /** Opens the object's bytes anew. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private final ObjectId id;
    private final int type;
    private final long size;
    private final Source source;

    LargeObject(ObjectId id, int type, long size, Source source) {
        this.id = id;
        this.type = type;
        this.size = size;
        this.source = source;
    }

    @Override
    public int getType() {
        return type;
    }

    @Override
    public long getSize() {
        return size;
    }

    @Override
    public boolean isLarge() {
        return true;
    }

    @Override
    public byte[] getCachedBytes() {
        throw new LargeObjectException(id);
    }

    @Override
    public ObjectStream openStream() throws IOException {
        return new ObjectStream.Filter(type, size, new BufferedInputStream(source.open(), 1 << 16));
    }
}
