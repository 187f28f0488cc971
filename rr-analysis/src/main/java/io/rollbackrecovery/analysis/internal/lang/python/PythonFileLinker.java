package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.internal.lang.python.PythonModules.Module;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
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
import java.util.Optional;
import java.util.Set;

/** Links the references of one Python file. */
final class PythonFileLinker {
    /** How many folders an absolute import is looked for in, beside those above the file. */
    private static final int MOST_ROOTS = 2_000;

    private final PythonModules modules;
    private final RepoPath path;
    private final FileFacts facts;
    private final LinkSink sink;
    private final Map<String, List<Meaning>> bound = new HashMap<>();
    private final List<RepoPath> importedWhole = new ArrayList<>();

    /** What an imported name means: a module, or with a symbol something that the module's file declares. */
    private record Meaning(Module module, String symbol) {}

    /** The modules that an absolute name can mean, and how sure that is. */
    private record Candidates(List<Module> modules, EdgeKind atBest) {}

    PythonFileLinker(PythonModules modules, RepoPath path, FileFacts facts, LinkSink sink) {
        this.modules = modules;
        this.path = path;
        this.facts = facts;
        this.sink = sink;
    }

    void link() {
        for (ImportFact fact : facts.imports()) {
            if (fact.name().isEmpty()) {
                linkModule(fact);
            } else {
                linkFrom(fact);
            }
        }
        facts.chains().forEach(this::linkChain);
        linkNamesOfWholeImports();
        for (Mention literal : facts.literals()) {
            linkLiteral(literal);
        }
    }

    private void linkModule(ImportFact fact) {
        Candidates candidates = candidates(fact);
        if (candidates.modules().isEmpty()) {
            noteUnresolved(fact);
        }
        for (Module module : candidates.modules()) {
            emit(module, kind(fact, candidates), fact.reference(), Link.WHOLE_FILE, fact.line());
        }
        if (fact.kind() == EdgeKind.DYNAMIC) {
            return;
        }
        if (fact.alias().isEmpty()) {
            // 'import a.b' binds a, from which the code then reaches b.
            String head = fact.module().split("\\.", 2)[0];
            Candidates heads = absolute(head);
            heads.modules().forEach(module -> bind(head, new Meaning(module, "")));
        } else {
            candidates.modules().forEach(module -> bind(fact.alias(), new Meaning(module, "")));
        }
    }

    private void linkFrom(ImportFact fact) {
        Candidates candidates = candidates(fact);
        if (candidates.modules().isEmpty()) {
            noteUnresolved(fact);
        }
        for (Module module : candidates.modules()) {
            EdgeKind kind = kind(fact, candidates);
            if (fact.name().equals(ImportFact.ALL)) {
                linkWhole(module, kind, fact);
            } else {
                linkName(module, kind, fact);
            }
        }
    }

    private void linkWhole(Module module, EdgeKind kind, ImportFact fact) {
        emit(module, kind, fact.reference(), Link.WHOLE_FILE, fact.line());
        module.file().ifPresent(importedWhole::add);
        if (module.file().isPresent() && module.folder().isPresent()) {
            for (String export : modules.factsOf(module.file().get()).exports()) {
                modules.module(module.folder().get(), export)
                        .ifPresent(part -> emit(part, kind, fact.reference(), Link.WHOLE_FILE, fact.line()));
            }
        }
    }

    /** A name taken from a package can be an attribute or a module of it: both are tried. */
    private void linkName(Module module, EdgeKind kind, ImportFact fact) {
        String name = fact.name();
        Optional<Module> part = module.folder().flatMap(folder -> modules.module(folder, name));
        boolean attribute = module.file().filter(file -> declares(file, name)).isPresent();
        part.ifPresent(found -> {
            emit(found, kind, fact.reference(), Link.WHOLE_FILE, fact.line());
            bind(fact.alias(), new Meaning(found, ""));
        });
        if (attribute) {
            emit(module, kind, fact.reference(), name, fact.line());
            bind(fact.alias(), new Meaning(module, name));
        } else if (part.isEmpty() && module.file().isPresent()) {
            // Bound while the module runs, or not there at all; that it is taken from this file is certain.
            emit(module, kind, fact.reference(), "", fact.line());
            if (module.folder().isPresent()
                    && !modules.bindsBlindly(module.file().get())) {
                noteUnresolved(fact);
            }
        } else if (part.isEmpty()) {
            noteUnresolved(fact);
        }
    }

    /** Whether a file declares a name that others can take; {@code __init__} files bind their modules by importing. */
    private boolean declares(RepoPath file, String name) {
        return !file.equals(path) && modules.declares(file, name);
    }

    private EdgeKind kind(ImportFact fact, Candidates candidates) {
        if (candidates.modules().size() > 1 || candidates.atBest() == EdgeKind.AMBIGUOUS) {
            return EdgeKind.AMBIGUOUS;
        }
        if (fact.kind() != EdgeKind.IMPORT) {
            return fact.kind();
        }
        if (candidates.atBest() == EdgeKind.REFERENCE) {
            return EdgeKind.REFERENCE;
        }
        boolean handsOn = PythonModules.isInit(path) && !fact.name().isEmpty() && fact.level() > 0;
        return handsOn ? EdgeKind.RE_EXPORT : EdgeKind.IMPORT;
    }

    private Candidates candidates(ImportFact fact) {
        return fact.level() > 0
                ? new Candidates(
                        modules.relative(path, fact.level(), fact.module()).stream()
                                .toList(),
                        EdgeKind.IMPORT)
                : absolute(fact.module());
    }

