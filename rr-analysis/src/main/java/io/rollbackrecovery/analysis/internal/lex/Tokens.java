package io.rollbackrecovery.analysis.internal.lex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * All tokens of one file, with the bracket that closes each bracket, for languages that must look ahead. Takes space and
 * time linear in the bytes.
 */
public final class Tokens {
    private static final int NONE = -1;

    private final byte[] bytes;
    private final Names names;
    private int[] kinds = new int[256];
    private int[] values = new int[256];
    private int[] ends = new int[256];
    private int[] lines = new int[256];
    private int[] partners = new int[0];
    private boolean[] lineStarts = new boolean[256];
    private int size;
    private boolean unbalanced;

    private Tokens(byte[] bytes, Names names) {
        this.bytes = bytes;
        this.names = names;
    }

    /**
     * Reads all that a lexer gives and pairs the brackets.
     *
     * @param lexer at its beginning
     * @param names where it numbers its names
     * @param declares whether a name that is the first thing in its line can only begin a declaration outside all
     *     brackets; looked at if the brackets do not balance, to find the place again
     */
    public static Tokens of(Lexer lexer, Names names, IntPredicate declares) {
        Tokens tokens = new Tokens(lexer.bytes, names);
        for (int kind = lexer.next(); kind != Lexer.END; kind = lexer.next()) {
            tokens.add(kind, lexer);
        }
        tokens.lines = Arrays.copyOf(tokens.lines, tokens.size + 1);
        tokens.lines[tokens.size] = lexer.line();
        tokens.pair(name -> false);
        if (tokens.unbalanced) {
            tokens.pair(declares);
            tokens.unbalanced = true;
        }
        return tokens;
    }

    private void add(int kind, Lexer lexer) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            values = Arrays.copyOf(values, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            lines = Arrays.copyOf(lines, size * 2);
            lineStarts = Arrays.copyOf(lineStarts, size * 2);
        }
        kinds[size] = kind;
        values[size] = kind == Lexer.NAME ? lexer.name() : kind == Lexer.TEXT ? lexer.textStart() : NONE;
        ends[size] = kind == Lexer.TEXT ? lexer.textEnd() : NONE;
        lines[size] = lexer.line();
        lineStarts[size] = lexer.beginsLine();
        size++;
    }

    /** A bracket that is not closed ends with the one around it, or before the next declaration. */
    private void pair(IntPredicate declares) {
        partners = new int[size];
        Arrays.fill(partners, NONE);
        int[] open = new int[size];
        int depth = 0;
        int[] counts = new int[128];
        unbalanced = false;
        for (int i = 0; i < size; i++) {
            int kind = kinds[i];
            if (kind == '(' || kind == '[' || kind == '{') {
                open[depth++] = i;
                counts[kind]++;
            } else if (kind == ')' || kind == ']' || kind == '}') {
                int opening = kind == ')' ? '(' : kind == ']' ? '[' : '{';
                if (counts[opening] == 0) {
                    unbalanced = true;
                    continue;
                }
                int opened;
                do {
                    opened = open[--depth];
                    counts[kinds[opened]]--;
                    partners[opened] = i;
                    unbalanced |= kinds[opened] != opening;
                } while (kinds[opened] != opening);
                partners[i] = opened;
            } else if (depth > 0 && kind == Lexer.NAME && lineStarts[i] && declares.test(values[i])) {
                while (depth > 0) {
                    int opened = open[--depth];
                    counts[kinds[opened]]--;
                    partners[opened] = i;
                }
            }
        }
        unbalanced |= depth > 0;
        while (depth > 0) {
            partners[open[--depth]] = size;
        }
    }

    /** How many tokens there are. */
    public int size() {
        return size;
    }

    /** The kind of a token; {@link Lexer#END} before the first and after the last. */
    public int kind(int index) {
        return index >= 0 && index < size ? kinds[index] : Lexer.END;
    }

    /** The number of a token that is a name; -1 for others. */
    public int name(int index) {
        return kind(index) == Lexer.NAME ? values[index] : NONE;
    }

    /** The line of a token, from 1; for those after the last the last line. */
    public int line(int index) {
        return lines[Math.min(index, size)];
    }

    /** The text of a name, or of a text literal without its quotes; empty for others. */
    public String text(int index) {
        return switch (kind(index)) {
            case Lexer.NAME -> names.text(values[index]);
            case Lexer.TEXT -> new String(bytes, values[index], ends[index] - values[index], StandardCharsets.UTF_8);
            default -> "";
        };
    }

    /**
     * The place of the bracket that closes the one at a place, or of what ends it where it is not closed: at most
     * {@link #size()}. For a closing bracket that of the opening one, or -1.
     */
    public int partner(int index) {
        return partners[index];
    }

    /** Whether brackets were opened and not closed, or the other way round. */
    public boolean unbalanced() {
        return unbalanced;
    }
}
