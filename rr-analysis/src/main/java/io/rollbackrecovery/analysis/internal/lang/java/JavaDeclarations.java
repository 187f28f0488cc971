package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.lang.java.lex.JavaKeywords;
import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Follows the braces of a Java file and notes types and their members. Fed with every token, in order. */
final class JavaDeclarations {
    // Names of nested types grow with their depth, so that without a bound they could take quadratic space.
    private static final int DEEPEST_TYPE = 40;

    private final List<Declaration> found = new ArrayList<>();
    private final Deque<Type> open = new ArrayDeque<>();
    private final List<Declaration> components = new ArrayList<>();
    private final Member member = new Member();
    private int braces;
    private int parens;
    private String pendingKeyword = "";
    private String pendingType = "";
    private int pendingLine;
    private boolean unbalanced;

    private static final class Type {
        private final String name;
        private final int index;
        private final int depth;
        private boolean constants;
        private boolean awaitsConstant;

        Type(String name, int index, int depth, boolean isEnum) {
            this.name = name;
            this.index = index;
            this.depth = depth;
            this.constants = isEnum;
            this.awaitsConstant = isEnum;
        }
    }

    /** How much of an annotation was read: its name may go on after a dot, and arguments may follow. */
    private enum Annotation {
        NONE,
        BEGUN,
        NAMED
    }

    /** What is known of the member that is being read. */
    private static final class Member {
        private String name = "";
        private int line;
        private int angles;
        private Annotation annotation = Annotation.NONE;
        private boolean afterDot;
        private boolean noted;
        private boolean value;
        private int method = -1;

        void reset() {
            name = "";
            angles = 0;
            annotation = Annotation.NONE;
            afterDot = false;
            noted = false;
            value = false;
            method = -1;
        }
    }

    /** Takes one token; the text of a name, empty for other kinds. */
    void token(int kind, String name, int line) {
        if (kind == Lexer.NAME && startsType(name)) {
            pendingKeyword = name;
            pendingLine = line;
        } else if (kind == Lexer.NAME && !pendingKeyword.isEmpty() && pendingType.isEmpty()) {
            pendingType = name;
        } else if (!pendingType.isEmpty()) {
            header(kind, name, line);
        } else {
            pendingKeyword = "";
            body(kind, name, line);
        }
    }

    /** {@code record} is a name like others, so it counts only where a member begins. */
    private boolean startsType(String name) {
        return pendingType.isEmpty()
                && open.size() < DEEPEST_TYPE
                && !member.afterDot
                && switch (name) {
                    case "class", "interface", "enum" -> true;
                    case "record" ->
                        (open.isEmpty() && braces == 0)
                                || (atMember() && member.name.isEmpty() && !member.noted && !member.value);
                    default -> false;
                };
    }

    private boolean atMember() {
        return !open.isEmpty() && open.peek().depth == braces && parens == 0;
    }

    /** Between a type's name and its body. */
    private void header(int kind, String name, int line) {
        if (kind == '(' && parens == 0 && pendingKeyword.equals("record")) {
            member.reset();
            parens = 1;
        } else if (kind == '(') {
            parens++;
        } else if (kind == ')') {
            if (parens == 1 && pendingKeyword.equals("record")) {
                component();
            }
            parens = Math.max(0, parens - 1);
        } else if (kind == '{' && parens == 0) {
            openType(line);
        } else if (kind == ';' || kind == '}' || (kind == '=' && parens == 0)) {
            // Not a type after all, such as a variable that is called record.
            pendingType = "";
            pendingKeyword = "";
            components.clear();
            member.reset();
            parens = 0;
            body(kind, name, line);
        } else if (parens == 1 && pendingKeyword.equals("record")) {
            if (kind == '<') {
                member.angles++;
            } else if (kind == '>') {
                member.angles = Math.max(0, member.angles - 1);
            } else if (kind == ',' && member.angles == 0) {
                component();
            } else if (kind == Lexer.NAME) {
                member.name = name;
                member.line = line;
            }
        }
    }

    private void component() {
        if (!member.name.isEmpty()) {
            components.add(new Declaration(member.name, DeclarationKind.METHOD, member.line, member.line));
        }
        member.reset();
    }

