package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds what a script declares at its top level, and the members of that, from the tokens as they come. */
final class JavaScriptDeclarations {
    private static final int DEEPEST_NAME = 20;
    private static final int LONGEST_NAME = 1_000;

    private final ModuleNames names;
    private final DeclaredNames found = new DeclaredNames();
    private final Deque<Block> open = new ArrayDeque<>();
    private final MemberDeclarations members;
    private final BoundNames pattern =
            new BoundNames((name, line) -> declareUntilEnd(name, DeclarationKind.VARIABLE, line));
    private int braces;
    private int parens;
    private boolean unbalanced;

    private State state = State.FRESH;
    private boolean exported;
    private boolean isDefault;
    private boolean exportsObject;
    private int statementLine;
    private Block.Sort sort = Block.Sort.CLASS;
    private String name = "";
    private int index = -1;
    private final List<Integer> endWithStatement = new ArrayList<>();

    private enum State {
        FRESH,
        DECORATED,
        FUNCTION_NAME,
        FUNCTION,
        BODY,
        TYPE_NAME,
        TYPE,
        ALIAS_NAME,
        ALIAS,
        SPACE_NAME,
        VARIABLE_NAME,
        VARIABLE,
        OTHER
    }

    JavaScriptDeclarations(ModuleNames names) {
        this.names = names;
        this.members = new MemberDeclarations(found, names);
    }

    /** Whether the token at hand stands outside of all brackets but those of name spaces. */
    boolean atModuleLevel() {
        Block top = open.peek();
        return top == null ? braces == 0 && parens == 0 : top.sort() == Block.Sort.SPACE && here(top);
    }

    boolean atTop() {
        return braces == 0 && parens == 0;
    }

    private boolean here(Block top) {
        return braces == top.depth() && parens == top.parens();
    }

    boolean unbalanced() {
        return unbalanced;
    }

    /** The declaration that begins is exported. */
    void exporting() {
        exported = true;
    }

    void exportDefault(int line) {
        isDefault = true;
        statementLine = line;
    }

    /** A name is set on the object that the script hands out. */
    void assigned(String exportedName, int line) {
        int declared = found.add(exportedName, DeclarationKind.VARIABLE, line);
        if (atTop() && declared >= 0) {
            endWithStatement.add(declared);
        }
    }

    /** The object itself is set; what it is follows. */
    void exportObject(int line) {
        int declared = found.add(ModuleNames.DEFAULT, DeclarationKind.VARIABLE, line);
        if (atTop()) {
            exportsObject = true;
            if (declared >= 0) {
                endWithStatement.add(declared);
            }
        } else {
            names.export(ModuleNames.UNKNOWN);
        }
    }

    /** {@code a.b = ..} or {@code a.prototype.b = ..}: a member of what the file itself declares. */
    void assignedMember(List<String> chain, int line) {
        String owner = chain.get(0);
        String member = chain.get(chain.size() - 1);
        boolean prototype = chain.size() == 3 && chain.get(1).equals("prototype");
        if ((chain.size() == 2 || prototype) && found.has(owner)) {
            int declared = found.add(owner + "." + member, DeclarationKind.METHOD, line);
            if (declared >= 0) {
                endWithStatement.add(declared);
            }
        }
    }

    /** Everything is closed, whatever was open: a statement begins that stands outside only. */
    void outside(int line) {
        while (!open.isEmpty()) {
            close(open.pop(), line);
        }
        braces = 0;
        parens = 0;
        statementEnds(line);
    }

    void statementEnds(int line) {
        for (int declared : endWithStatement) {
            found.end(declared, line);
        }
        endWithStatement.clear();
        state = State.FRESH;
        exported = false;
        isDefault = false;
        exportsObject = false;
        statementLine = 0;
        index = -1;
        name = "";
        pattern.reset();
    }

    /** What was found; call once, at the end. */
    List<Declaration> finish(int lastLine) {
        unbalanced |= braces > 0 || parens > 0;
        members.end(open.peek(), lastLine);
        while (!open.isEmpty()) {
            close(open.pop(), lastLine);
        }
        statementEnds(lastLine);
        return found.all();
    }

    private void close(Block block, int line) {
        if (block.index() >= 0) {
            found.end(block.index(), line);
        }
    }

    void token(Cursor cursor) {
        int kind = cursor.kind();
        Block top = open.peek();
        boolean opens = false;
        if (pattern.isOpen()) {
            pattern.token(cursor);
        } else if (top == null ? atTop() : here(top)) {
            if (top == null || top.sort() == Block.Sort.SPACE) {
                opens = statement(cursor);
            } else {
                members.token(cursor, top);
            }
        }
        switch (kind) {
            case '{' -> {
                braces++;
                if (opens && open.size() < DEEPEST_NAME) {
                    open(sort);
                }
            }
            case '}' -> closeBrace(cursor);
            case '(', '[', JavaScriptLexer.TEMPLATE_HEAD -> parens++;
            case ')', ']', JavaScriptLexer.TEMPLATE_TAIL -> closeParen();
            default -> {}
        }
    }

