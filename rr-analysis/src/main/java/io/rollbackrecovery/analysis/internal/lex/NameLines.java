package io.rollbackrecovery.analysis.internal.lex;

import io.rollbackrecovery.analysis.spi.Mention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first line of each name that was seen, in the order in which they were. */
public final class NameLines {
    private final Names names;
    private int[] lines = new int[128];
    private int[] order = new int[64];
    private int size;

    /** Notes names of this numbering. */
    public NameLines(Names names) {
        this.names = names;
    }

    /** Notes a name, if it is new. */
    public void add(int name, int line) {
        if (name >= lines.length) {
            lines = Arrays.copyOf(lines, Math.max(name + 1, lines.length * 2));
        }
        if (lines[name] == 0) {
            lines[name] = line;
            if (size == order.length) {
                order = Arrays.copyOf(order, size * 2);
            }
            order[size++] = name;
        }
    }

    /** What was noted. */
    public List<Mention> mentions() {
        List<Mention> mentions = new ArrayList<>(size);
        Set<String> damaged = new HashSet<>();
        for (int i = 0; i < size; i++) {
            String text = names.text(order[i]);
            // Names of different bytes that are not UTF-8 can look alike once decoded.
            if (text.indexOf('\uFFFD') < 0 || damaged.add(text)) {
                mentions.add(new Mention(text, lines[order[i]]));
            }
        }
        return mentions;
    }
}
