package io.rollbackrecovery.analysis.internal.lang.java.lex;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;

/** Java's tokens. A {@code ::} is given as a dot, since what follows it is a member as well. */
public final class JavaLexer extends Lexer {
    private boolean noTextBlockEnd;

    /** Begins at the first byte; names must know the {@link #keywords()} first. */
    public JavaLexer(byte[] bytes, Names names) {
        super(bytes, names);
    }

    /** The words that name nothing, in no order that matters. */
    public static String[] keywords() {
        return JavaKeywords.all();
    }

    @Override
    protected int scan() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == ' ' || b == '\t' || b == '\f' || b == '\n' || b == '\r') {
                line += isLineEnd(at) ? 1 : 0;
                at++;
            } else if (b == '/' && peek(1) == '/') {
                skipLine();
            } else if (beginsComment()) {
                skipComment(false);
            } else {
                begin();
                return token(b);
            }
        }
        begin();
        return END;
    }

    private int token(byte b) {
        if (isNameStart(b)) {
            return readName();
        }
        if (isDigit(b)) {
            return readNumber();
        }
        if (b == '"' && peek(1) == '"' && peek(2) == '"' && !noTextBlockEnd) {
            if (readTripleQuoted(b)) {
                return TEXT;
            }
            noTextBlockEnd = true;
            lose("a text block");
            at += 3;
            return OTHER;
        }
        if (b == '"' || b == '\'') {
            return readQuoted(b);
        }
        if (b == '.' && peek(1) == '.' && peek(2) == '.') {
            at += 3;
            return OTHER;
        }
        if (b == ':' && peek(1) == ':') {
            at += 2;
            return '.';
        }
        if ((b == '=' || b == '!' || b == '<' || b == '>') && peek(1) == '=') {
            at += 2;
            return OTHER;
        }
        if (b == '-' && peek(1) == '>') {
            at += 2;
            return OTHER;
        }
        at++;
        return b;
    }
}
