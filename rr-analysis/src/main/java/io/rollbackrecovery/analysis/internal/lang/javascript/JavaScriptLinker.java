package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Set;
import java.util.SortedMap;

/** Links JavaScript and TypeScript files by their imports, from what stands in the tree alone. */
final class JavaScriptLinker implements Linker {
    @Override
    public void link(SortedMap<RepoPath, FileFacts> files, LinkSink sink) {
        link(files, Set.of(), sink);
    }

    @Override
    public void link(SortedMap<RepoPath, FileFacts> files, Set<RepoPath> paths, LinkSink sink) {
        if (files.isEmpty()) {
            return;
        }
        FileTree tree = new FileTree(files, paths);
        Resolver resolver = new Resolver(tree);
        ExportedNames exported = new ExportedNames(tree, resolver);
        AmbientModules ambient = new AmbientModules(files);
        files.forEach((path, facts) -> {
            if (Dialect.ofPath(path.toString()).filter(Dialect::isScript).isPresent()) {
                new JavaScriptFileLinker(tree, resolver, exported, ambient, path, facts, sink).link();
            } else {
                new ConfigurationLinker(tree, resolver, path, facts, sink).link();
            }
        });
    }
}
