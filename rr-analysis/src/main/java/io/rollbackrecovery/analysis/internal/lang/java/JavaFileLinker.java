package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.lang.java.JavaTypes.Found;
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

/** Links the references of one Java file. */
final class JavaFileLinker {
    private final JavaTypes types;
    private final RepoPath path;
    private final FileFacts facts;
    private final LinkSink sink;
    private final String ownPackage;
    private final Set<String> ownTypes = new HashSet<>();
    private final Set<String> topLevel = new HashSet<>();
    /** The line of the first member of the first type: what is named before stands in the head of that type. */
    private final int firstMember;

    private final Map<String, String> imported = new HashMap<>();
    private final List<String> wholePackages = new ArrayList<>();
    private final List<String> wholeTypes = new ArrayList<>();

    JavaFileLinker(JavaTypes types, RepoPath path, FileFacts facts, LinkSink sink) {
        this.types = types;
        this.path = path;
        this.facts = facts;
        this.sink = sink;
        this.ownPackage = JavaTypes.packageOf(path, facts);
        for (Declaration declaration : facts.declarations()) {
            if (declaration.kind() == DeclarationKind.TYPE) {
                ownTypes.add(declaration.simpleName());
                if (declaration.name().indexOf('.') < 0) {
                    topLevel.add(declaration.name());
                }
            }
        }
        this.firstMember = facts.declarations().stream()
                .filter(declaration -> declaration.name().indexOf('.') >= 0)
                .mapToInt(Declaration::firstLine)
                .min()
                .orElse(0);
    }

    /** Whether a name means a type of the file; in the head of a type its own nested types are not yet seen (JLS 8.5). */
    private boolean isOwn(Mention name) {
        return ownTypes.contains(name.text()) && (topLevel.contains(name.text()) || name.line() >= firstMember);
    }

    void link() {
        facts.imports().forEach(this::linkImport);
        facts.names().forEach(this::linkName);
        facts.chains().forEach(this::linkChain);
        if (JavaTypes.isKotlin(path)) {
            facts.members().forEach(this::linkExtension);
        }
        for (Mention literal : facts.literals()) {
            types.find(literal.text()).ifPresent(found -> emit(found, EdgeKind.STRING, literal.text(), literal.line()));
        }
    }

    private void linkImport(ImportFact fact) {
        boolean all = fact.name().equals(ImportFact.ALL);
        String dotted = all || fact.name().isEmpty() ? fact.module() : fact.module() + "." + fact.name();
        Optional<Found> found = types.find(dotted);
        found.ifPresent(type -> emit(type, fact.kind(), fact.reference(), fact.line()));
        Optional<Found> callable = all || !JavaTypes.isKotlin(path) ? Optional.empty() : types.findCallable(dotted);
        callable.ifPresent(function -> emit(function, fact.kind(), fact.reference(), fact.line()));
        if (all && found.isPresent()) {
            wholeTypes.add(dotted);
        } else if (all) {
            wholePackages.add(dotted);
        } else {
            imported.put(fact.alias(), dotted);
        }
        if (found.isEmpty() && callable.isEmpty() && !all && types.isPackage(packagePart(fact.module()))) {
            sink.unresolved(path, fact.line(), fact.reference());
        }
    }

    private static String packagePart(String module) {
        int dot = module.lastIndexOf('.');
        return dot < 0 ? "" : module.substring(0, dot);
    }

    /** A member may be an extension of the package or of one that is imported whole; others are imported by name. */
    private void linkExtension(Mention member) {
        // No text of the file makes this link for certain: the member may be that of a type as well.
        Mention mention = new Mention("", member.line());
        emitIfAny(types.extensions(ownPackage, member.text()), EdgeKind.SAME_PACKAGE, mention);
        for (String wholePackage : wholePackages) {
            emitIfAny(types.extensions(wholePackage, member.text()), EdgeKind.WILDCARD, mention);
        }
    }

    private void emitIfAny(List<RepoPath> files, EdgeKind kind, Mention mention) {
        if (!files.isEmpty()) {
            emit(new Found(files, mention.text()), kind, mention.text(), mention.line());
        }
    }

    /** A small name in Kotlin can be a function or property of the package or of one that is imported whole. */
    private void linkCallable(Mention name) {
        emitIfAny(types.callables(ownPackage, name.text()), EdgeKind.SAME_PACKAGE, name);
        for (String wholePackage : wholePackages) {
            emitIfAny(types.callables(wholePackage, name.text()), EdgeKind.WILDCARD, name);
        }
    }

    private void linkName(Mention name) {
        if (JavaTypes.isKotlin(path) && !imported.containsKey(name.text())) {
            linkCallable(name);
        }
        if (!isOwn(name) && !imported.containsKey(name.text())) {
            lookUp(name.text()).forEach((found, kind) -> emit(found, kind, name.text(), name.line()));
        }
    }

    /** What a simple name can mean that is neither declared nor imported by name. */
    private Map<Found, EdgeKind> lookUp(String name) {
        List<RepoPath> companions = types.in(ownPackage, name);
        if (!companions.isEmpty()) {
            return Map.of(new Found(companions, name), EdgeKind.SAME_PACKAGE);
        }
        Map<Found, EdgeKind> found = new HashMap<>();
        for (String wholePackage : wholePackages) {
            List<RepoPath> files = types.in(wholePackage, name);
            if (!files.isEmpty()) {
                found.put(new Found(files, name), EdgeKind.WILDCARD);
            }
        }
        for (String wholeType : wholeTypes) {
            types.find(wholeType + "." + name)
                    .filter(type -> isDeclared(type))
                    .ifPresent(type -> found.put(type, EdgeKind.WILDCARD));
        }
        if (found.size() > 1) {
            found.replaceAll((any, kind) -> EdgeKind.AMBIGUOUS);
        }
        return found;
    }

    private boolean isDeclared(Found found) {
        return found.files().stream()
                .anyMatch(file -> types.declaredPart(file, found.whole()).equals(found.whole()));
    }

    private void linkChain(Mention chain) {
        String text = chain.text();
        int dot = text.indexOf('.');
        String head = text.substring(0, dot);
        String rest = text.substring(dot);
        String known = imported.get(head);
        if (known != null) {
            types.find(known + rest).ifPresent(found -> emit(found, EdgeKind.IMPORT, text, chain.line()));
        } else if (!ownTypes.contains(head)) {
            Map<Found, EdgeKind> heads = lookUp(head);
            heads.forEach(
                    (found, kind) -> emit(new Found(found.files(), found.whole() + rest), kind, text, chain.line()));
            if (heads.isEmpty()) {
                types.find(text).ifPresent(found -> emit(found, EdgeKind.REFERENCE, text, chain.line()));
            }
        }
    }

    private void emit(Found found, EdgeKind kind, String reference, int line) {
        EdgeKind shown = found.files().size() > 1 ? EdgeKind.AMBIGUOUS : kind;
        List<RepoPath> files = found.files();
        if (files.size() > LinkIndex.MOST_CANDIDATES) {
            files = files.subList(0, LinkIndex.MOST_CANDIDATES);
            sink.cut(path, reference);
        }
        for (RepoPath file : files) {
            sink.link(new Link(path, file, shown, reference, types.declaredPart(file, found.whole()), line));
        }
    }
}