    private void open(Block.Sort opens) {
        open.push(new Block(opens, name, index, braces, parens));
        if (opens == Block.Sort.SPACE) {
            statementEnds(0);
        } else {
            members.begin();
        }
    }

    private void closeParen() {
        int least = open.isEmpty() ? 0 : open.peek().parens();
        unbalanced |= parens <= least;
        parens = Math.max(least, parens - 1);
    }

    private void closeBrace(Cursor cursor) {
        if (braces == 0) {
            unbalanced = true;
            return;
        }
        Block top = open.peek();
        if (top != null && top.depth() == braces) {
            unbalanced |= parens != top.parens();
            parens = top.parens();
            members.end(top, cursor.endBefore());
            close(top, cursor.line());
            open.pop();
            if (top.sort() == Block.Sort.SPACE || state == State.TYPE) {
                statementEnds(cursor.line());
            }
        } else if (braces - 1 == (top == null ? 0 : top.depth())) {
            if (top != null && top.sort() != Block.Sort.SPACE) {
                members.blockEnds(cursor.line(), top.sort());
            } else if (state == State.BODY && parens == (top == null ? 0 : top.parens())) {
                found.end(index, cursor.line());
                statementEnds(cursor.line());
            }
        }
        braces--;
    }

    /** Takes a token at the level of statements; tells whether it opens a block that is of interest. */
    private boolean statement(Cursor cursor) {
        int kind = cursor.kind();
        if (kind == ';') {
            if (state == State.SPACE_NAME && !name.isEmpty()) {
                declare(name, DeclarationKind.TYPE, cursor.line());
            }
            statementEnds(cursor.line());
            return false;
        }
        if (beginsStatement(cursor)) {
            statementEnds(cursor.endBefore());
        }
        if (state == State.FRESH || (state == State.DECORATED && JavaScriptKeywords.followsDecorators(cursor.word()))) {
            return begin(cursor);
        }
        return go(cursor, kind);
    }

    private boolean beginsStatement(Cursor cursor) {
        if (!cursor.beginsLine() || !cursor.afterOperand() || !(cursor.is(Lexer.NAME) || cursor.is('@'))) {
            return false;
        }
        return switch (state) {
            case ALIAS, VARIABLE, OTHER, FUNCTION -> !JavaScriptKeywords.continues(cursor.word());
            default -> false;
        };
    }

    private boolean begin(Cursor cursor) {
        if (statementLine == 0) {
            statementLine = cursor.line();
        }
        if (cursor.is('@')) {
            state = State.DECORATED;
            return false;
        }
        switch (cursor.word()) {
            case "export", "default", "declare", "abstract", "async" -> state = State.FRESH;
            case "function" -> state = State.FUNCTION_NAME;
            case "class" -> type(Block.Sort.CLASS);
            case "interface" -> type(Block.Sort.INTERFACE);
            case "enum" -> type(Block.Sort.ENUM);
            case "type" -> state = State.ALIAS_NAME;
            case "namespace", "module" -> state = State.SPACE_NAME;
            case "global" -> {
                state = cursor.wordBefore().equals("declare") ? State.SPACE_NAME : State.OTHER;
            }
            case "const", "let", "var", "using" -> state = State.VARIABLE_NAME;
            default -> {
                return beginOther(cursor);
            }
        }
        return false;
    }

    private void type(Block.Sort of) {
        sort = of;
        state = State.TYPE_NAME;
    }

    private boolean beginOther(Cursor cursor) {
        state = State.OTHER;
        if (isDefault && !cursor.is('=')) {
            declareUntilEnd(ModuleNames.DEFAULT, DeclarationKind.VARIABLE, statementLine);
            isDefault = false;
            if (cursor.is('{')) {
                sort = Block.Sort.OBJECT;
                name = ModuleNames.DEFAULT;
                return true;
            }
        } else if (isDefault) {
            state = State.FRESH;
        }
        return false;
    }

    private boolean go(Cursor cursor, int kind) {
        boolean body = kind == '{' && followsHeader(cursor);
        switch (state) {
            case FUNCTION_NAME -> {
                if (kind == Lexer.NAME || kind == '(') {
                    String declared = kind == Lexer.NAME ? cursor.word() : ModuleNames.DEFAULT;
                    index = kind == Lexer.NAME || isDefault
                            ? declare(declared, DeclarationKind.FUNCTION, statementLine)
                            : -1;
                    state = State.FUNCTION;
                }
            }
            case FUNCTION -> {
                if (body) {
                    state = State.BODY;
                }
            }
            case TYPE_NAME -> {
                return typeName(cursor, body);
            }
            case TYPE -> {
                return body;
            }
            case ALIAS_NAME -> {
                if (kind == Lexer.NAME) {
                    name = cursor.word();
                    declareUntilEnd(name, DeclarationKind.TYPE, statementLine);
                    state = State.ALIAS;
                } else {
                    state = State.OTHER;
                }
            }
            case ALIAS -> {
                sort = Block.Sort.INTERFACE;
                index = -1;
                return kind == '{' && cursor.kindBefore() == '=';
            }
            case SPACE_NAME -> {
                return space(cursor, kind);
            }
            case VARIABLE_NAME -> variableName(cursor, kind);
            case VARIABLE -> {
                return variable(cursor, kind, body);
            }
            case OTHER -> {
                return other(cursor, kind);
            }
            default -> {}
        }
        return false;
    }

