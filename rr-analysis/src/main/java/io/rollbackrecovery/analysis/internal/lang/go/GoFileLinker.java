package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.lang.go.GoModules.Target;
import io.rollbackrecovery.analysis.internal.lang.go.GoPackages.GoPackage;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links the references of one Go file. */
final class GoFileLinker {
    static final String CGO = "C";

    private final GoModules modules;
    private final GoPackages packages;
    private final GoFolders folders;
    private final RepoPath path;
    private final String folder;
    private final FileFacts facts;
    private final LinkSink sink;
    private final GoPackage own;
    private final Set<String> ownNames = new HashSet<>();
    private final Map<String, List<Imported>> imports = new HashMap<>();
    private final List<Imported> whole = new ArrayList<>();

    /** An import that leads to a package of this repository. */
    private static final class Imported {
        private final ImportFact fact;
        private final GoPackage of;
        private final EdgeKind kind;
        private boolean used;

        Imported(ImportFact fact, GoPackage of, EdgeKind kind) {
            this.fact = fact;
            this.of = of;
            this.kind = kind;
        }
    }

    GoFileLinker(
            GoModules modules, GoPackages packages, GoFolders folders, RepoPath path, FileFacts facts, LinkSink sink) {
        this.modules = modules;
        this.packages = packages;
        this.folders = folders;
        this.path = path;
        this.folder = GoModules.folderOf(path);
        this.facts = facts;
        this.sink = sink;
        this.own = packages.of(path, facts);
        for (Declaration declaration : facts.declarations()) {
            if (GoPackages.isTopLevel(declaration)) {
                ownNames.add(declaration.name());
            }
        }
    }

    void link() {
        for (ImportFact fact : facts.imports()) {
            if (fact.level() == 1) {
                embed(fact);
            } else if (fact.module().equals(CGO)) {
                folders.compiledWithCgo(folder).forEach(file -> emit(file, EdgeKind.REFERENCE, fact));
            } else {
                resolve(fact);
            }
        }
        facts.chains().forEach(this::linkChain);
        facts.names().forEach(this::linkName);
        imports.values().forEach(all -> all.forEach(this::linkUnused));
        whole.forEach(this::linkUnused);
    }

    private void embed(ImportFact fact) {
        List<RepoPath> files = folders.embedded(folder, fact.module());
        files.forEach(file -> emit(file, EdgeKind.REFERENCE, fact));
        if (files.isEmpty()) {
            sink.unresolved(path, fact.line(), fact.module());
        }
    }

    private void emit(RepoPath file, EdgeKind kind, ImportFact fact) {
        sink.link(new Link(path, file, kind, fact.reference(), Link.WHOLE_FILE, fact.line()));
    }

    private void resolve(ImportFact fact) {
        List<Target> targets = modules.find(folder, fact.module());
        boolean found = false;
        boolean sure = false;
        for (Target target : targets) {
            sure |= target.sure();
            List<GoPackage> all = packages.in(target.folder());
            for (GoPackage of : all) {
                found = true;
                boolean ambiguous = !target.sure() || all.size() > 1;
                Imported imported = new Imported(fact, of, ambiguous ? EdgeKind.AMBIGUOUS : fact.kind());
                if (fact.name().equals(ImportFact.ALL)) {
                    whole.add(imported);
                } else {
                    bind(imported);
                }
            }
        }
        if (!found && sure) {
            sink.unresolved(path, fact.line(), fact.module());
        }
    }

    private void bind(Imported imported) {
        String alias = imported.fact.alias();
        imports.computeIfAbsent(alias, name -> new ArrayList<>(1)).add(imported);
        boolean explicit = !alias.equals(GoSyntax.packageName(imported.fact.module()));
        if (!explicit && !imported.of.name.equals(alias)) {
            imports.computeIfAbsent(imported.of.name, name -> new ArrayList<>(1))
                    .add(imported);
        }
    }

