package io.rollbackrecovery.core.graph;

import java.util.Arrays;
import java.util.Objects;

/** Rows of ascending ints in one array (compressed sparse rows); a row's values are row numbers too. */
final class Rows {
    private final int[] offsets;
    private final int[] values;

    /** Takes both arrays over: row {@code r} is {@code values[offsets[r] .. offsets[r + 1])}. */
    Rows(int[] offsets, int[] values) {
        this.offsets = offsets;
        this.values = values;
    }

    int size() {
        return offsets.length - 1;
    }

    int start(int row) {
        return offsets[row];
    }

    int end(int row) {
        return offsets[row + 1];
    }

    /** The value at a position between a row's start and end. */
    int at(int position) {
        return values[position];
    }

    int length(int row) {
        Objects.checkIndex(row, size());
        return offsets[row + 1] - offsets[row];
    }

    int get(int row, int index) {
        return values[offsets[row] + Objects.checkIndex(index, length(row))];
    }

    /** The position of a value in a row, negative when it is not there. */
    int find(int row, int value) {
        Objects.checkIndex(row, size());
        return Arrays.binarySearch(values, offsets[row], offsets[row + 1], value);
    }

    /** The same pairs seen from the other end. Rows are visited in order, so the new rows are ascending as well. */
    Rows reversed() {
        int[] starts = new int[offsets.length];
        for (int value : values) {
            starts[value + 1]++;
        }
        for (int row = 0; row < size(); row++) {
            starts[row + 1] += starts[row];
        }
        int[] next = starts.clone();
        int[] reversed = new int[values.length];
        for (int row = 0; row < size(); row++) {
            for (int position = offsets[row]; position < offsets[row + 1]; position++) {
                reversed[next[values[position]]++] = row;
            }
        }
        return new Rows(starts, reversed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rows that && Arrays.equals(offsets, that.offsets) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(values);
    }
}
