package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes and functions that are open at a place, by indentation, and what was declared so far. */
final class PythonBlocks {
    // Qualified names grow with their depth, so that without a bound they could take quadratic space.
    private static final int DEEPEST_NAME = 40;

    private final Deque<Block> open = new ArrayDeque<>();
    private final List<Declaration> found = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private int column;
    private int lastLine = 1;

    private enum Sort {
        CLASS,
        FUNCTION,
        TYPE_ONLY
    }

    /** An open block: {@code name} is qualified, empty if it is not one that others can refer to. */
    private record Block(Sort sort, int column, String name, int index) {}

    /** A logical line begins at this column: what is not indented less has ended. */
    void lineBegins(int newColumn) {
        column = newColumn;
        while (!open.isEmpty() && open.peek().column() >= newColumn) {
            close(open.pop());
        }
    }

    void lineEnded(int line) {
        lastLine = line;
    }

    private void close(Block block) {
        if (block.index() >= 0) {
            Declaration declared = found.get(block.index());
            found.set(
                    block.index(),
                    new Declaration(
                            declared.name(),
                            declared.kind(),
                            declared.firstLine(),
                            Math.max(declared.firstLine(), lastLine)));
        }
    }

    /** A class or function begins. */
    void open(String name, boolean isClass, int line) {
        boolean inClass = isInClass();
        DeclarationKind kind =
                isClass ? DeclarationKind.TYPE : inClass ? DeclarationKind.METHOD : DeclarationKind.FUNCTION;
        String qualified = open.size() < DEEPEST_NAME ? qualified(name) : enclosing();
        int index = declare(qualified, kind, line, open.size() < DEEPEST_NAME && !isInFunction());
        open.push(new Block(isClass ? Sort.CLASS : Sort.FUNCTION, column, qualified, index));
    }

    void openTypeOnly() {
        open.push(new Block(Sort.TYPE_ONLY, column, enclosing(), -1));
    }

    /** Whether imports here are for the type checker alone. */
    boolean typeOnly() {
        return open.stream().anyMatch(block -> block.sort() == Sort.TYPE_ONLY);
    }

    /** A name is bound in the current scope; one of a function is of no interest. */
    void declare(String name, DeclarationKind kind, int line) {
        if (!isInFunction()) {
            boolean field = isInClass() && kind == DeclarationKind.VARIABLE;
            declare(qualified(name), field ? DeclarationKind.FIELD : kind, line, true);
        }
    }

    /** {@code self.name} is bound in a method. */
    void declareAttribute(String name, int line) {
        for (Block block : open) {
            if (block.sort() == Sort.CLASS) {
                declare(block.name() + "." + name, DeclarationKind.FIELD, line, true);
                return;
            }
        }
    }

    /** Of several declarations of a name the first counts, but a definition more than a mere binding. */
    private int declare(String qualified, DeclarationKind kind, int line, boolean visible) {
        if (!visible) {
            return -1;
        }
        Declaration declared = new Declaration(qualified, kind, line, line);
        Integer before = known.putIfAbsent(qualified, found.size());
        if (before == null) {
            found.add(declared);
            return found.size() - 1;
        }
        if (isDefinition(kind) && !isDefinition(found.get(before).kind())) {
            found.set(before, declared);
            return before;
        }
        return -1;
    }

    private static boolean isDefinition(DeclarationKind kind) {
        return kind == DeclarationKind.TYPE || kind == DeclarationKind.FUNCTION || kind == DeclarationKind.METHOD;
    }

    private boolean isInFunction() {
        return open.stream().anyMatch(block -> block.sort() == Sort.FUNCTION);
    }

    private boolean isInClass() {
        return !open.isEmpty() && !isInFunction() && !enclosing().isEmpty();
    }

    private String enclosing() {
        return open.isEmpty() ? "" : open.peek().name();
    }

    private String qualified(String name) {
        return enclosing().isEmpty() ? name : enclosing() + "." + name;
    }

    /** What was declared; call once, at the end. */
    List<Declaration> finish() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
        return found;
    }
}