    private void linkChain(Mention chain) {
        String text = chain.text();
        int dot = text.indexOf('.');
        List<Imported> heads = imports.get(text.substring(0, dot));
        if (heads == null) {
            linkOwn(text, chain);
            return;
        }
        String rest = text.substring(dot + 1);
        for (Imported imported : heads) {
            boolean found = linkTo(imported.of, rest, imported.kind, chain);
            if (found) {
                use(imported, rest);
            } else if (!imported.of.isPartial() && imported.kind != EdgeKind.AMBIGUOUS) {
                sink.unresolved(path, chain.line(), text);
            }
        }
    }

    private void linkOwn(String text, Mention chain) {
        String head = text.substring(0, text.indexOf('.'));
        if (ownNames.contains(head)) {
            // A method of a type of this file can stand in another one.
            String part = own.declaredPart(text);
            if (part.indexOf('.') > 0) {
                linkTo(own, text, EdgeKind.SAME_PACKAGE, chain);
            }
        } else {
            linkTo(own, text, EdgeKind.SAME_PACKAGE, chain);
            linkDotImported(text, chain);
        }
    }

    private void linkName(Mention name) {
        if (!ownNames.contains(name.text()) && !imports.containsKey(name.text())) {
            linkTo(own, name.text(), EdgeKind.SAME_PACKAGE, name);
            linkDotImported(name.text(), name);
        }
    }

    private void linkDotImported(String text, Mention mention) {
        for (Imported imported : whole) {
            if (linkTo(imported.of, text, EdgeKind.WILDCARD, mention)) {
                use(imported, text);
            }
        }
    }

    /** Notes that an import is used, and links it to what it is used for. */
    private void use(Imported imported, String symbol) {
        imported.used = true;
        List<RepoPath> files = candidates(imported.of, imported.of.declaredPart(symbol));
        EdgeKind kind = files.size() > 1 ? EdgeKind.AMBIGUOUS : imported.kind;
        for (RepoPath file : files) {
            sink.link(new Link(path, file, kind, imported.fact.reference(), "", imported.fact.line()));
        }
    }

    /** Links a name, with what may follow it, to the files of a package that declare it; false if none does. */
    private boolean linkTo(GoPackage of, String symbol, EdgeKind kind, Mention mention) {
        String part = of.declaredPart(symbol);
        if (part.isEmpty()) {
            return false;
        }
        int dot = part.indexOf('.');
        List<RepoPath> files = candidates(of, part);
        emit(files, kind, part, mention);
        if (dot > 0) {
            // Who uses a method of a type uses the type.
            String type = part.substring(0, dot);
            emit(candidates(of, type), kind, type, mention);
        }
        return !files.isEmpty();
    }

    private void emit(List<RepoPath> files, EdgeKind kind, String symbol, Mention mention) {
        EdgeKind shown = files.size() > 1 && !files.contains(path) ? EdgeKind.AMBIGUOUS : kind;
        for (RepoPath file : files) {
            sink.link(new Link(path, file, shown, mention.text(), symbol, mention.line()));
        }
    }

    /** The files of a package that declare a symbol and that this file can see: tests see tests of their folder. */
    private List<RepoPath> candidates(GoPackage of, String symbol) {
        return visible(of.declaring(symbol));
    }

    private List<RepoPath> visible(List<RepoPath> files) {
        List<RepoPath> visible = new ArrayList<>(files.size());
        for (RepoPath file : files) {
            boolean seen = !GoPackages.isTest(file)
                    || (GoPackages.isTest(path) && GoModules.folderOf(file).equals(folder));
            if (seen) {
                visible.add(file);
            }
        }
        return visible;
    }

    /** An import for its effects, or one whose use was not found, means the whole package. */
    private void linkUnused(Imported imported) {
        if (!imported.used) {
            for (RepoPath file : visible(imported.of.files)) {
                emit(file, imported.kind, imported.fact);
            }
        }
    }
}
