package io.rollbackrecovery.core.graph;

/**
 * A set of numbers below a bound that gives the smallest first. Bits in levels, 64 to a word: a bit of a higher level
 * says that a word of the level below is not zero. So each call takes one step a level, four for 16 million.
 */
final class IntQueue {
    private final long[][] levels;

    IntQueue(int bound) {
        int depth = 1;
        for (int words = words(bound); words > 1; words = words(words)) {
            depth++;
        }
        levels = new long[depth][];
        int size = bound;
        for (int level = 0; level < depth; level++) {
            size = words(size);
            levels[level] = new long[size];
        }
    }

    private static int words(int bits) {
        return Math.max(1, (bits + 63) >>> 6);
    }

    boolean isEmpty() {
        return levels[levels.length - 1][0] == 0;
    }

    void add(int item) {
        int at = item;
        for (long[] words : levels) {
            words[at >>> 6] |= 1L << at;
            at >>>= 6;
        }
    }

    /** Takes the smallest item out; there must be one. */
    int poll() {
        int item = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            item = item << 6 | Long.numberOfTrailingZeros(levels[level][item]);
        }
        int at = item;
        for (long[] words : levels) {
            words[at >>> 6] &= ~(1L << at);
            if (words[at >>> 6] != 0) {
                break;
            }
            at >>>= 6;
        }
        return item;
    }
}
