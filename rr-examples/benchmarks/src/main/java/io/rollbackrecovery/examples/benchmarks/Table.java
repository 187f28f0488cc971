package io.rollbackrecovery.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. Not thread-safe. */
public final class Table {
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param headings the columns; all but the first hold numbers
     */
    public Table(List<String> headings) {
        this.columns = headings.size();
        row(headings);
        lines.add("|---|" + "---:|".repeat(columns - 1));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     * @return this table
     */
    public Table row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns + " columns");
        }
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    /**
     * Writes a number with three significant digits.
     *
     * @param value any number
     * @return digits with a decimal point, no exponent
     */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
