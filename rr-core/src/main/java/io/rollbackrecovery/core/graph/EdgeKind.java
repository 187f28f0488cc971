package io.rollbackrecovery.core.graph;

import java.util.Locale;
import java.util.Optional;

/**
 * How one file refers to another. The order of the constants is the order of trust, strongest first: where two nodes
 * are joined by several kinds, the first of them is the one that is shown.
 *
 * <p>Constants may be added; code that switches over them needs a default.
 */
public enum EdgeKind {
    /** The file is named by an import statement. */
    IMPORT(0),
    /** An import that exists for the type checker only and is gone when the program runs. */
    TYPE_ONLY(1),
    /** A name used without an import, because both files share a package. */
    SAME_PACKAGE(2),
    /** A name that arrives through an import of everything in a package or module. */
    WILDCARD(3),
    /** An import whose names are handed on to others. */
    RE_EXPORT(4),
    /** A qualified name written out in the code, or the target of a link found by its name. */
    REFERENCE(5),
    /** A text literal that equals the name of a module, class or file. */
    STRING(6),
    /** A module named by a literal in a call that loads code while the program runs. */
    DYNAMIC(7),
    /** A name that several files could mean; there is an edge to each of them. */
    AMBIGUOUS(8),
    /** A path or class named by a configuration file. */
    CONFIG(9);

    private static final EdgeKind[] ALL = values();

    private final int mask;

    EdgeKind(int bit) {
        this.mask = 1 << bit;
    }

    /** The bit of this kind in a set of kinds; all fit in 16 bits. */
    int mask() {
        return mask;
    }

    /**
     * The word for this kind in documents and on the command line, for example {@code same-package}.
     *
     * @return lower-case letters and hyphens, stable for ever
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a kind by its {@link #word()}.
     *
     * @param word the word, exactly as {@code word()} gives it
     * @return the kind, or empty when no kind has that word
     */
    public static Optional<EdgeKind> ofWord(String word) {
        for (EdgeKind kind : ALL) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
