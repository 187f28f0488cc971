package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;

/**
 * Links Python files by modules. Where absolute imports begin is not written down in the sources, so every folder that
 * is not a package and holds the name can be a root: first those above the importing file, else all others.
 */
final class PythonLinker implements IndexedLinker {
    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new PythonIndex(files);
    }
}