    /** Whether a brace opens the body of what was named before, and not a type that belongs to it. */
    private static boolean followsHeader(Cursor cursor) {
        return switch (cursor.kindBefore()) {
            case Lexer.NAME -> cursor.afterOperand();
            case Lexer.TEXT, Lexer.NUMBER, ')', ']', '}', '>' -> true;
            default -> false;
        };
    }

    private boolean typeName(Cursor cursor, boolean body) {
        String word = cursor.word();
        boolean header = word.equals("extends") || word.equals("implements");
        if (!header && !word.isEmpty()) {
            name = qualified(word);
            index = declare(word, DeclarationKind.TYPE, statementLine);
            state = State.TYPE;
        } else if (isDefault && (header || body)) {
            name = ModuleNames.DEFAULT;
            index = declare(name, DeclarationKind.TYPE, statementLine);
            state = State.TYPE;
            return body;
        } else if (!header) {
            state = State.OTHER;
        }
        return false;
    }

    private boolean space(Cursor cursor, int kind) {
        switch (kind) {
            case Lexer.NAME -> {
                if (name.isEmpty()) {
                    name = qualified(cursor.word());
                } else if (cursor.afterDot() && name.length() < LONGEST_NAME) {
                    name = name + "." + cursor.word();
                } else {
                    state = State.OTHER;
                }
            }
            case Lexer.TEXT -> name = '"' + cursor.text() + '"';
            case '.' -> {
                if (name.isEmpty()) {
                    state = State.OTHER;
                }
            }
            case '{' -> {
                if (!name.isEmpty()) {
                    index = found.add(name, DeclarationKind.TYPE, statementLine);
                    exportIfAsked(name);
                } else {
                    index = -1;
                }
                sort = Block.Sort.SPACE;
                return true;
            }
            default -> state = State.OTHER;
        }
        return false;
    }

    private void variableName(Cursor cursor, int kind) {
        if (kind == Lexer.NAME && cursor.isWord("enum")) {
            type(Block.Sort.ENUM);
        } else if (kind == Lexer.NAME) {
            name = qualified(cursor.word());
            declareUntilEnd(cursor.word(), DeclarationKind.VARIABLE, cursor.line());
            state = State.VARIABLE;
        } else if (kind == '{' || kind == '[') {
            pattern.begin();
            name = "";
            state = State.VARIABLE;
        } else {
            state = State.OTHER;
        }
    }

    private boolean variable(Cursor cursor, int kind, boolean body) {
        index = -1;
        if (kind == ',') {
            state = State.VARIABLE_NAME;
        } else if (kind == Lexer.NAME && cursor.kindBefore() == '=' && cursor.isWord("class")) {
            sort = Block.Sort.CLASS;
        } else if (kind == '=') {
            sort = Block.Sort.OBJECT;
        } else if (kind == '{' && !name.isEmpty()) {
            return sort == Block.Sort.CLASS ? body : cursor.kindBefore() == '=';
        }
        return false;
    }

    private boolean other(Cursor cursor, int kind) {
        if (!exportsObject || cursor.kindBefore() != '=') {
            return false;
        }
        if (kind == '{') {
            sort = Block.Sort.EXPORTS;
            index = -1;
            name = "";
            return true;
        }
        boolean more = cursor.isWord("module") || cursor.isWord("exports") || cursor.isWord("require");
        if (!more) {
            names.export(ModuleNames.UNKNOWN);
        }
        return false;
    }

    private String qualified(String simple) {
        Block top = open.peek();
        return top == null || top.name().isEmpty() ? simple : top.name() + "." + simple;
    }

    private int declare(String simple, DeclarationKind kind, int line) {
        exportIfAsked(qualified(simple));
        return found.add(qualified(simple), kind, line);
    }

    private void exportIfAsked(String declared) {
        if (open.isEmpty() && isDefault) {
            if (!declared.equals(ModuleNames.DEFAULT)) {
                names.handOut(declared, ModuleNames.DEFAULT, statementLine);
            }
            names.export(ModuleNames.DEFAULT);
        } else if (open.isEmpty() && exported) {
            names.export(declared);
        }
    }

    private void declareUntilEnd(String simple, DeclarationKind kind, int line) {
        int declared = declare(simple, kind, line);
        if (declared >= 0) {
            endWithStatement.add(declared);
        }
    }
}
