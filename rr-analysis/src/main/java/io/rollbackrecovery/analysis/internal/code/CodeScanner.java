package io.rollbackrecovery.analysis.internal.code;

import io.rollbackrecovery.analysis.internal.code.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a file into tokens, without its comments. Takes time linear in its length, whatever is in it. */
final class CodeScanner {
    private static final int LONGEST_PATTERN = 2_000;
    private static final List<String> OPERATORS = List.of(
            "===", "!==", ">>>", "...", "&&=", "||=", "??=", "<<=", ">>=", "**=", "==", "!=", "<=", ">=", "&&", "||",
            "->", "=>", "::", ":=", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "|=", "&=", "%=", "<-", "=~", "<>");
    private static final Set<String> TEXT_PREFIXES =
            Set.of("f", "r", "b", "u", "fr", "rf", "br", "rb", "F", "R", "B", "U", "s", "raw");
    /** A slash behind one of these begins a regular expression, not a division. */
    private static final Set<String> BEFORE_PATTERN = Set.of(
            "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "yield", "await");

    private final String text;
    private final CodeStyle style;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private boolean first = true;

    private CodeScanner(String text, CodeStyle style) {
        this.text = text;
        this.style = style;
    }

    static List<Token> scan(String text, CodeStyle style) {
        CodeScanner scanner = new CodeScanner(text, style);
        scanner.run();
        return scanner.tokens;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                newLine();
                at++;
            } else if (c <= ' ' || c == '\uFEFF' || c == '\u00A0') {
                at++;
            } else if (isComment(c)) {
                skipLine();
            } else if (style.blockComments() && text.startsWith("/*", at)) {
                skipTo("*/");
            } else if (isNameStart(c)) {
                name();
            } else if (c >= '0' && c <= '9') {
                number();
            } else if (c == '"' || c == '\'' || (c == '`' && style.backquotes())) {
                quoted(c, at);
            } else if (c == '/' && style == CodeStyle.SCRIPT && beginsPattern()) {
                pattern();
            } else {
                operator();
            }
        }
    }

    private boolean isComment(char c) {
        if (c == '#') {
            return style.hashComments();
        }
        return (style.slashComments() && text.startsWith("//", at))
                || (style == CodeStyle.SQL && text.startsWith("--", at));
    }

    private void newLine() {
        line++;
        lineStart = at + 1;
        first = true;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skipTo(String close) {
        int end = text.indexOf(close, at + 2);
        int stop = end < 0 ? text.length() : end + close.length();
        for (; at < stop; at++) {
            if (text.charAt(at) == '\n') {
                boolean wasFirst = first;
                newLine();
                first = wasFirst || first;
            }
        }
    }

    private void add(Kind kind, String value, int from, int fromLine, int fromLineStart) {
        tokens.add(new Token(kind, value, fromLine, from - fromLineStart, first, from, at));
        first = false;
    }

    private void name() {
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at);
        if (at < text.length() && isQuote(text.charAt(at)) && TEXT_PREFIXES.contains(name)) {
            quoted(text.charAt(at), from);
            return;
        }
        if (style.wordOperators()) {
            String operator = switch (name) {
                case "and" -> "&&";
                case "or" -> "||";
                case "not" -> "!";
                default -> "";
            };
            if (!operator.isEmpty()) {
                add(Kind.OPERATOR, operator, from, line, lineStart);
                return;
            }
        }
        add(Kind.NAME, name, from, line, lineStart);
    }

    private void number() {
        int from = at;
        while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        add(Kind.NUMBER, text.substring(from, at), from, line, lineStart);
    }

    private boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private void quoted(char quote, int from) {
        int fromLine = line;
        int fromLineStart = lineStart;
        String triple = String.valueOf(quote).repeat(3);
        if (style.tripleQuotes() && text.startsWith(triple, at)) {
            int open = at + 3;
            int close = text.indexOf(triple, open);
            int end = close < 0 ? text.length() : close;
            advance(close < 0 ? end : end + 3);
            add(Kind.TEXT, text.substring(open, end), from, fromLine, fromLineStart);
            return;
        }
        boolean overLines = quote == '`' || style == CodeStyle.PHP || style == CodeStyle.SQL || style == CodeStyle.RUBY;
        boolean escapes = !(quote == '`' && style == CodeStyle.GO);
        int open = at + 1;
        int close = open;
        while (close < text.length() && text.charAt(close) != quote) {
            char c = text.charAt(close);
            if (c == '\n' && !overLines) {
                break;
            }
            close += c == '\\' && escapes ? 2 : 1;
        }
        close = Math.min(close, text.length());
        boolean closed = close < text.length() && text.charAt(close) == quote;
        if (!closed && (overLines || style.loneQuotes())) {
            // No quote at all: an apostrophe, a lifetime. More is seen if reading goes on behind it.
            at = open;
            add(Kind.OPERATOR, String.valueOf(quote), from, fromLine, fromLineStart);
            return;
        }
        advance(closed ? close + 1 : close);
        add(Kind.TEXT, text.substring(open, close), from, fromLine, fromLineStart);
    }

    private void advance(int stop) {
        boolean wasFirst = first;
        for (; at < stop; at++) {
            if (text.charAt(at) == '\n') {
                newLine();
            }
        }
        first = wasFirst;
    }

    private boolean beginsPattern() {
        if (tokens.isEmpty()) {
            return true;
        }
        Token last = tokens.get(tokens.size() - 1);
        if (last.kind() == Kind.NAME) {
            return BEFORE_PATTERN.contains(last.text());
        }
        return last.kind() == Kind.OPERATOR && !last.is(")") && !last.is("]") && !last.is("}");
    }

    private void pattern() {
        boolean inClass = false;
        int end = at + 1;
        int limit = Math.min(text.length(), at + LONGEST_PATTERN);
        while (end < limit && text.charAt(end) != '\n' && (inClass || text.charAt(end) != '/')) {
            char c = text.charAt(end);
            inClass = c == '[' || (inClass && c != ']');
            end += c == '\\' ? 2 : 1;
        }
        if (end >= limit || text.charAt(end) != '/') {
            operator();
            return;
        }
        int from = at;
        at = end + 1;
        add(Kind.TEXT, text.substring(from, at), from, line, lineStart);
    }

    private void operator() {
        int from = at;
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                String shared = switch (operator) {
                    case "===" -> "==";
                    case "!==", "<>" -> "!=";
                    case "?." -> ".";
                    default -> operator;
                };
                add(Kind.OPERATOR, shared, from, line, lineStart);
                return;
            }
        }
        at++;
        if (Character.isHighSurrogate(text.charAt(from)) && at < text.length()) {
            at++;
        }
        add(Kind.OPERATOR, text.substring(from, at), from, line, lineStart);
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || Character.isDigit(c);
    }
}
