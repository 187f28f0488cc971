package io.rollbackrecovery.analysis.internal.link;

import java.util.Arrays;

/**
 * Collects keys, as hashes of words: that two words have one costs a needless look, no more. Not safe for several
 * threads.
 */
public final class Keys {
    private int[] keys = new int[64];
    private int size;
    private boolean everything;

    /** Adds a word. */
    public void add(String word) {
        add(word.hashCode());
    }

    /** Adds a word of a kind that is no name of code, such as a folder. */
    public void add(char kind, String word) {
        add(hash(kind, word));
    }

    /** Adds the words between dots. */
    public void segments(String dotted) {
        int hash = 0;
        int length = 0;
        for (int i = 0; i < dotted.length(); i++) {
            char c = dotted.charAt(i);
            if (c == '.') {
                addSegment(hash, length);
                hash = 0;
                length = 0;
            } else {
                hash = 31 * hash + c;
                length++;
            }
        }
        addSegment(hash, length);
    }

    private void addSegment(int hash, int length) {
        if (length > 0) {
            add(hash);
        }
    }

    /** Says that all files may be touched, or ask for everything. */
    public void everything() {
        everything = true;
    }

    void add(int key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
    }

    static int hash(char kind, String word) {
        return 31 * word.hashCode() + kind + 0x9e3779b9;
    }

    /** Whether all files may be touched. */
    public boolean isEverything() {
        return everything;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return size == 0 && !everything;
    }

    /** The keys, each once, ascending. */
    public int[] sorted() {
        Arrays.sort(keys, 0, size);
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                keys[count++] = keys[i];
            }
        }
        size = count;
        return Arrays.copyOf(keys, count);
    }

    /** Whether two ascending lists have a key in common. */
    public static boolean meet(int[] few, int[] many) {
        if (few.length > many.length) {
            return meet(many, few);
        }
        if (few.length > many.length / 8) {
            int i = 0;
            int j = 0;
            while (i < few.length && j < many.length) {
                if (few[i] == many[j]) {
                    return true;
                }
                if (few[i] < many[j]) {
                    i++;
                } else {
                    j++;
                }
            }
            return false;
        }
        for (int key : few) {
            if (Arrays.binarySearch(many, key) >= 0) {
                return true;
            }
        }
        return false;
    }
}
