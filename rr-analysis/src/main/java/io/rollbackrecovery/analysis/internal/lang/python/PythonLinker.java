package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;

/**
 * Links Python files by modules. Where absolute imports begin is not written down in the sources, so every folder that
 * is not a package and holds the name can be a root: first those above the importing file, else all others.
 */
final class PythonLinker implements Linker {
    @Override
    public void link(SortedMap<RepoPath, FileFacts> files, LinkSink sink) {
        PythonModules modules = new PythonModules(files);
        files.forEach((path, facts) -> new PythonFileLinker(modules, path, facts, sink).link());
    }
}
