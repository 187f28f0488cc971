package io.rollbackrecovery.analysis.spi;

/**
 * Something that a file declares and others can refer to.
 *
 * @param name its name within the file, enclosing types before a dot: {@code Outer.Inner.method}
 * @param kind what it is
 * @param firstLine the line where it begins, from 1
 * @param lastLine the line where it ends
 */
public record Declaration(String name, DeclarationKind kind, int firstLine, int lastLine) {
    /**
     * Gives the name without enclosing types.
     *
     * @return what follows the last dot
     */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
