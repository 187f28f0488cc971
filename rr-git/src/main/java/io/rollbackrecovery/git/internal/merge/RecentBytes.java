package io.rollbackrecovery.git.internal.merge;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** What was read lately, by its id, up to so many bytes in all. Not thread-safe. */
final class RecentBytes<T> {
    private record Kept<T>(T value, int size) {}

    private final Map<ObjectId, Kept<T>> kept = new LinkedHashMap<>(64, 0.75f, true);
    private final long most;
    private final ToIntFunction<T> size;
    private long bytes;

    /**
     * Keeps nothing yet.
     *
     * @param most how many bytes at most
     * @param size tells how many bytes something takes, when it is put
     */
    RecentBytes(long most, ToIntFunction<T> size) {
        this.most = most;
        this.size = size;
    }

    @Nullable
    T get(ObjectId id) {
        Kept<T> found = kept.get(id);
        return found == null ? null : found.value;
    }

    void put(ObjectId id, T value) {
        Kept<T> now = new Kept<>(value, size.applyAsInt(value));
        Kept<T> before = kept.put(id, now);
        bytes += now.size - (before == null ? 0 : before.size);
        Iterator<Kept<T>> eldest = kept.values().iterator();
        while (bytes > most && eldest.hasNext()) {
            bytes -= eldest.next().size;
            eldest.remove();
        }
    }
}
