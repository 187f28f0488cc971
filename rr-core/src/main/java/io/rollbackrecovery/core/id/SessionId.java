package io.rollbackrecovery.core.id;

/**
 * The id of a session, {@code yyyyMMdd-HHmm-<slug>} in UTC where RR made it.
 *
 * @param value 1 to 100 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit, and a valid component of a
 *     Git ref name
 */
public record SessionId(String value) implements Comparable<SessionId> {
    /**
     * Makes a name.
     *
     * @throws IllegalArgumentException if {@code value} is not of that shape
     */
    public SessionId {
        Names.require("session id", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
