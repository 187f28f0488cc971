package io.rollbackrecovery.analysis.internal.lex;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts bytes into tokens. A language adds what is its own: comments, quotes, line ends. Every byte is looked at a fixed
 * number of times; a quote or comment that is not closed is noted, and reading goes on behind its opening, so that more
 * is seen rather than less.
 */
public abstract class Lexer {
    /** The end of the bytes; given again and again. */
    public static final int END = -1;
    /** An identifier or keyword: {@link #name()}. */
    public static final int NAME = -2;
    /** A number. */
    public static final int NUMBER = -3;
    /** A text or character literal: {@link #dottedText()}. */
    public static final int TEXT = -4;
    /** The end of a line, for languages that care. */
    public static final int NEWLINE = -5;
    /** Two or three characters that mean nothing to us together but must not be taken for single ones. */
    public static final int OTHER = -6;

    private static final int LONGEST_DOTTED_TEXT = 256;

    protected final byte[] bytes;
    protected int at;
    protected int line = 1;
    private final Names names;
    private int name = -1;
    private int tokenStart;
    private int tokenLine = 1;
    private int textStart;
    private int textEnd;
    private String lost = "";
    private boolean noCommentEnd;

    protected Lexer(byte[] bytes, Names names) {
        this.bytes = bytes;
        this.names = names;
        boolean byteOrderMark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        this.at = byteOrderMark ? 3 : 0;
    }

    /** Goes to the next token and gives its kind: one of the constants, or a single ASCII character. */
    public final int next() {
        return scan();
    }

    /** Skips what is between tokens, calls {@link #begin()} and reads one. */
    protected abstract int scan();

    /** The number of the name that was read last. */
    public final int name() {
        return name;
    }

    /** The line where the last token begins, from 1. */
    public final int line() {
        return tokenLine;
    }

    /** The first byte of the last token. */
    public final int first() {
        return tokenStart < bytes.length ? bytes[tokenStart] : END;
    }

    /** The column where the last token begins, in bytes from 0; a tab goes to the next multiple of 8. */
    public final int column() {
        int lineStart = tokenStart;
        while (lineStart > 0 && bytes[lineStart - 1] != '\n' && bytes[lineStart - 1] != '\r') {
            lineStart--;
        }
        int column = 0;
        for (int i = lineStart; i < tokenStart; i++) {
            column = bytes[i] == '\t' ? (column / 8 + 1) * 8 : column + 1;
        }
        return column;
    }

