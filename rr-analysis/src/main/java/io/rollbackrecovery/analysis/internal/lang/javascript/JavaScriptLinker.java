package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;

/** Links JavaScript and TypeScript files by their imports, from what stands in the tree alone. */
final class JavaScriptLinker implements IndexedLinker {
    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new JavaScriptIndex(files, around.paths());
    }
}
