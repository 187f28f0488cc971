package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;

/**
 * Another way to come to a clean result than the one that is planned.
 *
 * @param kind what is different
 * @param reverted the commits that would be taken back, newest first
 * @param tree the tree that it would end in
 */
public record Alternative(Kind kind, List<CommitId> reverted, TreeId tree) {
    /** What is different. New kinds may be added. */
    public enum Kind {
        /** Other commits come along; asking for exactly these gives the plan. */
        OTHER_COMMITS("other-commits"),
        /**
         * A run of commits without a gap is taken back in one merge, from the tree of its newest to the one before its
         * oldest, instead of one by one. Git has no command for it; what the run itself changed to and fro is not in
         * its way. Asking for exactly these with {@link RevertRequest#asOneMerge} gives the plan.
         */
        ONE_MERGE("one-merge");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * Gives the word that documents use.
         *
         * @return lower-case, with a hyphen
         */
        public String word() {
            return word;
        }

        /**
         * Reads a word.
         *
         * @param word what {@link #word()} gave
         * @return the kind
         * @throws IllegalArgumentException if there is no such kind
         */
        public static Kind ofWord(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such kind of alternative: " + word);
        }
    }

    /** Copies the list, so that the value is immutable. */
    public Alternative {
        reverted = List.copyOf(reverted);
    }
}
