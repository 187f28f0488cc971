package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Links the references of one script. */
final class JavaScriptFileLinker {
    private final FileTree tree;
    private final Resolver resolver;
    private final ExportedNames exported;
    private final AmbientModules ambient;
    private final RepoPath path;
    private final String folder;
    private final boolean typescript;
    private final FileFacts facts;
    private final LinkSink sink;
    private final Map<String, List<Meaning>> bound = new HashMap<>();

    /** A name of this file stands for something of another: with an empty symbol for all of it. */
    private record Meaning(RepoPath file, String symbol, EdgeKind kind) {}

    JavaScriptFileLinker(
            FileTree tree,
            Resolver resolver,
            ExportedNames exported,
            AmbientModules ambient,
            RepoPath path,
            FileFacts facts,
            LinkSink sink) {
        this.tree = tree;
        this.resolver = resolver;
        this.exported = exported;
        this.ambient = ambient;
        this.path = path;
        this.facts = facts;
        this.sink = sink;
        String text = path.toString();
        this.folder = FileTree.folderOf(text);
        this.typescript = ExportedNames.isTypeScript(text);
    }

    void link() {
        for (ImportFact fact : facts.imports()) {
            if (fact.kind() == EdgeKind.DYNAMIC && fact.name().equals(ImportFact.ALL)) {
                linkPattern(fact);
            } else {
                linkImport(fact);
            }
        }
        facts.chains().forEach(this::linkChain);
    }

    private void linkPattern(ImportFact fact) {
        String pattern = fact.module();
        String from = pattern.startsWith("/")
                ? resolver.packages().of(folder).map(NpmPackage::folder).orElse("")
                : folder;
        FileTree.join(from, pattern.startsWith("/") ? pattern.substring(1) : pattern)
                .ifPresent(whole ->
                        tree.matching(whole).forEach(found -> emit(found, EdgeKind.DYNAMIC, fact, Link.WHOLE_FILE)));
    }

    private void linkImport(ImportFact fact) {
        Resolver.Resolution resolution = resolver.resolve(folder, typescript, fact.module());
        if (resolution.targets().isEmpty()) {
            Map<RepoPath, String> declaring = ambient.declaring(fact.module());
            if (declaring.size() > LinkIndex.MOST_CANDIDATES) {
                sink.cut(path, fact.reference());
            }
            declaring.entrySet().stream()
                    .limit(LinkIndex.MOST_CANDIDATES)
                    .forEach(file -> sink.link(new Link(
                            path, file.getKey(), EdgeKind.REFERENCE, fact.reference(), file.getValue(), fact.line())));
            if (resolution.ours() && declaring.isEmpty() && fact.kind() != EdgeKind.DYNAMIC) {
                sink.unresolved(path, fact.line(), fact.module());
            }
        }
        for (Target target : resolution.targets()) {
            tree.file(target.path()).ifPresent(file -> linkTo(file, kind(fact, target), fact));
        }
    }

    private static EdgeKind kind(ImportFact fact, Target target) {
        boolean plain = target.atBest() == EdgeKind.IMPORT;
        return plain || (target.atBest() == EdgeKind.TYPE_ONLY && fact.kind() != EdgeKind.IMPORT)
                ? fact.kind()
                : target.atBest();
    }

    private void linkTo(RepoPath file, EdgeKind kind, ImportFact fact) {
        boolean whole = fact.name().isEmpty() || fact.name().equals(ImportFact.ALL);
        if (whole) {
            emit(file, kind, fact.reference(), Link.WHOLE_FILE, fact.line());
            bind(fact.alias(), new Meaning(file, "", kind));
            return;
        }
        ExportedNames.Found found = exported.find(file, fact.name());
        String symbol = found.hops().isEmpty() ? "" : fact.name();
        emit(file, kind, fact.reference(), symbol, fact.line());
        for (int i = 1; i < found.hops().size(); i++) {
            ExportedNames.Hop hop = found.hops().get(i);
            sink.indirect(new Link(path, hop.file(), EdgeKind.REFERENCE, fact.reference(), hop.symbol(), fact.line()));
        }
        bind(fact.alias(), new Meaning(file, fact.name(), kind));
    }

    private void bind(String name, Meaning meaning) {
        if (!name.isEmpty()) {
            bound.computeIfAbsent(name, key -> new ArrayList<>(1)).add(meaning);
        }
    }

    private void linkChain(Mention chain) {
        String[] parts = chain.text().split("\\.", -1);
        for (Meaning meaning : bound.getOrDefault(parts[0], List.of())) {
            boolean whole = meaning.symbol().isEmpty();
            String first = whole ? parts[1] : meaning.symbol();
            ExportedNames.Found found = exported.find(meaning.file(), first);
            if (!found.hops().isEmpty()) {
                follow(chain, meaning, found.hops(), parts, whole ? 2 : 1, whole);
            } else if (meaning.symbol().equals(ModuleNames.DEFAULT) || whole) {
                ExportedNames.Found member = exported.find(meaning.file(), parts[1]);
                if (!member.hops().isEmpty()) {
                    follow(chain, meaning, member.hops(), parts, 2, true);
                }
            }
        }
    }

    /** Links a dotted name to what the last file on its way declares of it. */
    private void follow(
            Mention chain, Meaning meaning, List<ExportedNames.Hop> hops, String[] parts, int next, boolean named) {
        ExportedNames.Hop last = hops.get(hops.size() - 1);
        String symbol = last.symbol();
        for (int i = next; i < parts.length && exported.declares(last.file(), symbol + "." + parts[i]); i++) {
            symbol += "." + parts[i];
        }
        if (!named && symbol.equals(last.symbol())) {
            // The import says as much.
            return;
        }
        Link link = new Link(path, last.file(), meaning.kind(), chain.text(), symbol, chain.line());
        if (last.file().equals(meaning.file())) {
            sink.link(link);
        } else {
            sink.indirect(link);
        }
    }

    private void emit(String target, EdgeKind kind, ImportFact fact, String symbol) {
        tree.file(target).ifPresent(file -> emit(file, kind, fact.reference(), symbol, fact.line()));
    }

    private void emit(RepoPath file, EdgeKind kind, String reference, String symbol, int line) {
        sink.link(new Link(path, file, kind, reference, symbol, line));
    }
}
