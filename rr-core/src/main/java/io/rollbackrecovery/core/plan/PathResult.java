package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Locale;

/**
 * What became of one path when a plan was applied or refused.
 *
 * @param path the path
 * @param state what became of it
 * @param detail a sentence for people; empty if there is nothing to say
 */
public record PathResult(RepoPath path, State state, String detail) {
    /** What became of a path. */
    public enum State {
        /** It was written. */
        WRITTEN,
        /** It was removed. */
        REMOVED,
        /** It was left as it was, on purpose. */
        SKIPPED,
        /** It is why the plan was refused, or could not be restored. */
        REFUSED;

        /**
         * Gives the word that documents use.
         *
         * @return the lower-case name
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
