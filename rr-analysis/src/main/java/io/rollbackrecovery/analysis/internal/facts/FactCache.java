package io.rollbackrecovery.analysis.internal.facts;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.BlobId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Facts by blob and language, the least recently used dropped when they are too many. Safe for several threads; what
 * two threads extract at once is extracted twice and kept once.
 */
public final class FactCache {
    // A mention is a record, a string and its place in a list: about this many bytes.
    private static final int BYTES_OF_A_FACT = 100;

    private final long mostBytes;
    private final Map<Key, FileFacts> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Key(BlobId blob, String language) {}

    /** Makes an empty cache that keeps facts of about {@code mostBytes} bytes. */
    public FactCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Gives the facts of a blob read as a language, if they are kept. */
    public synchronized Optional<FileFacts> get(BlobId blob, String language) {
        return Optional.ofNullable(kept.get(new Key(blob, language)));
    }

    /** Keeps facts. */
    public synchronized void put(BlobId blob, String language, FileFacts facts) {
        if (kept.put(new Key(blob, language), facts) == null) {
            bytes += weight(facts);
        }
        Iterator<FileFacts> eldest = kept.values().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            bytes -= weight(eldest.next());
            eldest.remove();
        }
    }

    /** About how many bytes the kept facts take. */
    public synchronized long weight() {
        return bytes;
    }

    private static long weight(FileFacts facts) {
        long parts = 4L
                + facts.declarations().size()
                + facts.imports().size()
                + facts.names().size()
                + facts.chains().size()
                + facts.members().size()
                + facts.literals().size();
        return parts * BYTES_OF_A_FACT;
    }
}
