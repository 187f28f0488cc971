package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Tokens;

/** Reads import declarations. */
final class GoImports {
    private GoImports() {}

    /** Reads the declaration whose keyword stands at a place, and gives the place behind it. */
    static int read(Tokens tokens, GoSyntax syntax, GoFacts facts, int place) {
        boolean group = tokens.kind(place + 1) == '(';
        int close = group ? tokens.partner(place + 1) : Math.min(place + 4, tokens.size());
        int alias = -1;
        int next = group ? place + 2 : place + 1;
        while (next < close) {
            int kind = tokens.kind(next);
            if (kind == Lexer.TEXT) {
                facts.imports(alias, next);
                alias = -1;
                if (!group) {
                    return next + 1;
                }
            } else if (kind == '.' || syntax.isName(next)) {
                alias = next;
            } else if (kind == Lexer.NAME || (!group && kind == Lexer.NEWLINE)) {
                break;
            }
            next++;
        }
        boolean closed = group && next == close && tokens.kind(close) == ')';
        return Math.max(place + 1, closed ? close + 1 : next);
    }
}
