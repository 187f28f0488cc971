package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.spi.Mention;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Go's tokens, line ends among them. The patterns of {@code //go:embed} comments are kept aside. */
final class GoLexer extends Lexer {
    /** {@code :=}. */
    static final int DEFINE = -20;
    /** {@code ++} or {@code --}, after which a line end closes the statement. */
    static final int STEP = -21;
    /** {@code ...} */
    static final int DOTS = -22;
    /** {@code <-} */
    static final int ARROW = -23;

    private static final byte[] EMBED = "//go:embed ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_DIRECTIVE = 4096;

    private final List<Mention> embedded = new ArrayList<>();
    private boolean noRawEnd;

    GoLexer(byte[] bytes, Names names) {
        super(bytes, names);
    }

    /** The arguments of the embed directives that were read. */
    List<Mention> embedded() {
        return embedded;
    }

    @Override
    protected int scan() {
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
            } else if (b == '/' && peek(1) == '/') {
                skipRemark();
            } else if (beginsComment()) {
                int before = line;
                skipComment(false);
                if (line > before) {
                    return NEWLINE;
                }
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
        if (b == '`' && !noRawEnd) {
            if (readRaw(b)) {
                return TEXT;
            }
            noRawEnd = true;
            lose("a raw string");
        }
        if (b == '"' || b == '\'') {
            return readQuoted(b);
        }
        int next = peek(1);
        if (b == '.' && next == '.' && peek(2) == '.') {
            at += 3;
            return DOTS;
        }
        if (b == ':' && next == '=') {
            at += 2;
            return DEFINE;
        }
        if (b == '<' && next == '-') {
            at += 2;
            return ARROW;
        }
        if ((b == '+' || b == '-') && next == b) {
            at += 2;
            return STEP;
        }
        boolean pair = next == '=' && "=!<>+-*/%&|^".indexOf(b) >= 0;
        if (pair || ((b == '&' || b == '|' || b == '<' || b == '>') && next == b)) {
            at += 2;
            return OTHER;
        }
        at++;
        return b;
    }

    private void skipRemark() {
        int start = at;
        skipLine();
        int from = start + EMBED.length;
        if (from < at && at - from < LONGEST_DIRECTIVE && isEmbed(start)) {
            embedded.add(new Mention(new String(bytes, from, at - from, StandardCharsets.UTF_8), line));
        }
    }

    private boolean isEmbed(int start) {
        for (int i = 0; i < EMBED.length; i++) {
            if (bytes[start + i] != EMBED[i]) {
                return false;
            }
        }
        return true;
    }
}
