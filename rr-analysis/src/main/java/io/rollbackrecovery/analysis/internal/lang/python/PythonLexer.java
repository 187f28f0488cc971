package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Python's tokens, with a {@link #NEWLINE} at the end of each logical line. A bracket that is still open where a line
 * begins with a word that can only begin a statement is taken as forgotten.
 */
final class PythonLexer extends Lexer {
    private static final List<byte[]> STATEMENT_WORDS = List.of(
            "import ".getBytes(StandardCharsets.US_ASCII),
            "from ".getBytes(StandardCharsets.US_ASCII),
            "def ".getBytes(StandardCharsets.US_ASCII),
            "class ".getBytes(StandardCharsets.US_ASCII));
    private static final int LONGEST_PREFIX = 2;

    private int brackets;
    private boolean lineHasToken;
    private boolean noDoubleEnd;
    private boolean noSingleEnd;

    PythonLexer(byte[] bytes, Names names) {
        super(bytes, names);
    }

    @Override
    protected int scan() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '\n' || b == '\r') {
                if (endLine()) {
                    return NEWLINE;
                }
            } else if (b == ' ' || b == '\t' || b == '\f') {
                at++;
            } else if (b == '#') {
                while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
                    at++;
                }
            } else if (b == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
                at += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
                line++;
            } else {
                begin();
                lineHasToken = true;
                return token(b);
            }
        }
        begin();
        if (lineHasToken) {
            lineHasToken = false;
            return NEWLINE;
        }
        return END;
    }

    private boolean endLine() {
        begin();
        line += isLineEnd(at) ? 1 : 0;
        boolean ends = isLineEnd(at);
        at++;
        if (ends && brackets > 0 && beginsStatement()) {
            lose("a bracket before the next statement");
            brackets = 0;
        }
        if (ends && brackets == 0 && lineHasToken) {
            lineHasToken = false;
            return true;
        }
        return false;
    }

    private boolean beginsStatement() {
        for (byte[] word : STATEMENT_WORDS) {
            if (at + word.length <= bytes.length && Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    private int token(byte b) {
        if (isNameStart(b)) {
            return quoteAfterPrefix() ? quoted() : readName();
        }
        if (isDigit(b)) {
            return readNumber();
        }
        if (b == '"' || b == '\'') {
            return quoted();
        }
        if (peek(1) == '=' && "+-*/%&|^@<>!=:".indexOf(b) >= 0) {
            at += 2;
            return OTHER;
        }
        if (b == '-' && peek(1) == '>') {
            at += 2;
            return OTHER;
        }
        at++;
        switch (b) {
            case '(', '[', '{' -> brackets++;
            case ')', ']', '}' -> brackets = Math.max(0, brackets - 1);
            default -> {}
        }
        return b;
    }

    /** Steps over a prefix such as {@code rb} if a quote follows it. */
    private boolean quoteAfterPrefix() {
        int length = 0;
        while (length <= LONGEST_PREFIX && peek(length) > 0 && "rRbBuUfFtT".indexOf(peek(length)) >= 0) {
            length++;
        }
        boolean prefix = length > 0 && length <= LONGEST_PREFIX && (peek(length) == '"' || peek(length) == '\'');
        at += prefix ? length : 0;
        return prefix;
    }

    private int quoted() {
        byte quote = bytes[at];
        boolean known = quote == '"' ? noDoubleEnd : noSingleEnd;
        if (peek(1) == quote && peek(2) == quote && !known) {
            if (readTripleQuoted(quote)) {
                return TEXT;
            }
            noDoubleEnd |= quote == '"';
            noSingleEnd |= quote == '\'';
            lose("a triple quote");
            at += 3;
            return OTHER;
        }
        return readQuoted(quote);
    }
}
