package io.rollbackrecovery.analysis.internal.link;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;

/** Collects what one file offers: keys with a hash of the answer. Not safe for several threads. */
public final class Offers {
    /** The key of what every file may ask for. */
    private static final int EVERYTHING = 0x5bd1e995;

    private final int place;
    private long[] offers = new long[32];
    private int size;

    /** Collects the offers of a file. */
    public Offers(RepoPath path) {
        place = path.hashCode();
    }

    /** Offers an answer under a word. */
    public void offer(String word, int answer) {
        add(word.hashCode(), answer);
    }

    /** Offers an answer under a word of a kind that is no name of code, such as a folder. */
    public void offer(char kind, String word, int answer) {
        add(Keys.hash(kind, word), answer);
    }

    /** Offers an answer that may matter to all files. */
    public void toAll(int answer) {
        add(EVERYTHING, answer);
    }

    /** Offers a declared name, under what follows its last dot. */
    public void declared(String name, int answer) {
        offer(name.substring(name.lastIndexOf('.') + 1), 31 * name.hashCode() + answer);
    }

    private void add(int key, int answer) {
        if (size == offers.length) {
            offers = Arrays.copyOf(offers, 2 * size);
        }
        offers[size++] = (long) key << 32 | (31L * answer + place) & 0xffffffffL;
    }

    private long[] sorted() {
        long[] all = Arrays.copyOf(offers, size);
        Arrays.sort(all);
        return Arrays.stream(all).distinct().toArray();
    }

    /** Adds the keys of what only one of two offers. */
    public static void differences(Offers one, Offers other, Keys keys) {
        long[] these = one.sorted();
        long[] those = other.sorted();
        int i = 0;
        int j = 0;
        while (i < these.length || j < those.length) {
            if (i < these.length && j < those.length && these[i] == those[j]) {
                i++;
                j++;
            } else if (j == those.length || i < these.length && these[i] < those[j]) {
                changed(these[i++], keys);
            } else {
                changed(those[j++], keys);
            }
        }
    }

    private static void changed(long offer, Keys keys) {
        int key = (int) (offer >> 32);
        if (key == EVERYTHING) {
            keys.everything();
        } else {
            keys.add(key);
        }
    }
}
