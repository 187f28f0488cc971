package io.rollbackrecovery.analysis.internal.lex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers the distinct names of one file, so that each is decoded once and compared as an int afterwards. */
public final class Names {
    /** Files share most of their names: at most 32,768 of them are kept, for all. */
    private static final TextPool POOL = new TextPool(15);

    private String[] texts = new String[128];
    private byte[][] spellings = new byte[128][];
    private int[] table = new int[512];
    private int size;

    /** Knows these names from the start: they get the numbers 0, 1, 2 and so on. */
    public Names(String... known) {
        for (String name : known) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            of(bytes, 0, bytes.length);
        }
    }

    /** The number of the name that stands in {@code bytes[from .. to)}. */
    public int of(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash ^= hash >>> 15;
        int slot = hash & (table.length - 1);
        while (table[slot] != 0) {
            byte[] known = spellings[table[slot] - 1];
            if (Arrays.equals(known, 0, known.length, bytes, from, to)) {
                return table[slot] - 1;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = size + 1;
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
            spellings = Arrays.copyOf(spellings, size * 2);
        }
        spellings[size] = Arrays.copyOfRange(bytes, from, to);
        texts[size] = text(bytes, from, to);
        size++;
        if (size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private static String text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return new String(bytes, from, to - from, StandardCharsets.UTF_8);
            }
        }
        return POOL.text(bytes, from, to - from);
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int name = 0; name < size; name++) {
            int hash = Arrays.hashCode(spellings[name]);
            hash ^= hash >>> 15;
            int slot = hash & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = name + 1;
        }
    }

    /** The name with a number. */
    public String text(int name) {
        return texts[name];
    }

    /** How many names there are. */
    public int size() {
        return size;
    }
}
