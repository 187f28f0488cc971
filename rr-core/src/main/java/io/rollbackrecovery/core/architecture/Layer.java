package io.rollbackrecovery.core.architecture;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * A named part of a code base.
 *
 * @param name its name, unique within an architecture
 * @param patterns which paths belong to it; one or more
 * @param line the line of the text that declares it, from 1
 */
public record Layer(String name, List<PathPattern> patterns, int line) {
    /** Copies the list, so that the value is immutable. */
    public Layer {
        patterns = List.copyOf(patterns);
    }

    /**
     * Tells whether one of the patterns covers a path.
     *
     * @param path a path
     * @return true if one does
     */
    public boolean covers(RepoPath path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
