package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * The files of a revision, its packages and rules for names. Who imports a file names it by what stands before the first
 * dot of its name, or by its folder if it is an index, unless configuration names it so for all.
 */
final class JavaScriptIndex implements LinkIndex {
    private static final char FILE = '/';
    private static final char PATTERN = '*';
    private static final String INDEX = "index";

    private final FileTree tree;
    private final Resolver resolver;
    private final ExportedNames exported;
    private final AmbientModules ambient;
    private final int[] configured;

    JavaScriptIndex(SortedMap<RepoPath, FileFacts> files, Collection<RepoPath> paths) {
        tree = new FileTree(files, paths);
        resolver = new Resolver(tree);
        exported = new ExportedNames(tree, resolver);
        ambient = new AmbientModules(files);
        Keys keys = new Keys();
        files.forEach((path, facts) -> {
            if (!isScript(path)) {
                facts.imports().forEach(fact -> specifier(fact.module(), keys));
            }
        });
        configured = keys.sorted();
    }

    private static boolean isScript(RepoPath path) {
        return Dialect.ofPath(path.toString()).filter(Dialect::isScript).isPresent();
    }

    @Override
    public void link(RepoPath path, FileFacts facts, LinkSink sink) {
        if (isScript(path)) {
            new JavaScriptFileLinker(tree, resolver, exported, ambient, path, facts, sink).link();
        } else {
            new ConfigurationLinker(tree, resolver, path, facts, sink).link();
        }
    }

    @Override
    public void uses(RepoPath path, FileFacts facts, Keys keys) {
        for (ImportFact fact : facts.imports()) {
            specifier(fact.module(), keys);
            if (fact.kind() == EdgeKind.DYNAMIC && fact.name().equals(ImportFact.ALL)) {
                keys.add(PATTERN, "");
            }
            keys.add(fact.name());
        }
        for (Mention chain : facts.chains()) {
            keys.segments(chain.text());
        }
    }

    /** The names of files and folders in a specifier, without what follows their first dot. */
    private static void specifier(String text, Keys keys) {
        int from = 0;
        while (from <= text.length()) {
            int slash = text.indexOf('/', from);
            int end = slash < 0 ? text.length() : slash;
            String name = firstPart(text.substring(from, end));
            if (!name.isEmpty()) {
                keys.add(FILE, name);
            }
            from = end + 1;
        }
        boolean namesFile = text.startsWith(".") && !text.endsWith(".") && !text.endsWith("/");
        if (!namesFile) {
            keys.add(FILE, INDEX);
        }
    }

    /** What stands before the first dot or another sign that is rare in names, leading ones left out. */
    private static String firstPart(String name) {
        int from = 0;
        while (from < name.length() && isSign(name.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < name.length() && !isSign(name.charAt(to))) {
            to++;
        }
        return name.substring(from, to);
    }

    private static boolean isSign(char c) {
        return ".?#!*{}[]()\\,:&=\"'` ".indexOf(c) >= 0;
    }

    @Override
    public void path(RepoPath path, Keys keys) {
        String text = path.toString();
        String folder = FileTree.folderOf(text);
        String name = firstPart(text.substring(folder.length()));
        keys.add(PATTERN, "");
        keys.add(FILE, name);
        if (name.equals(INDEX) && !folder.isEmpty()) {
            String inner = folder.substring(0, folder.length() - 1);
            keys.add(FILE, firstPart(inner.substring(inner.lastIndexOf('/') + 1)));
        }
    }

    @Override
    public void offers(RepoPath path, FileFacts facts, Offers offers) {
        if (!isScript(path)) {
            offers.toAll(configuration(facts));
            return;
        }
        facts.exports().forEach(name -> offers.offer(name, 1));
        boolean declaresModules = false;
        for (Declaration declaration : facts.declarations()) {
            offers.declared(declaration.name(), 2);
            declaresModules |= declaration.name().startsWith("\"");
        }
        List<String> handedOn = new ArrayList<>();
        boolean binds = false;
        for (ImportFact fact : facts.imports()) {
            binds |= fact.kind() == EdgeKind.RE_EXPORT || !fact.alias().isEmpty();
            if (fact.kind() == EdgeKind.RE_EXPORT && fact.alias().isEmpty()) {
                handedOn.add(fact.module());
            } else if (fact.kind() == EdgeKind.RE_EXPORT) {
                offers.offer(
                        fact.alias(),
                        31 * fact.module().hashCode() + fact.name().hashCode());
            }
        }
        if (!handedOn.isEmpty()) {
            boolean unknown = facts.exports().contains(ModuleNames.UNKNOWN);
            offers.toAll(31 * handedOn.hashCode() + (unknown ? 1 : 0));
        }
        if (declaresModules) {
            offers.toAll(modules(facts, binds || !facts.exports().isEmpty()));
        }
    }

    private static int modules(FileFacts facts, boolean isModule) {
        int hash = isModule ? 1 : 0;
        for (Declaration declaration : facts.declarations()) {
            if (declaration.name().startsWith("\"")) {
                hash = 31 * hash + declaration.name().hashCode();
            }
        }
        return hash;
    }

    /** All that counts in a configuration file: of what it depends on only what lies in the repository. */
    private static int configuration(FileFacts facts) {
        int hash = facts.namespace().hashCode();
        for (ImportFact fact : facts.imports()) {
            boolean library = fact.name().contains("ependencies" + ConfigurationReader.UNDER)
                    && !fact.module().startsWith("link:")
                    && !fact.module().startsWith("file:")
                    && !fact.module().startsWith("portal:");
            if (!library) {
                hash = 31 * hash + 31 * fact.name().hashCode() + fact.module().hashCode();
            }
        }
        return hash;
    }

    @Override
    public boolean touchesAll(int[] changed) {
        return Keys.meet(changed, configured);
    }
}
