package io.rollbackrecovery.examples.benchmarks.code;

import io.rollbackrecovery.examples.benchmarks.Table;
import java.util.Arrays;

/** Times in milliseconds, summed up. */
final class Samples {
    private final double[] sorted;

    Samples(double... millis) {
        sorted = millis.clone();
        Arrays.sort(sorted);
    }

    double median() {
        return at(0.5);
    }

    double least() {
        return sorted[0];
    }

    private double at(double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }

    /** Median, ninth tenth and longest. */
    String spread() {
        return Table.number(median()) + " (" + Table.number(at(0.9)) + ", " + Table.number(sorted[sorted.length - 1])
                + ")";
    }

    @Override
    public String toString() {
        return Table.number(median()) + " (" + Table.number(least()) + ")";
    }
}
