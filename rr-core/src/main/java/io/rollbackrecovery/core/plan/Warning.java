package io.rollbackrecovery.core.plan;

/**
 * Something that the reader of a result should know.
 *
 * @param code a stable word for programs, lower-case with hyphens
 * @param message a sentence for people
 */
public record Warning(String code, String message) {
    @Override
    public String toString() {
        return message;
    }
}
