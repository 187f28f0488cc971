package io.rollbackrecovery.core.reference;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Comparator;

/**
 * A use in a planned tree that does not find what it needs.
 *
 * @param path the file that has the use
 * @param line the line of the first such use in it, from 1
 * @param symbol what is used, or what is wrong, in words of the language
 * @param target the file where it would have to be
 */
public record DanglingReference(RepoPath path, int line, String symbol, RepoPath target)
        implements Comparable<DanglingReference> {
    private static final Comparator<DanglingReference> ORDER = Comparator.comparing(DanglingReference::path)
            .thenComparingInt(DanglingReference::line)
            .thenComparing(DanglingReference::symbol)
            .thenComparing(DanglingReference::target);

    /** By path, line, symbol and target. */
    @Override
    public int compareTo(DanglingReference other) {
        return ORDER.compare(this, other);
    }
}
