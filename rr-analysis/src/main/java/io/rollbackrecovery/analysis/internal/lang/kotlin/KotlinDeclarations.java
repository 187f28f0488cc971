package io.rollbackrecovery.analysis.internal.lang.kotlin;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds what a Kotlin file declares outside of functions. Members of a companion are noted as those of the type around
 * it, by which they are called. An extension is a method or field without a type.
 */
final class KotlinDeclarations {
    private static final int DEEPEST_TYPE = 40;

    private final Tokens tokens;
    private final List<Declaration> found = new ArrayList<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private int bodyAt = -1;
    private int constructorAt = -1;
    private String pending = "";
    private boolean pendingEnum;

    /** A bracket that is open: the body or the constructor of a type, or anything else. */
    private record Scope(int close, boolean declares, boolean constructor, String type, boolean isEnum) {}

    KotlinDeclarations(Tokens tokens) {
        this.tokens = tokens;
    }

    List<Declaration> find() {
        scopes.push(new Scope(tokens.size(), true, false, "", false));
        boolean entries = false;
        int before = ';';
        int at = 0;
        while (at < tokens.size()) {
            while (scopes.size() > 1 && scopes.element().close() <= at) {
                scopes.pop();
            }
            int kind = tokens.kind(at);
            Scope scope = scopes.element();
            if (kind == Lexer.NEWLINE) {
                at++;
                continue;
            }
            if (kind == '{' || kind == '(' || kind == '[') {
                open(at);
                entries = kind == '{' && scopes.element().isEnum();
            } else if (kind == Lexer.NAME && before != '.') {
                boolean entry = entries
                        && scope.isEnum()
                        && (before == '{' || before == ',')
                        && !KotlinKeywords.isKeyword(tokens.name(at));
                if (entry) {
                    note(tokens.text(at), DeclarationKind.FIELD, at, tokens.line(at));
                } else {
                    declaration(scope, at);
                }
            } else if (kind == ';' && scope.isEnum()) {
                entries = false;
            } else if (kind == '}' || kind == ')') {
                entries |= scopes.element().isEnum() && before != ';' && kind == ')';
            }
            before = kind;
            at++;
        }
        return found;
    }

    private void open(int at) {
        boolean body = at == bodyAt && !pending.isEmpty();
        boolean constructor = at == constructorAt && !pending.isEmpty();
        int close = Math.max(tokens.partner(at), at + 1);
        scopes.push(new Scope(close, body, constructor, body || constructor ? pending : "", body && pendingEnum));
    }

    private boolean is(int at, String keyword) {
        return KotlinKeywords.is(tokens, at, keyword);
    }

    private boolean isName(int at) {
        return tokens.kind(at) == Lexer.NAME && !KotlinKeywords.isKeyword(tokens.name(at));
    }

    private void declaration(Scope scope, int at) {
        if (!KotlinKeywords.isKeyword(tokens.name(at))) {
            return;
        }
        boolean value = is(at, "val") || is(at, "var");
        if (scope.constructor() && value && isName(at + 1)) {
            note(scope.type() + "." + tokens.text(at + 1), DeclarationKind.FIELD, at, tokens.line(at));
        }
        if (!scope.declares()) {
            return;
        }
        if (value) {
            callable(scope, at, DeclarationKind.FIELD, DeclarationKind.VARIABLE);
        } else if (is(at, "fun") && !is(at + 1, "interface")) {
            callable(scope, at, DeclarationKind.METHOD, DeclarationKind.FUNCTION);
        } else if (is(at, "typealias") && isName(at + 1)) {
            note(within(scope, tokens.text(at + 1)), DeclarationKind.TYPE, at, tokens.line(at));
        } else if (is(at, "class") || is(at, "interface") || is(at, "object")) {
            type(scope, at);
        }
    }

    private static String within(Scope scope, String name) {
        return scope.type().isEmpty() ? name : scope.type() + "." + name;
    }

