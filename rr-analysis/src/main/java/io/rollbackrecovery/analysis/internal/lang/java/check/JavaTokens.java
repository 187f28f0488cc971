package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.lex.JavaLexer;
import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import java.util.Arrays;
import java.util.Set;

/** The tokens of one Java file in arrays, so that a reader can look ahead and come back. */
final class JavaTokens {
    /** An identifier. */
    static final int NAME = 'n';
    /** A word of the language. */
    static final int WORD = 'w';
    /** A number. */
    static final int NUMBER = '0';
    /** A text literal. */
    static final int STRING = '"';
    /** A character literal. */
    static final int CHARACTER = '\'';
    /** {@code ->}. */
    static final int ARROW = 'A';
    /** {@code ::}. */
    static final int METHOD_REFERENCE = 'R';
    /** {@code ...}. */
    static final int ELLIPSIS = 'E';
    /** {@code ==}, {@code !=}, {@code <=} or {@code >=}. */
    static final int COMPARISON = 'C';
    /** Behind the last token. */
    static final int END = 'z';

    private static final Set<String> WORDS = Set.of(JavaLexer.keywords());

    private int[] kinds = new int[256];
    private int[] lines = new int[256];
    private int[] partners = new int[0];
    private String[] texts = new String[256];
    private int size;

    private JavaTokens() {}

    static JavaTokens of(byte[] bytes) {
        JavaTokens tokens = new JavaTokens();
        Names names = new Names(JavaLexer.keywords());
        JavaLexer lexer = new JavaLexer(bytes, names);
        for (int kind = lexer.next(); kind != Lexer.END; kind = lexer.next()) {
            if (kind == Lexer.NAME) {
                String text = names.text(lexer.name());
                tokens.add(WORDS.contains(text) ? WORD : NAME, text, lexer.line());
            } else {
                tokens.add(kindOf(kind, lexer.first()), "", lexer.line());
            }
        }
        tokens.match();
        return tokens;
    }

    private static int kindOf(int kind, int first) {
        return switch (kind) {
            case Lexer.NUMBER -> NUMBER;
            case Lexer.TEXT -> first == '\'' ? CHARACTER : STRING;
            case Lexer.OTHER ->
                switch (first) {
                    case '-' -> ARROW;
                    case '.' -> ELLIPSIS;
                    default -> COMPARISON;
                };
            case '.' -> first == ':' ? METHOD_REFERENCE : '.';
            default -> kind;
        };
    }

    private void add(int kind, String text, int line) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            lines = Arrays.copyOf(lines, size * 2);
            texts = Arrays.copyOf(texts, size * 2);
        }
        kinds[size] = kind;
        texts[size] = text;
        lines[size++] = line;
    }

    /** Finds the partner of each bracket; an opening one without a partner goes to the end. */
    private void match() {
        partners = new int[size];
        int[] open = new int[size];
        int depth = 0;
        int braces = 0;
        for (int i = 0; i < size; i++) {
            partners[i] = size;
            int kind = kinds[i];
            if (kind == '(' || kind == '[' || kind == '{') {
                open[depth++] = i;
                braces += kind == '{' ? 1 : 0;
            } else if (kind == ')' || kind == ']' || kind == '}') {
                int wanted = kind == ')' ? '(' : kind == ']' ? '[' : '{';
                // What was opened inside and not closed must not take this bracket away from its partner.
                int at = depth - 1;
                while (wanted == '{' && braces > 0 && kinds[open[at]] != wanted) {
                    at--;
                }
                if (at >= 0 && kinds[open[at]] == wanted) {
                    partners[open[at]] = i;
                    braces -= wanted == '{' ? 1 : 0;
                    depth = at;
                }
            }
        }
    }

    int size() {
        return size;
    }

    int kind(int at) {
        return at >= 0 && at < size ? kinds[at] : END;
    }

    boolean is(int at, int kind) {
        return kind(at) == kind;
    }

    /** The text of a name or word; empty for what is neither. */
    String text(int at) {
        return at >= 0 && at < size ? texts[at] : "";
    }

    boolean isWord(int at, String word) {
        return kind(at) == WORD && texts[at].equals(word);
    }

    boolean isName(int at, String name) {
        return kind(at) == NAME && texts[at].equals(name);
    }

    int line(int at) {
        return size == 0 ? 1 : lines[Math.max(0, Math.min(at, size - 1))];
    }

    /** The bracket that closes the one at a place; the end if none does. */
    int closing(int at) {
        return partners[at];
    }

    /** The place behind the annotation whose sign is at a place. */
    int skipAnnotation(int sign) {
        int at = sign + 1;
        while (is(at, NAME) && is(at + 1, '.')) {
            at += 2;
        }
        at++;
        return is(at, '(') ? closing(at) + 1 : at;
    }
}
