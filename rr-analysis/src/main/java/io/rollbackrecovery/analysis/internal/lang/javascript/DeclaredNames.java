package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Declarations in the order in which they begin; of several of one name and kind there is one, over all their lines. */
final class DeclaredNames {
    private final List<Declaration> found = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<String, Integer> byKind = new HashMap<>();

    /** Adds a declaration, which ends on its line until more is known, and gives its number. */
    int add(String name, DeclarationKind kind, int line) {
        int number = found.size();
        Integer before = byKind.putIfAbsent(kind + name, number);
        if (before != null) {
            return before;
        }
        known.putIfAbsent(name, number);
        found.add(new Declaration(name, kind, line, line));
        return number;
    }

    void end(int number, int line) {
        Declaration declared = found.get(number);
        if (line > declared.lastLine()) {
            found.set(number, new Declaration(declared.name(), declared.kind(), declared.firstLine(), line));
        }
    }

    boolean has(String name) {
        return known.containsKey(name);
    }

    List<Declaration> all() {
        return found;
    }
}
