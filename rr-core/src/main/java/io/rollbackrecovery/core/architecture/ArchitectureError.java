package io.rollbackrecovery.core.architecture;

/**
 * One thing that is wrong with a declaration.
 *
 * @param line the line of the whole text, from 1
 * @param message what is wrong, one sentence without a full stop
 */
public record ArchitectureError(int line, String message) {
    /** Gives {@code line N: message}. */
    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
