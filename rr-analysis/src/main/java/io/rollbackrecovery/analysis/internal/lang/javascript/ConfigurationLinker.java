package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Optional;

/** Links the files that a configuration file names and that are there. */
final class ConfigurationLinker {
    private final FileTree tree;
    private final Resolver resolver;
    private final RepoPath path;
    private final FileFacts facts;
    private final LinkSink sink;

    ConfigurationLinker(FileTree tree, Resolver resolver, RepoPath path, FileFacts facts, LinkSink sink) {
        this.tree = tree;
        this.resolver = resolver;
        this.path = path;
        this.facts = facts;
        this.sink = sink;
    }

    void link() {
        String folder = FileTree.folderOf(path.toString());
        if (folder.contains("node_modules/")) {
            return;
        }
        for (ImportFact fact : facts.imports()) {
            String first = fact.name().split(ConfigurationReader.UNDER, 2)[0];
            Optional<String> target = switch (first) {
                case "main", "module", "types", "typings", "browser", "source", "bin", "exports", "imports", "files" ->
                    FileTree.join(folder, fact.module()).filter(tree::has);
                case "extends", "references" -> resolver.configs().config(fact.module(), folder);
                default -> Optional.empty();
            };
            target.flatMap(tree::file)
                    .ifPresent(file -> sink.link(
                            new Link(path, file, EdgeKind.CONFIG, fact.reference(), Link.WHOLE_FILE, fact.line())));
        }
    }
}
