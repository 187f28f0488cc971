package io.rollbackrecovery.analysis.internal.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The tokens of one file with the bracket that closes each bracket, cut into statements: what stands between
 * semicolons, braces and, where a language ends statements so, line ends outside parentheses. Immutable.
 */
public final class Code {
    private static final int SHOWN = 200;

    private final String text;
    private final CodeStyle style;
    private final List<Token> tokens;
    private final int[] partners;
    private final int[] statements;
    private final List<Statement> all;

    /**
     * A statement, or the head of a block.
     *
     * @param from its first token
     * @param to the token behind its last
     * @param text its tokens, compared by
     */
    public record Statement(int from, int to, String text) {}

    private Code(String text, CodeStyle style) {
        this.text = text;
        this.style = style;
        this.tokens = CodeScanner.scan(text, style);
        this.partners = pair(tokens);
        this.statements = new int[tokens.size()];
        this.all = cut();
    }

    /** Reads a file; bytes that are not UTF-8 are replaced. */
    public static Code of(byte[] bytes, CodeStyle style) {
        return new Code(new String(bytes, StandardCharsets.UTF_8), style);
    }

    public CodeStyle style() {
        return style;
    }

    public List<Token> tokens() {
        return tokens;
    }

    public int size() {
        return tokens.size();
    }

    public Token token(int index) {
        return tokens.get(index);
    }

    /** Whether the token at a place is this operator or name; false outside the file. */
    public boolean is(int index, String wanted) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(wanted);
    }

    /** The bracket that belongs to the one at a place; for one that is not closed {@link #size()}, not opened -1. */
    public int partner(int index) {
        return partners[index];
    }

    /** All statements, in order. */
    public List<Statement> statements() {
        return all;
    }

    /** The statement that a token is in. */
    public Statement statementOf(int token) {
        return all.get(statements[token]);
    }

    /** The number of the statement that a token is in. */
    public int statementIndex(int token) {
        return statements[token];
    }

    /** Some tokens as one text, to compare by. */
    public String key(int from, int to) {
        StringBuilder key = new StringBuilder();
        for (int i = from; i < to; i++) {
            key.append(i == from ? "" : " ").append(tokens.get(i).key());
        }
        return key.toString();
    }

    /** Some tokens as they are written, on one line and not too long. */
    public String shown(int from, int to) {
        if (from >= to || from >= tokens.size()) {
            return "";
        }
        int start = tokens.get(from).start();
        int end = tokens.get(Math.min(to, tokens.size()) - 1).end();
        String written = text.substring(start, Math.min(end, start + 8 * SHOWN)).replaceAll("\\s+", " ");
        return written.length() <= SHOWN ? written : written.substring(0, SHOWN - 3) + "...";
    }

    private static int[] pair(List<Token> tokens) {
        int[] partners = new int[tokens.size()];
        Arrays.fill(partners, -1);
        int[] open = new int[tokens.size()];
        int depth = 0;
        int braces = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() != Token.Kind.OPERATOR || (braces == 0 && token.is("}"))) {
                continue;
            }
            switch (token.text()) {
                case "(", "[", "{" -> {
                    open[depth++] = i;
                    braces += token.is("{") ? 1 : 0;
                }
                case ")", "]", "}" -> {
                    String opening =
                            token.text().equals(")") ? "(" : token.text().equals("]") ? "[" : "{";
                    // A brace closes what was left open in it; another bracket only its own kind.
                    int found = depth - 1;
                    while (opening.equals("{")
                            && found >= 0
                            && !tokens.get(open[found]).is("{")) {
                        found--;
                    }
                    if (found >= 0 && tokens.get(open[found]).is(opening)) {
                        for (int left = found + 1; left < depth; left++) {
                            partners[open[left]] = i;
                        }
                        depth = found;
                        braces -= opening.equals("{") ? 1 : 0;
                        partners[open[depth]] = i;
                        partners[i] = open[depth];
                    }
                }
                default -> {}
            }
        }
        while (depth > 0) {
            partners[open[--depth]] = tokens.size();
        }
        return partners;
    }

    private List<Statement> cut() {
        List<Statement> cut = new ArrayList<>();
        Deque<Integer> around = new ArrayDeque<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean begins = depth == 0
                    && style.linesEnd()
                    && token.first()
                    && i > from
                    && !token.is(".")
                    && !token.is(")")
                    && !token.is("]");
            if (begins) {
                end(cut, from, i);
                from = i;
            }
            if (token.kind() != Token.Kind.OPERATOR) {
                continue;
            }
            switch (token.text()) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth = Math.max(0, depth - 1);
                case "{" -> {
                    around.push(depth);
                    depth = 0;
                    end(cut, from, i + 1);
                    from = i + 1;
                }
                case "}" -> {
                    end(cut, from, i);
                    end(cut, i, i + 1);
                    depth = around.isEmpty() ? 0 : around.pop();
                    from = i + 1;
                }
                case ";" -> {
                    if (depth == 0) {
                        end(cut, from, i + 1);
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        end(cut, from, tokens.size());
        return List.copyOf(cut);
    }

    private void end(List<Statement> cut, int from, int to) {
        if (from < to) {
            Arrays.fill(statements, from, to, cut.size());
            cut.add(new Statement(from, to, key(from, to)));
        }
    }
}
