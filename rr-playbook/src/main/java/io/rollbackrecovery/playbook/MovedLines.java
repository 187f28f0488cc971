package io.rollbackrecovery.playbook;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds lines that a change moved within a file. Lines that occur once before and after are compared: the longest of their
 * sequences that kept its order stayed (as in patience diff), the others moved. Takes {@code n log n} steps.
 */
final class MovedLines {
    private static final int NEAR = 5;

    private final List<String> after;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> moved = new HashSet<>();

    MovedLines(List<String> before, List<String> after) {
        this.after = after;
        Map<String, Integer> once = once(before);
        Map<String, Integer> later = once(after);
        List<String> shared = before.stream()
                .filter(line -> once.containsKey(line) && later.containsKey(line))
                .toList();
        int[] to = shared.stream().mapToInt(line -> later.getOrDefault(line, 0)).toArray();
        BitSet stayed = ascending(to);
        for (int i = 0; i < to.length; i++) {
            places.put(shared.get(i), to[i]);
            if (!stayed.get(i)) {
                moved.add(shared.get(i));
            }
        }
    }

    /** The lines that occur once, with their places. */
    private static Map<String, Integer> once(List<String> lines) {
        Map<String, Integer> places = new HashMap<>();
        Set<String> repeated = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > 1 && places.putIfAbsent(lines.get(i), i) != null) {
                repeated.add(lines.get(i));
            }
        }
        places.keySet().removeAll(repeated);
        return places;
    }

    /** Which numbers belong to a longest ascending sequence. */
    private static BitSet ascending(int[] numbers) {
        int[] ends = new int[numbers.length];
        int[] previous = new int[numbers.length];
        int length = 0;
        for (int i = 0; i < numbers.length; i++) {
            int at = 0;
            for (int above = length; at < above; ) {
                int middle = (at + above) >>> 1;
                if (numbers[ends[middle]] < numbers[i]) {
                    at = middle + 1;
                } else {
                    above = middle;
                }
            }
            previous[i] = at == 0 ? -1 : ends[at - 1];
            ends[at] = i;
            length = Math.max(length, at + 1);
        }
        BitSet members = new BitSet(numbers.length);
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
            members.set(i);
        }
        return members;
    }

    /** Whether anything moved. */
    boolean any() {
        return !moved.isEmpty();
    }

    /** Whether a line moved; of one that occurs several times, whether a line shortly above it did. */
    boolean has(String line) {
        if (places.containsKey(line)) {
            return moved.contains(line);
        }
        for (int i = 0; i < after.size(); i++) {
            for (int above = i; above >= Math.max(0, i - NEAR) && after.get(i).equals(line); above--) {
                if (moved.contains(after.get(above))) {
                    return true;
                }
            }
        }
        return false;
    }
}
