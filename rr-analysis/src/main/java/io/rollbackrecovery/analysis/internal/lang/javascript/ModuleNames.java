package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which names a file takes from others and which it hands out. */
final class ModuleNames {
    /** The exported name of a file's main value. */
    static final String DEFAULT = "default";
    /** Among the exported names: there may be others that only the running program knows. */
    static final String UNKNOWN = "*";

    private final List<ImportFact> imports = new ArrayList<>();
    private final Map<String, ImportFact> bound = new HashMap<>();
    private final Set<String> exports = new LinkedHashSet<>();
    private final Map<String, Handed> handed = new LinkedHashMap<>();

    /** A name of the file that goes out under perhaps another one. */
    private record Handed(String local, int line) {}

    void importing(EdgeKind kind, String module, String name, String alias, int line) {
        ImportFact fact = new ImportFact(kind, module, name, alias, 0, line);
        imports.add(fact);
        if (!alias.isEmpty() && kind != EdgeKind.RE_EXPORT) {
            bound.putIfAbsent(alias, fact);
        }
        if (kind == EdgeKind.RE_EXPORT && !alias.isEmpty()) {
            exports.add(alias);
        }
    }

    boolean isBound(String name) {
        return bound.containsKey(name);
    }

    void export(String name) {
        exports.add(name);
    }

    /** What the file calls {@code local} goes out as {@code exported}. */
    void handOut(String local, String exported, int line) {
        exports.add(exported);
        handed.putIfAbsent(exported, new Handed(local, line));
    }

    List<ImportFact> imports() {
        return imports;
    }

    List<String> exports() {
        return List.copyOf(exports);
    }

    /** Adds what others can take under another name than the file's own; call once, at the end. */
    void complete(List<Declaration> declarations) {
        Map<String, Declaration> known = new HashMap<>();
        for (Declaration declaration : declarations) {
            known.putIfAbsent(declaration.name(), declaration);
        }
        List<ImportFact> handedOn = new ArrayList<>();
        handed.forEach((exported, from) -> {
            ImportFact imported = bound.get(from.local());
            Declaration local = known.get(from.local());
            if (imported != null && (local == null || local.kind() == DeclarationKind.IMPORTED)) {
                handedOn.add(new ImportFact(
                        EdgeKind.RE_EXPORT, imported.module(), imported.name(), exported, 0, from.line()));
            } else if (known.get(exported) == null) {
                declarations.add(
                        local == null
                                ? new Declaration(exported, DeclarationKind.VARIABLE, from.line(), from.line())
                                : new Declaration(exported, local.kind(), local.firstLine(), local.lastLine()));
            }
        });
        imports.addAll(handedOn);
        Set<String> named = new LinkedHashSet<>(known.keySet());
        declarations.forEach(declaration -> named.add(declaration.name()));
        for (ImportFact fact : imports) {
            if (fact.kind() == EdgeKind.RE_EXPORT && !fact.alias().isEmpty() && named.add(fact.alias())) {
                declarations.add(new Declaration(fact.alias(), DeclarationKind.IMPORTED, fact.line(), fact.line()));
            }
        }
    }
}
