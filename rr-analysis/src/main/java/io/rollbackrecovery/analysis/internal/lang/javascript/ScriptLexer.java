package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JavaScript's tokens without its tags. Whether a slash begins a regular expression is decided by the token before. Of a
 * template only what it substitutes is given, between {@link #TEMPLATE_HEAD} and {@link #TEMPLATE_TAIL}.
 */
abstract class ScriptLexer extends Lexer {
    /** An arrow. */
    static final int ARROW = -20;
    /** A template up to its first substitution; {@link #text()} is what stands before. */
    static final int TEMPLATE_HEAD = -21;
    /** What stands between two substitutions of a template. */
    static final int TEMPLATE_MIDDLE = -22;
    /** The end of a template that substitutes something; {@link #text()} is what stands behind the last. */
    static final int TEMPLATE_TAIL = -23;

    /** Words after which an operand is due, not an operator. They have the first numbers. */
    static final String[] BEFORE_OPERANDS = {
        "return",
        "typeof",
        "case",
        "do",
        "else",
        "in",
        "instanceof",
        "new",
        "void",
        "delete",
        "throw",
        "yield",
        "await",
        "default",
        "extends",
        "of"
    };

    private static final int MOST_FAILURES_IN_A_LINE = 32;

    /** What is open at a place. */
    enum Mode {
        BLOCK,
        OBJECT,
        SUBSTITUTION,
        TAG,
        CHILDREN,
        CONTAINER
    }

    /** Takes the comments that may hold references. */
    interface Comments {
        /** A comment of two stars or three slashes stands in {@code bytes[from .. to)} and begins in a line. */
        void comment(int from, int to, int line);
    }

    private final int ifName;
    private final int whileName;
    private final int forName;
    private final int withName;
    private final Comments comments;
    Mode[] modes = new Mode[32];
    int depth;
    private boolean[] controls = new boolean[32];
    private int parens;
    boolean operand;
    int last = ';';
    int lastName = -1;
    private boolean noTemplateEnd;
    private int failedLine;
    private int failures;

    ScriptLexer(byte[] bytes, Names names, Comments comments) {
        super(bytes, names);
        this.comments = comments;
        this.ifName = number(names, "if");
        this.whileName = number(names, "while");
        this.forName = number(names, "for");
        this.withName = number(names, "with");
        if (peek(0) == '#' && peek(1) == '!') {
            skipLine();
        }
    }

    private static int number(Names names, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        return names.of(bytes, 0, bytes.length);
    }

    /** The line where the last token ends. */
    int endLine() {
        return line;
    }

    @Override
    protected int scan() {
        if (depth > 0 && (modes[depth - 1] == Mode.CHILDREN || modes[depth - 1] == Mode.TAG)) {
            return betweenOrInTags(modes[depth - 1]);
        }
        skipSpace();
        begin();
        if (at == bytes.length) {
            if (depth > 0 && modes[depth - 1] == Mode.SUBSTITUTION) {
                lose("a template");
            }
            return END;
        }
        last = token(bytes[at]);
        return last;
    }

    final void skipSpace() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == ' ' || b == '\t' || b == '\f' || b == 0x0b || b == '\n' || b == '\r') {
                line += isLineEnd(at) ? 1 : 0;
                at++;
            } else if (b == '/' && peek(1) == '/') {
                int from = at;
                skipLine();
                if (at - from > 3 && bytes[from + 2] == '/') {
                    comments.comment(from, at, line);
                }
            } else if (beginsComment()) {
                int from = at;
                int first = line;
                if (skipComment(false) && bytes[from + 2] == '*' && at > from + 4) {
                    comments.comment(from, at - 2, first);
                }
            } else if (b == '<' && peek(1) == '!' && peek(2) == '-' && peek(3) == '-') {
                skipLine();
            } else if (b == '-' && peek(1) == '-' && peek(2) == '>' && beginsLine()) {
                skipLine();
            } else if (b == (byte) 0xC2 && peek(1) == (byte) 0xA0) {
                at += 2;
            } else if (b == (byte) 0xEF && peek(1) == (byte) 0xBB && peek(2) == (byte) 0xBF) {
                at += 3;
            } else {
                return;
            }
        }
    }

    private boolean beginsLine() {
        int i = at - 1;
        while (i >= 0 && at - i < 200 && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i--;
        }
        return i < 0 || bytes[i] == '\n' || bytes[i] == '\r';
    }

    private int token(byte b) {
        if (isNameStart(b)) {
            readName();
            operand = last == '.' || name() >= BEFORE_OPERANDS.length;
            lastName = last == '.' ? -1 : name();
            return NAME;
        }
        if (isDigit(b) || (b == '.' && isDigit(peek(1)))) {
            readNumber();
            operand = true;
            return NUMBER;
        }
        return switch (b) {
            case '"', '\'' -> {
                readQuoted(b);
                operand = true;
                yield TEXT;
            }
            case '`' -> template(true);
            case '/' -> slash();
            case '<' -> angle();
            case '{' -> {
                push(opensObject() ? Mode.OBJECT : Mode.BLOCK);
                yield single(b, false);
            }
            case '}' -> closingBrace();
            case '(' -> {
                if (parens == controls.length) {
                    controls = Arrays.copyOf(controls, parens * 2);
                }
                controls[parens++] = last == NAME
                        && lastName >= 0
                        && (lastName == ifName || lastName == whileName || lastName == forName || lastName == withName);
                yield single(b, false);
            }
            case ')' -> single(b, parens == 0 || !controls[--parens]);
            case ']' -> single(b, true);
            case '.' -> dots();
            case '?' -> question();
            case '#' -> privateName();
            case '!' -> peek(1) == '=' ? operator() : single(b, operand);
            case '=' -> equals();
            case '+', '-' -> plusOrMinus(b);
            case ';', ',', ':', '[', '>', '@', '*' ->
                (b == '*' || b == '>') && (peek(1) == '=' || (b == '*' && peek(1) == '*'))
                        ? operator()
                        : single(b, false);
            default -> operator();
        };
    }

    final int single(byte b, boolean endsOperand) {
        at++;
        operand = endsOperand;
        return b;
    }

    /** Operators mean nothing to us; what is left of a longer one comes as the next token. */
    final int operator() {
        byte b = bytes[at];
        boolean alone = b == '|' || b == '&';
        at++;
        if (at < bytes.length && (bytes[at] == '=' || (bytes[at] == b && alone))) {
            at++;
            alone = false;
            if (at < bytes.length && bytes[at] == '=') {
                at++;
            }
        }
        operand = false;
        return alone ? b : OTHER;
    }

    private int equals() {
        if (peek(1) == '>') {
            at += 2;
            operand = false;
            return ARROW;
        }
        return peek(1) == '=' ? operator() : single((byte) '=', false);
    }

    private int dots() {
        if (peek(1) == '.' && peek(2) == '.') {
            at += 3;
            operand = false;
            return OTHER;
        }
        return single((byte) '.', false);
    }

    private int question() {
        if (peek(1) == '.' && !isDigit(peek(2))) {
            at += 2;
            operand = false;
            return '.';
        }
        if (peek(1) == '?') {
            at += peek(2) == '=' ? 3 : 2;
            operand = false;
            return OTHER;
        }
        return single((byte) '?', false);
    }

    private int privateName() {
        at++;
        if (at < bytes.length && isNameStart(bytes[at])) {
            readName();
            operand = true;
        }
        return OTHER;
    }

    private int plusOrMinus(byte b) {
        if (peek(1) == b) {
            at += 2;
            return OTHER;
        }
        return operator();
    }

    private boolean opensObject() {
        return switch (last) {
            case ';', '{', '}', ')', ']', '>', ARROW -> false;
            case NAME ->
                lastName >= 0
                        && lastName < BEFORE_OPERANDS.length
                        && !BEFORE_OPERANDS[lastName].equals("do")
                        && !BEFORE_OPERANDS[lastName].equals("else");
            case ':' -> parens > 0 || (depth > 0 && modes[depth - 1] == Mode.OBJECT);
            default -> !operand;
        };
    }

    final void push(Mode mode) {
        if (depth == modes.length) {
            modes = Arrays.copyOf(modes, depth * 2);
        }
        modes[depth++] = mode;
    }

    private int closingBrace() {
        Mode mode = depth == 0 ? Mode.BLOCK : modes[--depth];
        return switch (mode) {
            case SUBSTITUTION -> template(false);
            case CONTAINER -> {
                at++;
                yield ')';
            }
            default -> single((byte) '}', mode == Mode.OBJECT);
        };
    }

    /** Reads a template from its quote, or from the brace that closes a substitution, to the next of either. */
    private int template(boolean head) {
        at++;
        if (noTemplateEnd) {
            operand = true;
            return OTHER;
        }
        int lines = 0;
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] == '\\' && i + 1 < bytes.length) {
                i++;
                lines += isLineEnd(i) ? 1 : 0;
            } else if (bytes[i] == '`') {
                textIs(at, i);
                at = i + 1;
                line += lines;
                operand = true;
                return head ? TEXT : TEMPLATE_TAIL;
            } else if (bytes[i] == '$' && i + 1 < bytes.length && bytes[i + 1] == '{') {
                textIs(at, i);
                at = i + 2;
                line += lines;
                operand = false;
                push(Mode.SUBSTITUTION);
                return head ? TEMPLATE_HEAD : TEMPLATE_MIDDLE;
            } else if (isLineEnd(i)) {
                lines++;
            }
        }
        noTemplateEnd = true;
        lose("a template");
        operand = false;
        return head ? OTHER : TEMPLATE_TAIL;
    }

    private int slash() {
        if (!operand && readRegularExpression()) {
            operand = true;
            return OTHER;
        }
        return operator();
    }

    private boolean readRegularExpression() {
        if (failedLine == line && failures > MOST_FAILURES_IN_A_LINE) {
            return false;
        }
        boolean inClass = false;
        for (int i = at + 1; i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r'; i++) {
            switch (bytes[i]) {
                case '\\' -> i += i + 1 < bytes.length && bytes[i + 1] != '\n' && bytes[i + 1] != '\r' ? 1 : 0;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '/' -> {
                    if (!inClass) {
                        at = i + 1;
                        while (at < bytes.length && isNamePart(bytes[at])) {
                            at++;
                        }
                        return true;
                    }
                }
                default -> {}
            }
        }
        failures = failedLine == line ? failures + 1 : 1;
        failedLine = line;
        return false;
    }

    /** At an angle bracket: a tag, type arguments or an operator. */
    abstract int angle();

    /** The next token within a tag or between two. */
    abstract int betweenOrInTags(Mode mode);
}
