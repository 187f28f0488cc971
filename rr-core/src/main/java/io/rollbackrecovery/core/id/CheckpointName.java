package io.rollbackrecovery.core.id;

/**
 * The name of a checkpoint, for example {@code before-session-20260301-0930-oura}.
 *
 * @param value 1 to 100 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit, and a valid component of a
 *     Git ref name
 */
public record CheckpointName(String value) implements Comparable<CheckpointName> {
    /**
     * Makes a name.
     *
     * @throws IllegalArgumentException if {@code value} is not of that shape
     */
    public CheckpointName {
        Names.require("checkpoint name", value);
    }

    @Override
    public int compareTo(CheckpointName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
