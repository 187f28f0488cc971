package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Links files by the full names of types: through imports, the file's own namespaces, and namespaces that are imported
 * whole. All parts of a type that stands in several files are linked.
 */
final class NamespaceLinker implements IndexedLinker {
    private final NamespaceRules rules;

    NamespaceLinker(NamespaceRules rules) {
        this.rules = rules;
    }

    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new Index(files, new PathIndex(around.paths()));
    }

    /** The types of a revision, and the namespaces that some file imports whole for all. */
    private final class Index implements LinkIndex {
        private final Map<String, List<RepoPath>> types = new HashMap<>();
        private final Set<String> global = new LinkedHashSet<>();
        private final PathIndex paths;

        Index(SortedMap<RepoPath, FileFacts> files, PathIndex paths) {
            this.paths = paths;
            files.forEach((path, facts) -> {
                for (Declaration declaration : facts.declarations()) {
                    List<RepoPath> declaring = types.computeIfAbsent(declaration.name(), name -> new ArrayList<>(1));
                    boolean isLast = !declaring.isEmpty()
                            && declaring.get(declaring.size() - 1).equals(path);
                    if (!isLast && declaring.size() <= LinkIndex.MOST_CANDIDATES) {
                        declaring.add(path);
                    }
                }
                for (ImportFact fact : facts.imports()) {
                    if (isGlobal(fact)) {
                        global.add(fact.module());
                    }
                }
            });
        }

        private static boolean isGlobal(ImportFact fact) {
            return fact.level() == 2 && fact.name().equals(ImportFact.ALL);
        }

        @Override
        public void link(RepoPath path, FileFacts facts, LinkSink sink) {
            new File(types, global, paths, path, facts, sink).link();
        }

        @Override
        public void uses(RepoPath path, FileFacts facts, Keys keys) {
            for (ImportFact fact : facts.imports()) {
                if (fact.level() == 1) {
                    PathUses.reference(fact.module(), keys);
                } else {
                    keys.segments(fact.module());
                }
            }
            facts.declarations().forEach(declaration -> keys.segments(declaration.name()));
            facts.names().forEach(name -> keys.add(name.text()));
            facts.chains().forEach(chain -> keys.segments(chain.text()));
        }

        @Override
        public void offers(RepoPath path, FileFacts facts, Offers offers) {
            facts.declarations().forEach(declaration -> offers.declared(declaration.name(), 0));
            for (ImportFact fact : facts.imports()) {
                if (isGlobal(fact)) {
                    offers.toAll(fact.module().hashCode());
                }
            }
        }

        @Override
        public void path(RepoPath path, Keys keys) {
            PathUses.path(path, keys);
        }
    }

    /** One file and what it sees. */
    private final class File {
        private final Map<String, List<RepoPath>> types;
        private final PathIndex index;
        private final RepoPath path;
        private final FileFacts facts;
        private final LinkSink sink;
        private final Set<String> own = new LinkedHashSet<>();
        private final Set<String> whole;
        private final Map<String, String> aliases = new HashMap<>();
        private final Set<String> declared = new HashSet<>();

        File(
                Map<String, List<RepoPath>> types,
                Set<String> global,
                PathIndex index,
                RepoPath path,
                FileFacts facts,
                LinkSink sink) {
            this.types = types;
            this.index = index;
            this.path = path;
            this.facts = facts;
            this.sink = sink;
            this.whole = new LinkedHashSet<>(global);
            for (String namespace : facts.exports()) {
                own.add(namespace);
                for (int dot = namespace.lastIndexOf('.'); rules.enclosing() && dot > 0; ) {
                    own.add(namespace.substring(0, dot));
                    dot = namespace.lastIndexOf('.', dot - 1);
                }
            }
            if (rules.enclosing()) {
                own.add("");
            }
        }

        void link() {
            for (Declaration declaration : facts.declarations()) {
                declared.add(declaration.simpleName());
                if (declaration.kind() == DeclarationKind.TYPE && rules.enclosing()) {
                    emit(declaration.name(), EdgeKind.SAME_PACKAGE, "", declaration.firstLine());
                }
            }
            for (ImportFact fact : facts.imports()) {
                if (fact.level() == 1) {
                    include(fact);
                } else if (fact.name().equals(ImportFact.ALL)) {
                    whole.add(fact.module());
                } else {
                    aliases.put(fact.alias(), fact.module());
                    emit(fact.module(), fact.kind(), fact.reference(), fact.line());
                }
            }
            facts.names().forEach(this::name);
            facts.chains().forEach(this::chain);
        }

        private void include(ImportFact fact) {
            index.find(PathIndex.folderOf(path), fact.module(), PathRules.CONFIG)
                    .or(() -> index.find("", fact.module(), PathRules.CONFIG))
                    .ifPresent(to ->
                            sink.link(new Link(path, to, fact.kind(), fact.reference(), Link.WHOLE_FILE, fact.line())));
        }

        private void name(Mention name) {
            String text = name.text();
            if (declared.contains(text) || aliases.containsKey(text)) {
                return;
            }
            for (String namespace : own) {
                String full = namespace.isEmpty() ? text : namespace + "." + text;
                if (types.containsKey(full)) {
                    emit(full, EdgeKind.SAME_PACKAGE, text, name.line());
                    return;
                }
            }
            List<String> found = new ArrayList<>();
            for (String namespace : whole) {
                if (types.containsKey(namespace + "." + text)) {
                    found.add(namespace + "." + text);
                }
            }
            EdgeKind kind = found.size() > 1 ? EdgeKind.AMBIGUOUS : EdgeKind.WILDCARD;
            found.forEach(full -> emit(full, kind, text, name.line()));
        }

        /** A name with parts: from an alias, a namespace that is seen, or the top. */
        private void chain(Mention chain) {
            String text = chain.text();
            int dot = text.indexOf('.');
            String alias = aliases.get(text.substring(0, dot));
            List<String> candidates = new ArrayList<>();
            if (alias != null) {
                candidates.add(alias + text.substring(dot));
            }
            candidates.add(text);
            own.forEach(namespace -> candidates.add(namespace + "." + text));
            for (String candidate : candidates) {
                String part = candidate;
                while (part.indexOf('.') > 0 && !types.containsKey(part)) {
                    part = part.substring(0, part.lastIndexOf('.'));
                }
                if (types.containsKey(part) && part.indexOf('.') > 0) {
                    emit(part, EdgeKind.REFERENCE, text, chain.line());
                    return;
                }
            }
        }

        private void emit(String full, EdgeKind kind, String reference, int line) {
            List<RepoPath> files = types.getOrDefault(full, List.of());
            if (files.size() > LinkIndex.MOST_CANDIDATES) {
                files = files.subList(0, LinkIndex.MOST_CANDIDATES);
                sink.cut(path, reference);
            }
            for (RepoPath to : files) {
                sink.link(new Link(path, to, kind, reference, full, line));
            }
        }
    }
}
