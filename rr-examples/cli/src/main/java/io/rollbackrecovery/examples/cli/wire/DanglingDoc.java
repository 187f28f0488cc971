package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.reference.DanglingReference;
import java.util.List;

/** A reference that a plan leaves dangling. */
public record DanglingDoc(RepoPath path, int line, String symbol, RepoPath target) {
    /** Writes references in their order. */
    public static List<DanglingDoc> of(List<DanglingReference> references) {
        return references.stream()
                .map(found -> new DanglingDoc(found.path(), found.line(), found.symbol(), found.target()))
                .toList();
    }
}
