package io.rollbackrecovery.core.plan;

/**
 * Lines of a file.
 *
 * @param first the first line, counted from 1
 * @param last the last line, included; {@code first - 1} for a place between two lines
 */
public record LineRange(int first, int last) {
    /**
     * Makes a range.
     *
     * @throws IllegalArgumentException if {@code first} is below 1 or {@code last} below {@code first - 1}
     */
    public LineRange {
        if (first < 1 || last < first - 1) {
            throw new IllegalArgumentException("not a range of lines: " + first + "-" + last);
        }
    }

    /** Gives {@code 12-14}, or {@code 12} for one line. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
