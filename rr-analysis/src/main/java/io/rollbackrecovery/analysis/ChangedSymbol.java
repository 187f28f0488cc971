package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * A declaration that the commits changed, all of them taken together, as its tokens tell: comments and formatting are no
 * change. A type is changed in itself only by what is in none of its members.
 *
 * @param path the file; for a removed one where it was
 * @param name its name within the file, enclosing types before a dot
 * @param kind what it is
 * @param change how it changed
 * @param line where it begins, from 1: after the change, or before it if it was removed
 * @param uses the references to it from other files that are known to lead to it, by path and line; without types of
 *     expressions that is a lower bound, and the dependents of its file say more
 */
public record ChangedSymbol(
        RepoPath path, String name, DeclarationKind kind, SymbolChange change, int line, List<SymbolUse> uses) {
    /** Copies the list, so that the value is immutable. */
    public ChangedSymbol {
        uses = List.copyOf(uses);
    }
}
