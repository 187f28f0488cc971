package io.rollbackrecovery.core.reference;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.List;

/**
 * A port: tells which references a planned tree would leave dangling. It reads files, runs nothing and writes nothing.
 * Implementations are thread-safe.
 */
public interface ReferenceJudge {
    /**
     * Judges a tree against the trees that it is made from. What dangles in those already is not told again, and what
     * cannot be decided from the files alone is left out: an empty answer is no proof.
     *
     * @param source reads all three trees, the planned one too
     * @param base the tree before the changes that are taken back
     * @param now the tree that they are taken back on
     * @param planned the tree to judge
     * @return what dangles only in {@code planned}, in order, each place once
     */
    List<DanglingReference> dangling(SourceReader source, TreeId base, TreeId now, TreeId planned);
}
