package io.rollbackrecovery.analysis.internal.lang.kotlin;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kotlin's tokens, line ends among them. A {@code ::} and a {@code ?.} are given as a dot, since what follows them is a
 * member as well. What stands in the templates of a string is given as tokens between its pieces.
 */
final class KotlinLexer extends Lexer {
    /** {@code ->} */
    static final int ARROW = -20;

    private static final int NO_STRING = 0;
    private static final int QUOTED = 1;
    private static final int TRIPLE = 3;

    private final Deque<Template> templates = new ArrayDeque<>();
    private int resume = NO_STRING;
    private boolean nameOnly;

    /** A template that is open: how many braces are open in it, and the quotes of its string. */
    private static final class Template {
        private final int quotes;
        private int braces;

        Template(int quotes) {
            this.quotes = quotes;
        }
    }

    KotlinLexer(byte[] bytes, Names names) {
        super(bytes, names);
    }

    @Override
    protected int scan() {
        if (nameOnly) {
            nameOnly = false;
            begin();
            return readName();
        }
        if (resume != NO_STRING) {
            int quotes = resume;
            resume = NO_STRING;
            begin();
            return string(quotes);
        }
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '\n' || b == '\r') {
                begin();
                line += isLineEnd(at) ? 1 : 0;
                at++;
                return NEWLINE;
            }
            if (b == ' ' || b == '\t' || b == '\f') {
                at++;
            } else if ((b == '/' && peek(1) == '/') || (b == '#' && peek(1) == '!')) {
                skipLine();
            } else if (beginsComment()) {
                skipComment(true);
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
        int next = peek(1);
        switch (b) {
            case '"' -> {
                boolean triple = next == '"' && peek(2) == '"';
                at += triple ? 3 : 1;
                return string(triple ? TRIPLE : QUOTED);
            }
            case '\'' -> {
                return readQuoted(b);
            }
            case '`' -> {
                return quotedName();
            }
            case '{' -> {
                if (!templates.isEmpty()) {
                    templates.element().braces++;
                }
            }
            case '}' -> {
                if (!templates.isEmpty() && templates.element().braces == 0) {
                    at++;
                    return string(templates.pop().quotes);
                }
                if (!templates.isEmpty()) {
                    templates.element().braces--;
                }
            }
            default -> {
                int pair = pair(b, next);
                if (pair != 0) {
                    at += 2;
                    return pair;
                }
            }
        }
        at++;
        return b;
    }

    /** What two characters mean together; 0 if nothing. */
    private static int pair(byte b, int next) {
        if ((b == ':' && next == ':') || (b == '?' && next == '.')) {
            return '.';
        }
        if (b == '-' && next == '>') {
            return ARROW;
        }
        boolean other = (next == '=' && "=!<>+-*/%".indexOf(b) >= 0)
                || (b == next && "&|.+-!".indexOf(b) >= 0)
                || (b == '?' && next == ':');
        return other ? OTHER : 0;
    }

    /** Reads a piece of a string up to its end or the next template. */
    private int string(int quotes) {
        beginText();
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '"' && (quotes == QUOTED || (peek(1) == '"' && peek(2) == '"'))) {
                endText();
                at += quotes;
                while (quotes == TRIPLE && at < bytes.length && bytes[at] == '"') {
                    at++;
                }
                return TEXT;
            }
            if (b == '$' && peek(1) == '{') {
                endText();
                at += 2;
                templates.push(new Template(quotes));
                return TEXT;
            }
            if (b == '$' && at + 1 < bytes.length && isNameStart(bytes[at + 1]) && bytes[at + 1] != '$') {
                endText();
                at++;
                nameOnly = true;
                resume = quotes;
                return TEXT;
            }
            if (b == '\n' || b == '\r') {
                if (quotes == QUOTED) {
                    break;
                }
                line += isLineEnd(at) ? 1 : 0;
            } else if (b == '\\' && quotes == QUOTED && at + 1 < bytes.length && !isLineEnd(at + 1)) {
                at++;
            }
            at++;
        }
        endText();
        lose("a string");
        return TEXT;
    }

    private int quotedName() {
        int end = at + 1;
        while (end < bytes.length && bytes[end] != '`' && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        if (end == bytes.length || bytes[end] != '`' || end == at + 1) {
            at++;
            return OTHER;
        }
        int kind = readName(at + 1, end);
        at = end + 1;
        return kind;
    }
}
