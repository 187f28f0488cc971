package io.rollbackrecovery.core.id;

/**
 * The id of an operation in RR's journal. Ids of one journal sort in the order in which they were made.
 *
 * @param value 1 to 100 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit, and a valid component of a
 *     Git ref name
 */
public record OperationId(String value) implements Comparable<OperationId> {
    /**
     * Makes a name.
     *
     * @throws IllegalArgumentException if {@code value} is not of that shape
     */
    public OperationId {
        Names.require("operation id", value);
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
