package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Links Go files: an import leads to a folder by the module files, a name to the files of that folder's package that
 * declare it, whatever platform they are for. There are no types of expressions: a method is found where the type of what
 * it is called on is written in the function; otherwise through the file of the type, which is linked to its methods.
 */
final class GoLinker implements Linker {
    @Override
    public void link(SortedMap<RepoPath, FileFacts> files, LinkSink sink) {
        link(files, new TreeSet<>(files.keySet()), sink);
    }

    @Override
    public void link(SortedMap<RepoPath, FileFacts> files, Surroundings around, LinkSink sink) {
        link(files, around.paths(), sink);
    }

    @Override
    public void link(SortedMap<RepoPath, FileFacts> files, Set<RepoPath> paths, LinkSink sink) {
        link(files, new TreeSet<>(paths), sink);
    }

    private static void link(SortedMap<RepoPath, FileFacts> files, SortedSet<RepoPath> paths, LinkSink sink) {
        GoModules modules = new GoModules(files);
        GoPackages packages = new GoPackages(files);
        modules.link(sink);
        packages.linkMethods(sink);
        GoFolders folders = new GoFolders(paths);
        files.forEach((path, facts) -> {
            if (path.name().endsWith(".go") && !GoModules.isVendored(path)) {
                new GoFileLinker(modules, packages, folders, path, facts, sink).link();
            }
        });
    }
}
