package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The modules and packages of a revision. A file asks for folders, by its imports and for its own, and names what it
 * uses of their packages.
 */
final class GoIndex implements LinkIndex {
    private static final char FOLDER = '/';
    private static final char METHODS = '(';
    private static final char ANY_PATH = '*';

    private final GoModules modules;
    private final GoPackages packages;
    private final GoFolders folders;

    GoIndex(SortedMap<RepoPath, FileFacts> files, SortedSet<RepoPath> paths) {
        modules = new GoModules(files);
        packages = new GoPackages(files);
        folders = new GoFolders(paths);
    }

    private static boolean isSource(RepoPath path) {
        return path.name().endsWith(".go") && !GoModules.isVendored(path);
    }

    private static boolean isModuleFile(RepoPath path) {
        return GoLanguage.isModule(path) || GoLanguage.isWorkspace(path);
    }

    @Override
    public void link(RepoPath path, FileFacts facts, LinkSink sink) {
        if (isModuleFile(path)) {
            modules.link(path, sink);
        }
        if (isSource(path)) {
            packages.linkMethods(path, facts, sink);
            new GoFileLinker(modules, packages, folders, path, facts, sink).link();
        }
    }

    @Override
    public void uses(RepoPath path, FileFacts facts, Keys keys) {
        if (!isSource(path)) {
            return;
        }
        String folder = GoModules.folderOf(path);
        keys.add(FOLDER, folder);
        keys.add(METHODS, folder);
        for (ImportFact fact : facts.imports()) {
            if (fact.level() == 1 || fact.module().equals(GoFileLinker.CGO)) {
                keys.add(ANY_PATH, "");
            } else {
                modules.find(folder, fact.module()).forEach(target -> keys.add(FOLDER, target.folder()));
            }
        }
        facts.names().forEach(name -> keys.add(name.text()));
        for (Mention chain : facts.chains()) {
            keys.segments(chain.text());
        }
    }

    @Override
    public void offers(RepoPath path, FileFacts facts, Offers offers) {
        if (isModuleFile(path)) {
            offers.toAll(module(facts));
        }
        if (!isSource(path)) {
            return;
        }
        String folder = GoModules.folderOf(path);
        int in = 31 * facts.namespace().hashCode() + folder.hashCode();
        offers.offer(FOLDER, folder, 2 * in + (facts.partial().isPresent() ? 1 : 0));
        for (Declaration declaration : facts.declarations()) {
            offers.declared(declaration.name(), in);
            if (declaration.name().indexOf('.') >= 0) {
                offers.offer(METHODS, folder, 31 * declaration.name().hashCode() + in);
            }
        }
    }

    private static int module(FileFacts facts) {
        int hash = facts.namespace().hashCode();
        for (ImportFact fact : facts.imports()) {
            hash = 31 * hash + fact.reference().hashCode() + 17 * fact.level();
        }
        for (Mention required : facts.literals()) {
            hash = 31 * hash + required.text().hashCode();
        }
        return hash;
    }

    @Override
    public void path(RepoPath path, Keys keys) {
        keys.add(ANY_PATH, "");
    }
}
