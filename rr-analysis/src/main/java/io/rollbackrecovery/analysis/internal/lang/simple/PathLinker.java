package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Links files by the paths that they name: from the file's own folder, from the top of the repository, and where the
 * language has search paths that nothing in the sources tells, from wherever the path fits.
 */
final class PathLinker implements IndexedLinker {
    private static final List<String> SOURCES = List.of(".c", ".cc", ".cpp", ".cxx", ".m", ".mm");

    private final PathRules rules;

    PathLinker(PathRules rules) {
        this.rules = rules;
    }

    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new Index(new PathIndex(around.paths()));
    }

    private final class Index implements LinkIndex {
        private final PathIndex paths;

        Index(PathIndex paths) {
            this.paths = paths;
        }

        @Override
        public void link(RepoPath path, FileFacts facts, LinkSink sink) {
            for (ImportFact fact : facts.imports()) {
                PathLinker.this.link(paths, path, fact, sink);
            }
            facts.names().forEach(constant -> constant(paths, path, constant, sink));
            facts.chains().forEach(constant -> constant(paths, path, constant, sink));
            if (rules.counterparts()) {
                counterparts(paths, path, sink);
            }
        }

        @Override
        public void uses(RepoPath path, FileFacts facts, Keys keys) {
            facts.imports().forEach(fact -> PathUses.reference(fact.module(), keys));
            facts.names().forEach(constant -> PathUses.dotted(constant.text(), keys));
            facts.chains().forEach(constant -> PathUses.dotted(constant.text(), keys));
            PathUses.reference(path.name(), keys);
        }

        @Override
        public void offers(RepoPath path, FileFacts facts, Offers offers) {
            // Files are found by their paths alone.
        }

        @Override
        public void path(RepoPath path, Keys keys) {
            PathUses.path(path, keys);
        }
    }

    private void link(PathIndex index, RepoPath path, ImportFact fact, LinkSink sink) {
        String folder = PathIndex.folderOf(path);
        boolean absolute = fact.module().startsWith("/");
        Optional<RepoPath> near = absolute ? Optional.empty() : index.find(folder, fact.module(), rules);
        if (near.isEmpty() && fact.level() == References.SEARCHED) {
            near = index.find("", fact.module(), rules);
        }
        String above = folder;
        while (near.isEmpty() && absolute && rules.absolute() && !above.isEmpty()) {
            near = index.find(above, fact.module(), rules);
            above = PathIndex.parent(above);
        }
        if (near.isPresent()) {
            sink.link(link(path, near.get(), fact.kind(), fact));
        } else if (rules.anywhere() && fact.level() == References.SEARCHED) {
            List<RepoPath> found = index.endingIn(fact.module(), rules);
            EdgeKind kind = found.size() > 1 ? EdgeKind.AMBIGUOUS : fact.kind();
            some(found, path, fact.reference(), sink).forEach(to -> sink.link(link(path, to, kind, fact)));
        } else if (fact.level() == References.FROM_OWN_FOLDER) {
            sink.unresolved(path, fact.line(), fact.module());
        }
    }

    private static Link link(RepoPath from, RepoPath to, EdgeKind kind, ImportFact fact) {
        return new Link(from, to, kind, fact.reference(), Link.WHOLE_FILE, fact.line());
    }

    /** What a header declares is defined in the source file of its name, beside it or the only one. */
    private static void counterparts(PathIndex index, RepoPath path, LinkSink sink) {
        String name = path.name();
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !name.startsWith(".h", dot)) {
            return;
        }
        for (String ending : SOURCES) {
            String source = name.substring(0, dot) + ending;
            Optional<RepoPath> beside = index.get(PathIndex.folderOf(path) + source);
            List<RepoPath> named = index.named(source);
            if (beside.isPresent() || named.size() == 1) {
                sink.link(new Link(path, beside.orElseGet(() -> named.get(0)), EdgeKind.REFERENCE, "", "", 1));
            }
        }
    }

    /** By Ruby's custom, {@code Foo::BarBaz} stands in foo/bar_baz.rb below one of the places that are loaded from. */
    private void constant(PathIndex index, RepoPath path, Mention constant, LinkSink sink) {
        StringBuilder file = new StringBuilder();
        String text = constant.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z';
            boolean begins = capital
                    && i > 0
                    && text.charAt(i - 1) != '.'
                    && (!isCapital(text.charAt(i - 1)) || (i + 1 < text.length() && isSmall(text.charAt(i + 1))));
            file.append(begins ? "_" : "")
                    .append(c == '.' ? "/" : String.valueOf(c).toLowerCase(Locale.ROOT));
        }
        List<RepoPath> found = index.endingIn(file + ".rb", PathRules.C);
        EdgeKind kind = found.size() > 1 ? EdgeKind.AMBIGUOUS : EdgeKind.REFERENCE;
        some(found, path, text, sink)
                .forEach(to -> sink.link(new Link(path, to, kind, text, Link.WHOLE_FILE, constant.line())));
    }

    /** As many as are linked. */
    private static List<RepoPath> some(List<RepoPath> found, RepoPath path, String reference, LinkSink sink) {
        if (found.size() <= LinkIndex.MOST_CANDIDATES) {
            return found;
        }
        sink.cut(path, reference);
        return found.subList(0, LinkIndex.MOST_CANDIDATES);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }
}
