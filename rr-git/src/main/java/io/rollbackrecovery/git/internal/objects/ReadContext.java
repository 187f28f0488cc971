package io.rollbackrecovery.git.internal.objects;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** What one reader needs while it reads: an inflater, and the delta bases it met lately. Not thread-safe. */
final class ReadContext implements AutoCloseable {
    private static final long MOST_CACHED_BYTES = 16L << 20;

    /** Where an object begins. */
    private record Place(Pack pack, long offset) {}

    private final Map<Place, Body> bases = new LinkedHashMap<>(64, 0.75f, true);
    private long cachedBytes;
    private @Nullable Inflater inflater;
    private @Nullable Pack lastPack;

    Inflater inflater() {
        Inflater ready = inflater;
        if (ready == null) {
            ready = new Inflater();
            inflater = ready;
        } else {
            ready.reset();
        }
        return ready;
    }

    @Nullable
    Pack lastPack() {
        return lastPack;
    }

    void foundIn(Pack pack) {
        lastPack = pack;
    }

    @Nullable
    Body base(Pack pack, long offset) {
        return bases.get(new Place(pack, offset));
    }

    void keepBase(Pack pack, long offset, Body body) {
        if (body.bytes().length > MOST_CACHED_BYTES / 4) {
            return;
        }
        Body before = bases.put(new Place(pack, offset), body);
        cachedBytes += body.bytes().length - (before == null ? 0 : before.bytes().length);
        Iterator<Body> eldest = bases.values().iterator();
        while (cachedBytes > MOST_CACHED_BYTES && eldest.hasNext()) {
            cachedBytes -= eldest.next().bytes().length;
            eldest.remove();
        }
    }

    @Override
    public void close() {
        bases.clear();
        cachedBytes = 0;
        lastPack = null;
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