    private void type(Scope scope, int at) {
        boolean companion = tokens.text(at - 1).equals("companion") && is(at, "object");
        if ((!isName(at + 1) && !companion) || scopes.size() > DEEPEST_TYPE) {
            return;
        }
        String name = companion ? scope.type() : within(scope, tokens.text(at + 1));
        pending = name;
        pendingEnum = tokens.text(at - 1).equals("enum");
        bodyAt = -1;
        constructorAt = -1;
        int end = header(isName(at + 1) ? at + 2 : at + 1);
        int lastLine = bodyAt < 0 ? tokens.line(Math.max(at, end - 1)) : tokens.line(tokens.partner(bodyAt));
        if (!companion) {
            note(name, DeclarationKind.TYPE, at, lastLine);
        }
    }

    /** Goes over what stands between a type's name and its body, notes where that and the constructor begin. */
    private int header(int start) {
        int at = start;
        while (at < tokens.size()) {
            int kind = tokens.kind(at);
            if (kind == '{') {
                bodyAt = at;
                return at;
            }
            if (kind == '(') {
                constructorAt = constructorAt < 0 ? at : constructorAt;
                at = Math.max(at, tokens.partner(at));
            } else if (kind == Lexer.NEWLINE && !goesOn(at)) {
                return at;
            } else if (kind == ';' || kind == '=' || kind == '}' || kind == ')' || isDeclaring(at)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private boolean isDeclaring(int at) {
        return KotlinKeywords.beginsDeclaration(tokens.name(at)) || is(at, "val") || is(at, "var");
    }

    /** Whether a type's header goes on behind a line end. */
    private boolean goesOn(int lineEnd) {
        int before = tokens.kind(lineEnd - 1);
        int next = tokens.kind(lineEnd + 1);
        return before == ','
                || before == ':'
                || next == ':'
                || next == '{'
                || next == '('
                || next == ','
                || next == Lexer.NEWLINE
                || tokens.text(lineEnd + 1).equals("where")
                || tokens.text(lineEnd + 1).equals("constructor");
    }

    /** A function or property: the last name before its parameters, type or value is its own, others are its receiver. */
    private void callable(Scope scope, int start, DeclarationKind ofType, DeclarationKind ofFile) {
        int name = -1;
        boolean extension = false;
        int angles = 0;
        int at = start + 1;
        for (; at < tokens.size(); at++) {
            int kind = tokens.kind(at);
            if (kind == '<') {
                angles++;
            } else if (kind == '>') {
                angles = Math.max(0, angles - 1);
            } else if (angles == 0 && isName(at)) {
                if (name >= 0 && tokens.kind(at - 1) == Lexer.NAME) {
                    break;
                }
                name = at;
            } else if (angles == 0 && kind == '.') {
                extension = true;
            } else if (angles == 0 && kind != '?' && kind != '@') {
                break;
            }
        }
        if (name < 0) {
            return;
        }
        int end = tokens.kind(at) == '(' ? tokens.partner(at) : at;
        int lastLine = tokens.line(start);
        for (int i = end; i < tokens.size() && !endsSignature(i); i++) {
            if (tokens.kind(i) == '{') {
                lastLine = Math.max(lastLine, tokens.line(tokens.partner(i)));
                break;
            }
        }
        boolean member = !scope.type().isEmpty();
        String text = within(scope, tokens.text(name));
        note(text, member || extension ? ofType : ofFile, start, lastLine);
    }

    private boolean endsSignature(int at) {
        return tokens.kind(at) == Lexer.NEWLINE || tokens.kind(at) == '=' || isDeclaring(at);
    }

    private void note(String name, DeclarationKind kind, int at, int lastLine) {
        Scope scope = scopes.element();
        String whole =
                kind == DeclarationKind.FIELD && scope.isEnum() && name.indexOf('.') < 0 ? within(scope, name) : name;
        found.add(new Declaration(whole, kind, tokens.line(at), Math.max(tokens.line(at), lastLine)));
    }
}
