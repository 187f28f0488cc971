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
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Links configuration to the files whose path it names, from its own folder or the top of the repository, and to those
 * that declare a class or module which it names in full.
 */
final class ConfigLinker implements IndexedLinker {
    private static final List<String> WITH_PACKAGES = List.of("java", "kotlin");

    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        Map<String, List<RepoPath>> types = new HashMap<>();
        for (String language : WITH_PACKAGES) {
            around.facts(language).forEach((path, facts) -> {
                for (Declaration declaration : facts.declarations()) {
                    if (declaration.kind() == DeclarationKind.TYPE
                            && !facts.namespace().isEmpty()) {
                        add(types, facts.namespace() + "." + declaration.name(), path);
                        add(types, facts.namespace() + "." + declaration.name().replace('.', '$'), path);
                    }
                }
            });
        }
        return new Index(new PathIndex(around.paths()), types);
    }

    @Override
    public boolean readsOtherLanguages() {
        return true;
    }

    private static void add(Map<String, List<RepoPath>> types, String name, RepoPath path) {
        List<RepoPath> files = types.computeIfAbsent(name, key -> new ArrayList<>(1));
        if (!files.contains(path)) {
            files.add(path);
        }
    }

    private static final class Index implements LinkIndex {
        private final PathIndex paths;
        private final Map<String, List<RepoPath>> types;

        Index(PathIndex paths, Map<String, List<RepoPath>> types) {
            this.paths = paths;
            this.types = types;
        }

        @Override
        public void link(RepoPath path, FileFacts facts, LinkSink sink) {
            for (ImportFact fact : facts.imports()) {
                for (RepoPath to : find(path, fact.module(), paths, types)) {
                    sink.link(new Link(path, to, EdgeKind.CONFIG, fact.reference(), Link.WHOLE_FILE, fact.line()));
                }
            }
        }

        @Override
        public void uses(RepoPath path, FileFacts facts, Keys keys) {
            for (ImportFact fact : facts.imports()) {
                String word = fact.module();
                PathUses.reference(word, keys);
                if (word.indexOf('/') < 0) {
                    PathUses.dotted(word, keys);
                    keys.add(word.substring(Math.max(word.lastIndexOf('.'), word.lastIndexOf('$')) + 1));
                }
            }
        }

        @Override
        public void offers(RepoPath path, FileFacts facts, Offers offers) {
            // Files are found by their paths, and by what others declare.
        }

        @Override
        public void foreignOffers(String language, RepoPath path, FileFacts facts, Offers offers) {
            if (WITH_PACKAGES.contains(language)) {
                for (Declaration declaration : facts.declarations()) {
                    if (declaration.kind() == DeclarationKind.TYPE) {
                        offers.declared(declaration.name(), facts.namespace().hashCode());
                    }
                }
            }
        }

        @Override
        public void path(RepoPath path, Keys keys) {
            PathUses.path(path, keys);
        }
    }

    private static List<RepoPath> find(RepoPath path, String word, PathIndex index, Map<String, List<RepoPath>> types) {
        List<RepoPath> declared = types.get(word);
        if (declared != null) {
            return declared;
        }
        String relative = word.startsWith("/") ? word.substring(1) : word;
        Optional<RepoPath> found =
                word.startsWith("/") ? Optional.empty() : index.find(PathIndex.folderOf(path), word, PathRules.CONFIG);
        found = found.or(() -> index.find("", relative, PathRules.CONFIG));
        if (found.isPresent()) {
            return List.of(found.get());
        }
        // A module of Python with its folders as dots, from the top or below src.
        if (word.indexOf('/') < 0 && word.indexOf('.') > 0) {
            String module = word.replace('.', '/');
            String outer = module.substring(0, module.lastIndexOf('/'));
            for (String candidate : List.of(module, "src/" + module, outer, "src/" + outer)) {
                Optional<RepoPath> file = index.get(candidate + ".py").or(() -> index.get(candidate + "/__init__.py"));
                if (file.isPresent()) {
                    return List.of(file.get());
                }
            }
        }
        return List.of();
    }
}
