package io.rollbackrecovery.core.graph;

import java.util.Arrays;
import java.util.BitSet;
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

    /** The number of values in all rows. */
    int count() {
        return offsets[offsets.length - 1];
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

    /**
     * The part between the rows with a number of 0 or more, which becomes their place and their value; numbers must
     * ascend. Rows between them that got no number of their own are empty.
     */
    Rows renumbered(int[] number, int newSize) {
        int[] starts = new int[newSize + 1];
        int[] kept = new int[values.length];
        int count = 0;
        for (int row = 0; row < size(); row++) {
            if (number[row] < 0) {
                continue;
            }
            int before = count;
            for (int position = offsets[row]; position < offsets[row + 1]; position++) {
                int value = number[values[position]];
                if (value >= 0) {
                    kept[count++] = value;
                }
            }
            starts[number[row] + 1] = count - before;
        }
        for (int row = 0; row < newSize; row++) {
            starts[row + 1] += starts[row];
        }
        return new Rows(starts, count == kept.length ? kept : Arrays.copyOf(kept, count));
    }

    /** All values of some rows. */
    BitSet valuesOf(BitSet rows) {
        BitSet found = new BitSet(size());
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            for (int position = offsets[row]; position < offsets[row + 1]; position++) {
                found.set(values[position]);
            }
        }
        return found;
    }

    /** These rows, with some of them as they stand elsewhere. */
    Rows replaced(BitSet rows, Rows by) {
        int[] starts = new int[offsets.length];
        for (int row = 0; row < size(); row++) {
            starts[row + 1] = starts[row] + (rows.get(row) ? by : this).length(row);
        }
        Rows result = new Rows(starts, new int[starts[size()]]);
        splice(rows, by, result, values, by.values, result.values);
        return result;
    }

    /**
     * Fills an array that lies beside the values of {@code result = replaced(rows, by)} from the arrays beside these
     * and those; rows that stay are copied in blocks.
     */
    void splice(BitSet rows, Rows by, Rows result, Object mine, Object theirs, Object into) {
        int next = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            System.arraycopy(mine, offsets[next], into, result.start(next), offsets[row] - offsets[next]);
            System.arraycopy(theirs, by.start(row), into, result.start(row), by.length(row));
            next = row + 1;
        }
        System.arraycopy(mine, offsets[next], into, result.start(next), count() - offsets[next]);
    }

    /** Only some rows: each without some values, and with those that it has elsewhere. */
    Rows merged(BitSet rows, BitSet without, Rows with) {
        int[] starts = new int[offsets.length];
        int room = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            room += length(row) + with.length(row);
        }
        int[] merged = new int[room];
        int count = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            int before = count;
            for (int position = offsets[row]; position < offsets[row + 1]; position++) {
                if (!without.get(values[position])) {
                    merged[count++] = values[position];
                }
            }
            System.arraycopy(with.values, with.start(row), merged, count, with.length(row));
            count += with.length(row);
            Arrays.sort(merged, before, count);
            starts[row + 1] = count - before;
        }
        for (int row = 0; row < size(); row++) {
            starts[row + 1] += starts[row];
        }
        return new Rows(starts, merged);
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