    private Candidates absolute(String dotted) {
        String top = dotted.split("\\.", 2)[0];
        Set<String> roots = modules.rootsOf(top);
        String own = PythonModules.folderOf(path);
        List<Module> near = modules.above(own, top).stream()
                .flatMap(root -> modules.module(root, dotted).stream())
                .toList();
        if (!near.isEmpty()) {
            return new Candidates(near, EdgeKind.IMPORT);
        }
        if (PythonStandardLibrary.has(top)) {
            return new Candidates(List.of(), EdgeKind.IMPORT);
        }
        List<Module> usual = new ArrayList<>();
        List<Module> far = new ArrayList<>();
        int looks = 0;
        for (String root : roots) {
            if (looks++ == MOST_ROOTS || usual.size() + far.size() == LinkIndex.MOST_CANDIDATES) {
                sink.cut(path, dotted);
                break;
            }
            List<Module> list = modules.isConventionalRoot(root) ? usual : far;
            modules.module(root, dotted).ifPresent(list::add);
        }
        if (!usual.isEmpty()) {
            return new Candidates(usual, EdgeKind.IMPORT);
        }
        if (far.isEmpty() && modules.isPackage(own)) {
            // A file of a package that is run as a program sees its neighbours as top-level modules.
            modules.module(own, dotted).ifPresent(far::add);
        }
        return new Candidates(far, EdgeKind.REFERENCE);
    }

    /** An import that fails although its package is here; libraries are none of our business. */
    private void noteUnresolved(ImportFact fact) {
        String top = fact.module().split("\\.", 2)[0];
        boolean ours = fact.level() > 0
                || (!PythonStandardLibrary.has(top)
                        && modules.rootsOf(top).stream().anyMatch(root -> modules.isPackage(root + top + "/")));
        if (ours && fact.kind() != EdgeKind.DYNAMIC) {
            sink.unresolved(path, fact.line(), fact.reference());
        }
    }

    private void bind(String name, Meaning meaning) {
        bound.computeIfAbsent(name, key -> new ArrayList<>(1)).add(meaning);
    }

    private void linkChain(Mention chain) {
        String[] parts = chain.text().split("\\.", -1);
        for (Meaning meaning : bound.getOrDefault(parts[0], List.of())) {
            Module module = meaning.module();
            int next = 1;
            while (meaning.symbol().isEmpty() && next < parts.length) {
                String part = parts[next];
                boolean attribute =
                        module.file().filter(file -> isOwnName(file, part)).isPresent();
                Optional<Module> inner = module.folder().flatMap(folder -> modules.module(folder, part));
                if (attribute || inner.isEmpty()) {
                    break;
                }
                module = inner.get();
                next++;
                emit(module, EdgeKind.REFERENCE, chain.text(), Link.WHOLE_FILE, chain.line());
            }
            linkSymbol(module, meaning.symbol(), parts, next, chain);
        }
    }

    /** Whether a file declares a name itself, so that it is no module which the package merely imports. */
    private boolean isOwnName(RepoPath file, String name) {
        for (Declaration declaration : modules.factsOf(file).declarations()) {
            if (declaration.name().equals(name)) {
                return declaration.kind() != DeclarationKind.IMPORTED;
            }
        }
        return false;
    }

    private void linkSymbol(Module module, String symbol, String[] parts, int next, Mention chain) {
        StringBuilder whole = new StringBuilder(symbol);
        for (int i = next; i < parts.length; i++) {
            whole.append(whole.isEmpty() ? "" : ".").append(parts[i]);
        }
        if (module.file().isPresent() && !whole.isEmpty() && next < parts.length) {
            String declared = modules.declaredPart(module.file().get(), whole.toString());
            if (!declared.isEmpty()) {
                emit(module, EdgeKind.REFERENCE, chain.text(), declared, chain.line());
            }
        }
    }

    private void linkNamesOfWholeImports() {
        if (importedWhole.isEmpty()) {
            return;
        }
        Set<String> own = new HashSet<>();
        facts.declarations().forEach(declaration -> own.add(declaration.name()));
        for (Mention name : facts.names()) {
            for (RepoPath file : importedWhole) {
                if (!own.contains(name.text()) && modules.declares(file, name.text())) {
                    sink.link(new Link(path, file, EdgeKind.WILDCARD, name.text(), name.text(), name.line()));
                }
            }
        }
    }

    /** A literal such as {@code "app.settings.base"}: only where the whole of it leads to a module or a name in one. */
    private void linkLiteral(Mention literal) {
        Candidates whole = absolute(literal.text());
        whole.modules()
                .forEach(module -> emit(module, stringKind(whole), literal.text(), Link.WHOLE_FILE, literal.line()));
        if (whole.modules().isEmpty()) {
            int dot = literal.text().lastIndexOf('.');
            String name = literal.text().substring(dot + 1);
            Candidates holders = absolute(literal.text().substring(0, dot));
            for (Module module : holders.modules()) {
                if (module.file().filter(file -> modules.declares(file, name)).isPresent()) {
                    emit(module, stringKind(holders), literal.text(), name, literal.line());
                }
            }
        }
    }

    private static EdgeKind stringKind(Candidates candidates) {
        return candidates.modules().size() > 1 ? EdgeKind.AMBIGUOUS : EdgeKind.STRING;
    }

    private void emit(Module module, EdgeKind kind, String reference, String symbol, int line) {
        module.file().ifPresent(file -> sink.link(new Link(path, file, kind, reference, symbol, line)));
    }
}
