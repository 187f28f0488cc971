package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;

/**
 * Tokens of Rust, C# and PHP. What separates the parts of a full name ({@code ::}, a dot, a backslash) is given as a dot,
 * other ways to a member as {@link #MEMBER}.
 */
final class CodeLexer extends Lexer {
    /** What stands between something and its member. */
    static final int MEMBER = -20;

    /** Which language it is. */
    enum Kind {
        RUST,
        CSHARP,
        PHP
    }

    private final Kind kind;
    private boolean inCode;
    private boolean noRawEnd;
    private boolean noQuoteEnd;
    private boolean noApostropheEnd;

    CodeLexer(byte[] bytes, Names names, Kind kind) {
        super(bytes, names);
        this.kind = kind;
        this.inCode = kind != Kind.PHP;
    }

    @Override
    protected int scan() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (!inCode) {
                inCode = b == '<' && peek(1) == '?';
                step(inCode ? 2 : 1);
            } else if (b == '?' && peek(1) == '>' && kind == Kind.PHP) {
                inCode = false;
                at += 2;
            } else if (b == ' ' || b == '\t' || b == '\f' || b == '\n' || b == '\r') {
                step(1);
            } else if (b == '/' && peek(1) == '/') {
                skipRemark();
            } else if (b == '#' && ((kind == Kind.PHP && peek(1) != '[') || kind == Kind.CSHARP)) {
                skipRemark();
            } else if (beginsComment()) {
                skipComment(kind == Kind.RUST);
            } else {
                begin();
                return token(b);
            }
        }
        begin();
        return END;
    }

    private void step(int count) {
        for (int i = 0; i < count && at < bytes.length; i++) {
            line += isLineEnd(at) ? 1 : 0;
            at++;
        }
    }

    private int token(byte b) {
        int next = peek(1);
        if (kind == Kind.CSHARP && (b == '@' || b == '$') && (next == '"' || next == '@' || next == '$')) {
            boolean verbatim = b == '@' || next == '@';
            at += next == '"' ? 1 : 2;
            return peek(0) == '"' ? string((byte) '"', verbatim) : OTHER;
        }
        if (kind == Kind.RUST && b == 'r' && (next == '"' || next == '#') && !noRawEnd && raw()) {
            return TEXT;
        }
        if (kind == Kind.PHP && b == '$') {
            at++;
            if (at < bytes.length && isNameStart(bytes[at])) {
                readName();
            }
            return OTHER;
        }
        if (isNameStart(b)) {
            return readName();
        }
        if (isDigit(b)) {
            return readNumber();
        }
        if (b == '"') {
            return string(b, false);
        }
        if (b == '\'') {
            return kind == Kind.PHP ? string(b, false) : character();
        }
        if (b == ':' && next == ':') {
            at += 2;
            return kind == Kind.RUST ? '.' : MEMBER;
        }
        if (b == '-' && next == '>') {
            at += 2;
            return kind == Kind.PHP ? MEMBER : OTHER;
        }
        at++;
        return switch (b) {
            case '.' -> kind == Kind.CSHARP ? '.' : OTHER;
            case '\\' -> kind == Kind.PHP ? '.' : OTHER;
            default -> b;
        };
    }

    /** Reads a literal that may go over lines; what is not closed ends with its line. */
    private int string(byte quote, boolean verbatim) {
        boolean known = quote == '"' ? noQuoteEnd : noApostropheEnd;
        int lines = 0;
        for (int i = at + 1; i < bytes.length && !known; i++) {
            if (bytes[i] == quote && verbatim && i + 1 < bytes.length && bytes[i + 1] == quote) {
                i++;
            } else if (bytes[i] == quote) {
                at++;
                beginText();
                at = i;
                endText();
                at++;
                line += lines;
                return TEXT;
            } else if (bytes[i] == '\\' && !verbatim) {
                i++;
                lines += i < bytes.length && isLineEnd(i) ? 1 : 0;
            } else {
                lines += isLineEnd(i) ? 1 : 0;
            }
        }
        noQuoteEnd |= quote == '"';
        noApostropheEnd |= quote == '\'';
        return readQuoted(quote);
    }

    /** A character, or a lifetime of Rust, whose name comes next. */
    private int character() {
        if (peek(1) == '\\') {
            return readQuoted((byte) '\'');
        }
        for (int length = 2; length <= 5; length++) {
            if (peek(length) == '\'') {
                at += length + 1;
                return NUMBER;
            }
            if (peek(length - 1) == '\n') {
                break;
            }
        }
        at++;
        return OTHER;
    }

    /** {@code r"..."} or {@code r#"..."#}. */
    private boolean raw() {
        int hashes = 0;
        while (peek(1 + hashes) == '#') {
            hashes++;
        }
        if (peek(1 + hashes) != '"' || hashes > 16) {
            return false;
        }
        int lines = 0;
        for (int i = at + 2 + hashes; i < bytes.length; i++) {
            if (bytes[i] == '"') {
                int closing = 0;
                while (closing < hashes && i + 1 + closing < bytes.length && bytes[i + 1 + closing] == '#') {
                    closing++;
                }
                if (closing == hashes) {
                    at += 2 + hashes;
                    beginText();
                    at = i;
                    endText();
                    at = i + 1 + hashes;
                    line += lines;
                    return true;
                }
            }
            lines += isLineEnd(i) ? 1 : 0;
        }
        noRawEnd = true;
        lose("a raw string");
        return false;
    }

    private void skipRemark() {
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            if (kind == Kind.PHP && bytes[at] == '?' && peek(1) == '>') {
                return;
            }
            at++;
        }
    }
}