    /** Whether a text has the form {@code a.b.c}, with a dot at least. */
    public static boolean isDotted(String text) {
        boolean dot = false;
        boolean beginsName = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c > 127;
            if (c == '.' && !beginsName) {
                dot = true;
                beginsName = true;
            } else if (letter || (!beginsName && c >= '0' && c <= '9')) {
                beginsName = false;
            } else {
                return false;
            }
        }
        return dot && !beginsName;
    }

    /** The text literal that was read last, if it has the form {@code a.b.c}. */
    public final Optional<String> dottedText() {
        if (textEnd - textStart > LONGEST_DOTTED_TEXT) {
            return Optional.empty();
        }
        boolean dot = false;
        boolean beginsName = true;
        for (int i = textStart; i < textEnd; i++) {
            if (bytes[i] == '.' && !beginsName) {
                dot = true;
                beginsName = true;
            } else if (beginsName ? isNameStart(bytes[i]) : isNamePart(bytes[i])) {
                beginsName = false;
            } else {
                return Optional.empty();
            }
        }
        return dot && !beginsName ? Optional.of(text()) : Optional.empty();
    }

    /** The text literal that was read last, without its quotes, escapes as they are. */
    public final String text() {
        return new String(bytes, textStart, textEnd - textStart, StandardCharsets.UTF_8);
    }

    /** Why the lexer lost its place, as a clause; empty if it did not. */
    public final String lost() {
        return lost;
    }

    /** Says where the text literal stands that was read last. */
    protected final void textIs(int from, int to) {
        textStart = from;
        textEnd = to;
    }

    protected final void lose(String what) {
        if (lost.isEmpty()) {
            lost = what + " in line " + tokenLine + " is not closed";
        }
    }

    /** Says that the token begins here. */
    protected final void begin() {
        tokenStart = at;
        tokenLine = line;
    }

    protected final int peek(int ahead) {
        return at + ahead < bytes.length ? bytes[at + ahead] : -1;
    }

    /** Goes to the end of the line, and not over it. */
    protected final void skipLine() {
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
    }

    /** Whether a comment begins here, with a slash and a star; no longer once one was not closed. */
    protected final boolean beginsComment() {
        return peek(0) == '/' && peek(1) == '*' && !noCommentEnd;
    }

    /**
     * Skips the comment that begins here; only its opening, if it is not closed.
     *
     * @param nested whether comments may stand in comments
     * @return whether it is closed
     */
    protected final boolean skipComment(boolean nested) {
        begin();
        int lines = 0;
        int depth = 1;
        for (int i = at + 2; i + 1 < bytes.length; i++) {
            if (bytes[i] == '*' && bytes[i + 1] == '/') {
                depth--;
                i++;
                if (depth == 0) {
                    at = i + 1;
                    line += lines;
                    return true;
                }
            } else if (nested && bytes[i] == '/' && bytes[i + 1] == '*') {
                depth++;
                i++;
            } else {
                lines += isLineEnd(i) ? 1 : 0;
            }
        }
        noCommentEnd = true;
        lose("a comment");
        at += 2;
        return false;
    }

    /** Reads a name, whose first byte is next. */
    protected final int readName() {
        int from = at;
        while (at < bytes.length && isNamePart(bytes[at])) {
            at++;
        }
        name = names.of(bytes, from, at);
        return NAME;
    }

    /** Reads a number, whose first digit is next. Signs of exponents become tokens of their own, which does no harm. */
    protected final int readNumber() {
        while (at < bytes.length && (isNamePart(bytes[at]) || bytes[at] == '.')) {
            at++;
        }
        return NUMBER;
    }

    /** Reads a literal on one line, whose quote is next. Without a closing quote it ends with the line. */
    protected final int readQuoted(byte quote) {
        at++;
        textStart = at;
        while (at < bytes.length && bytes[at] != quote) {
            if (bytes[at] == '\\' && at + 1 < bytes.length) {
                at++;
                if (bytes[at] == '\r' && peek(1) == '\n') {
                    at++;
                }
                if (bytes[at] == '\n' || bytes[at] == '\r') {
                    line++;
                }
            } else if (bytes[at] == '\n' || bytes[at] == '\r') {
                textEnd = at;
                lose("a quote");
                return TEXT;
            }
            at++;
        }
        textEnd = at;
        if (at < bytes.length) {
            at++;
        } else {
            lose("a quote");
        }
        return TEXT;
    }

    /** Reads a literal between triple quotes, which are next; false, with nothing read, if it is not closed. */
    protected final boolean readTripleQuoted(byte quote) {
        int lines = 0;
        for (int i = at + 3; i + 2 < bytes.length; i++) {
            if (bytes[i] == '\\') {
                i++;
                lines += isLineEnd(i) ? 1 : 0;
            } else if (bytes[i] == quote && bytes[i + 1] == quote && bytes[i + 2] == quote) {
                textStart = at + 3;
                textEnd = i;
                at = i + 3;
                line += lines;
                return true;
            } else if (isLineEnd(i)) {
                lines++;
            }
        }
        return false;
    }

    /** Gives the name that stands in {@code bytes[from .. to)}, wherever the lexer is. */
    protected final int readName(int from, int to) {
        name = names.of(bytes, from, to);
        return NAME;
    }

    /** Says that a text literal begins here. */
    protected final void beginText() {
        textStart = at;
        textEnd = at;
    }

    /** Says that the text literal ends here. */
    protected final void endText() {
        textEnd = at;
    }

    /** Reads a literal over lines and without escapes, whose quote is next; false, with nothing read, if not closed. */
    protected final boolean readRaw(byte quote) {
        int lines = 0;
        for (int i = at + 1; i < bytes.length; i++) {
            if (bytes[i] == quote) {
                textStart = at + 1;
                textEnd = i;
                at = i + 1;
                line += lines;
                return true;
            }
            lines += isLineEnd(i) ? 1 : 0;
        }
        return false;
    }

    /** Where the text literal that was read last begins and ends, without its quotes. */
    final int textStart() {
        return textStart;
    }

    final int textEnd() {
        return textEnd;
    }

    /** Whether the token that was read last is the first thing in its line. */
    final boolean beginsLine() {
        return tokenStart == 0 || bytes[tokenStart - 1] == '\n' || bytes[tokenStart - 1] == '\r';
    }

    /** Whether a line ends with the byte at a place; of a carriage return and line feed only the second counts. */
    protected final boolean isLineEnd(int place) {
        return bytes[place] == '\n'
                || (bytes[place] == '\r' && (place + 1 == bytes.length || bytes[place + 1] != '\n'));
    }

    protected static boolean isNameStart(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b == '$' || b < 0;
    }

    protected static boolean isNamePart(byte b) {
        return isNameStart(b) || (b >= '0' && b <= '9');
    }

    protected static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }
}