    private void openType(int line) {
        String name = open.isEmpty() ? pendingType : open.peek().name + "." + pendingType;
        braces++;
        open.push(new Type(name, found.size(), braces, pendingKeyword.equals("enum")));
        found.add(new Declaration(name, DeclarationKind.TYPE, pendingLine, line));
        for (Declaration component : components) {
            found.add(new Declaration(
                    name + "." + component.name(), component.kind(), component.firstLine(), component.lastLine()));
        }
        components.clear();
        pendingType = "";
        pendingKeyword = "";
        member.reset();
    }

    private void body(int kind, String name, int line) {
        if (atMember()) {
            member(kind, name, line);
        }
        switch (kind) {
            case '{' -> braces++;
            case '}' -> closeBrace(line);
            case '(' -> parens++;
            case ')' -> parens = Math.max(0, parens - 1);
            default -> member.afterDot = kind == '.';
        }
    }

    private void closeBrace(int line) {
        if (braces == 0) {
            unbalanced = true;
            return;
        }
        if (!open.isEmpty() && open.peek().depth == braces) {
            Type type = open.pop();
            Declaration declared = found.get(type.index);
            found.set(type.index, new Declaration(declared.name(), declared.kind(), declared.firstLine(), line));
            member.reset();
            parens = 0;
        } else if (!open.isEmpty() && open.peek().depth == braces - 1 && !member.value) {
            if (member.method >= 0) {
                Declaration declared = found.get(member.method);
                found.set(member.method, new Declaration(declared.name(), declared.kind(), declared.firstLine(), line));
            }
            member.reset();
            parens = 0;
        }
        braces--;
    }

    private void member(int kind, String name, int line) {
        Type type = open.element();
        if (kind == '@') {
            member.annotation = Annotation.BEGUN;
        } else if (kind == Lexer.NAME && isAnnotationName()) {
            member.annotation = Annotation.NAMED;
        } else if (kind == '(' && member.annotation == Annotation.NAMED) {
            member.annotation = Annotation.NONE;
        } else if (type.constants) {
            constant(type, kind, name, line);
        } else if (kind == ';') {
            field();
            member.reset();
        } else if (!member.noted && !member.value) {
            undecided(kind, name, line);
        }
    }

    private boolean isAnnotationName() {
        return member.annotation == Annotation.BEGUN || (member.annotation == Annotation.NAMED && member.afterDot);
    }

    private void undecided(int kind, String name, int line) {
        switch (kind) {
            case Lexer.NAME -> {
                member.annotation = Annotation.NONE;
                if (member.angles == 0 && !JavaKeywords.isModifier(name)) {
                    member.name = name;
                    member.line = line;
                }
            }
            case '<' -> member.angles++;
            case '>' -> member.angles = Math.max(0, member.angles - 1);
            case '(' -> method();
            case '=' -> {
                field();
                member.value = true;
            }
            case ',' -> {
                if (member.angles == 0) {
                    field();
                    member.noted = false;
                    member.name = "";
                }
            }
            default -> {}
        }
    }

    private void constant(Type type, int kind, String name, int line) {
        if (kind == ';') {
            type.constants = false;
            member.reset();
        } else if (kind == ',') {
            type.awaitsConstant = true;
            member.reset();
        } else if (kind == Lexer.NAME && type.awaitsConstant) {
            note(name, DeclarationKind.FIELD, line);
            type.awaitsConstant = false;
        }
    }

    private void field() {
        if (!member.noted && !member.name.isEmpty()) {
            note(member.name, DeclarationKind.FIELD, member.line);
            member.noted = true;
        }
    }

    private void method() {
        if (!member.name.isEmpty()) {
            member.method = found.size();
            note(member.name, DeclarationKind.METHOD, member.line);
            member.noted = true;
        }
    }

    private void note(String name, DeclarationKind kind, int line) {
        found.add(new Declaration(open.element().name + "." + name, kind, line, line));
    }

    /** What was found; a type that is not closed ends where the file does. */
    List<Declaration> finish(int lastLine) {
        unbalanced |= braces > 0;
        while (!open.isEmpty()) {
            Type type = open.pop();
            Declaration declared = found.get(type.index);
            found.set(type.index, new Declaration(declared.name(), declared.kind(), declared.firstLine(), lastLine));
        }
        return found;
    }

    /** Whether braces were opened and not closed, or the other way round. */
    boolean unbalanced() {
        return unbalanced;
    }
}
