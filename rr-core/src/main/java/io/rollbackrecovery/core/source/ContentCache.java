package io.rollbackrecovery.core.source;

import java.util.Optional;

/**
 * A port: what was computed from contents, kept beyond one process so that nobody computes it twice. It may forget
 * anything at any time, and never gives anything but what was put. A failure to read or to write is no failure of the
 * caller: it looks like something that was forgotten. Implementations are thread-safe.
 */
public interface ContentCache {
    /**
     * Looks for a value.
     *
     * @param key what it was put under
     * @return the value, not to be changed; empty if it is not known
     */
    Optional<byte[]> get(String key);

    /**
     * Keeps a value. It is a function of the key, so that it does not matter who puts it, or how often.
     *
     * @param key names the content, what was computed from it, and by which version of the code
     * @param value what was computed; not copied, not to be changed afterwards
     */
    void put(String key, byte[] value);

    /**
     * Gives a cache that keeps nothing.
     *
     * @return the cache
     */
    static ContentCache none() {
        return new ContentCache() {
            @Override
            public Optional<byte[]> get(String key) {
                return Optional.empty();
            }

            @Override
            public void put(String key, byte[] value) {
                // nothing is kept
            }
        };
    }
}
