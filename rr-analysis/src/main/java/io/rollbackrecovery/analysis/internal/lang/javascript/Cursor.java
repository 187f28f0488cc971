package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;

/** The token at hand, and what is remembered of the one before. */
final class Cursor {
    private final JavaScriptLexer lexer;
    private final Names names;
    private int kind;
    private int line = 1;
    private int kindBefore = ';';
    private int nameBefore = -1;
    private int endBefore = 1;

    Cursor(JavaScriptLexer lexer, Names names) {
        this.lexer = lexer;
        this.names = names;
        kind = lexer.next();
        line = lexer.line();
    }

    void advance() {
        kindBefore = kind;
        nameBefore = kind == Lexer.NAME ? lexer.name() : -1;
        endBefore = lexer.endLine();
        kind = lexer.next();
        line = lexer.line();
    }

    int kind() {
        return kind;
    }

    boolean is(int wanted) {
        return kind == wanted;
    }

    boolean atEnd() {
        return kind == Lexer.END;
    }

    /** The number of the name at hand, -1 at another token. */
    int name() {
        return kind == Lexer.NAME ? lexer.name() : -1;
    }

    /** The name at hand, empty at another token. */
    String word() {
        return kind == Lexer.NAME ? names.text(lexer.name()) : "";
    }

    boolean isWord(String word) {
        return kind == Lexer.NAME && names.text(lexer.name()).equals(word);
    }

    /** The literal at hand without its quotes. */
    String text() {
        return lexer.text();
    }

    int line() {
        return line;
    }

    /** The line where the token before ends. */
    int endBefore() {
        return endBefore;
    }

    int kindBefore() {
        return kindBefore;
    }

    /** The name that the token before is, empty if it is none. */
    String wordBefore() {
        return nameBefore < 0 ? "" : names.text(nameBefore);
    }

    boolean afterDot() {
        return kindBefore == '.';
    }

    /** Whether the token is the first on its line. */
    boolean beginsLine() {
        return line > endBefore;
    }

    boolean atLineStart() {
        return beginsLine() && lexer.column() == 0;
    }

    /** Whether the token before can end an expression or a type, so that a line end behind it can end a statement. */
    boolean afterOperand() {
        return switch (kindBefore) {
            case Lexer.NAME -> nameBefore >= JavaScriptLexer.BEFORE_OPERANDS.length;
            case Lexer.NUMBER, Lexer.TEXT, JavaScriptLexer.TEMPLATE_TAIL, ')', ']', '}', '>', Lexer.OTHER -> true;
            default -> false;
        };
    }
}
