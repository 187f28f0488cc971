package io.rollbackrecovery.core.id;

/**
 * The id of a recovery case.
 *
 * @param value 1 to 100 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit, and a valid component of a
 *     Git ref name
 */
public record CaseId(String value) implements Comparable<CaseId> {
    /**
     * Makes a name.
     *
     * @throws IllegalArgumentException if {@code value} is not of that shape
     */
    public CaseId {
        Names.require("case id", value);
    }

    @Override
    public int compareTo(CaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
