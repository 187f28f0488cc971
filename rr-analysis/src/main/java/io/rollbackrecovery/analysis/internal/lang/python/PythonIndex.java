package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The modules of a revision. A file names the last part of what it finds, but for what comes through an import of
 * everything, and for the package around it, which relative imports do not name.
 */
final class PythonIndex implements LinkIndex {
    private static final char FOLDER = '/';
    private static final char ALL = '*';

    private final PythonModules modules;

    PythonIndex(SortedMap<RepoPath, FileFacts> files) {
        modules = new PythonModules(files);
    }

    @Override
    public void link(RepoPath path, FileFacts facts, LinkSink sink) {
        new PythonFileLinker(modules, path, facts, sink).link();
    }

    @Override
    public void uses(RepoPath path, FileFacts facts, Keys keys) {
        boolean takesAll = false;
        for (ImportFact fact : facts.imports()) {
            keys.segments(fact.module());
            keys.segments(fact.name());
            takesAll |= fact.name().equals(ImportFact.ALL);
        }
        if (takesAll) {
            keys.add(ALL, "");
            facts.names().forEach(name -> keys.add(name.text()));
        }
        for (Mention chain : facts.chains()) {
            keys.segments(chain.text());
        }
        for (Mention literal : facts.literals()) {
            keys.segments(literal.text());
        }
        String folder = PythonModules.folderOf(path);
        while (!folder.isEmpty()) {
            keys.add(FOLDER, folder);
            folder = PythonModules.parent(folder);
        }
    }

    @Override
    public void offers(RepoPath path, FileFacts facts, Offers offers) {
        String folder = PythonModules.folderOf(path);
        String module = PythonModules.moduleName(path);
        if (PythonModules.isInit(path)) {
            offers.offer(FOLDER, folder, 0);
            offers.offer(folder.isEmpty() ? "" : PythonModules.nameOf(folder), 0);
        }
        if (module.equals("setup")) {
            offers.toAll(0);
        }
        offers.offer(module, 0);
        offers.offer(ALL, "", facts.exports().hashCode());
        Set<String> seen = new HashSet<>();
        for (Declaration declaration : facts.declarations()) {
            if (seen.add(declaration.name())) {
                offers.declared(declaration.name(), declaration.kind() == DeclarationKind.IMPORTED ? 1 : 0);
            }
        }
        List<String> handedOn = facts.imports().stream()
                .filter(fact -> fact.name().equals(ImportFact.ALL))
                .map(ImportFact::reference)
                .toList();
        boolean blind = facts.partial().isPresent() || seen.contains("__getattr__");
        if (blind || !handedOn.isEmpty()) {
            offers.toAll(31 * handedOn.hashCode() + (blind ? 1 : 0));
        }
    }

    @Override
    public void differences(LinkIndex before, Keys keys) {
        if (!(before instanceof PythonIndex old)) {
            return;
        }
        for (String folder : differing(modules.folders(), old.modules.folders())) {
            keys.add(folder.isEmpty() ? "" : PythonModules.nameOf(folder));
        }
        for (String folder : differing(modules.packages(), old.modules.packages())) {
            // Whether a folder that stays is a package decides where imports of all that is in it begin.
            if (modules.folders().contains(folder) && old.modules.folders().contains(folder)) {
                keys.everything();
            }
        }
        Set<String> names = new HashSet<>(modules.roots().keySet());
        names.addAll(old.modules.roots().keySet());
        for (String name : names) {
            if (!modules.rootsOf(name).equals(old.modules.rootsOf(name))) {
                keys.add(name);
            }
        }
    }

    private static Set<String> differing(Set<String> one, Set<String> other) {
        Set<String> differ = new HashSet<>(one);
        differ.addAll(other);
        differ.removeIf(folder -> one.contains(folder) && other.contains(folder));
        return differ;
    }
}
