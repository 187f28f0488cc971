package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;

/**
 * Links Go files: an import leads to a folder by the module files, a name to the files of that folder's package that
 * declare it, whatever platform they are for. There are no types of expressions: a method is found where the type of what
 * it is called on is written in the function; otherwise through the file of the type, which is linked to its methods.
 */
final class GoLinker implements IndexedLinker {
    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new GoIndex(files, around.paths());
    }
}
