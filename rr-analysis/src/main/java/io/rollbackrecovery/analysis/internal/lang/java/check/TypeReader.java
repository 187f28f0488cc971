package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads types out of tokens. */
final class TypeReader {
    private static final int DEEPEST = 40;

    private final JavaTokens tokens;

    /** A type, and the place behind it. */
    record Read(TypeName type, int end) {}

    TypeReader(JavaTokens tokens) {
        this.tokens = tokens;
    }

    /** Reads the type that begins at a place; empty if none does. */
    Optional<Read> read(int from) {
        return read(from, 0);
    }

    private Optional<Read> read(int from, int depth) {
        int at = from;
        String name;
        List<TypeName> arguments = new ArrayList<>();
        if (isPrimitive(at)) {
            name = tokens.text(at++);
        } else if (tokens.is(at, JavaTokens.NAME) && depth < DEEPEST) {
            StringBuilder dotted = new StringBuilder(tokens.text(at++));
            while (true) {
                if (tokens.is(at, '<')) {
                    arguments.clear();
                    int end = arguments(at, arguments, depth + 1);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    at = end;
                }
                int next = at + 1;
                while (tokens.is(at, '.') && tokens.is(next, '@')) {
                    next = tokens.skipAnnotation(next);
                }
                if (tokens.is(at, '.') && tokens.is(next, JavaTokens.NAME)) {
                    dotted.append('.').append(tokens.text(next));
                    arguments.clear();
                    at = next + 1;
                } else {
                    break;
                }
            }
            name = dotted.toString();
        } else {
            return Optional.empty();
        }
        int dimensions = 0;
        while (tokens.is(at, '[') && tokens.is(at + 1, ']')) {
            dimensions++;
            at += 2;
        }
        if (name.equals("var") && dimensions == 0) {
            return Optional.of(new Read(TypeName.INFERRED, at));
        }
        return Optional.of(new Read(new TypeName(name, List.copyOf(arguments), dimensions), at));
    }

    boolean isPrimitive(int at) {
        return tokens.is(at, JavaTokens.WORD)
                && switch (tokens.text(at)) {
                    case "boolean", "byte", "char", "double", "float", "int", "long", "short", "void" -> true;
                    default -> false;
                };
    }

    /** Skips type arguments whose bracket is at a place; empty if these are none. */
    Optional<Integer> skipArguments(int from) {
        int end = arguments(from, new ArrayList<>(), 0);
        return end < 0 ? Optional.empty() : Optional.of(end);
    }

    /** Reads type arguments from their opening bracket on; the place behind them, or -1 if these are none. */
    private int arguments(int from, List<TypeName> found, int depth) {
        int at = from + 1;
        while (true) {
            while (tokens.is(at, '@')) {
                at = tokens.skipAnnotation(at);
            }
            if (tokens.is(at, '>')) {
                return at + 1;
            }
            if (tokens.is(at, '?')) {
                at++;
                TypeName bound = TypeName.INFERRED;
                if (tokens.isWord(at, "extends") || tokens.isWord(at, "super")) {
                    boolean upper = tokens.isWord(at, "extends");
                    Optional<Read> read = read(at + 1, depth + 1);
                    if (read.isEmpty()) {
                        return -1;
                    }
                    bound = upper ? read.get().type() : TypeName.INFERRED;
                    at = read.get().end();
                }
                found.add(bound);
            } else {
                Optional<Read> read = read(at, depth + 1);
                if (read.isEmpty()) {
                    return -1;
                }
                found.add(read.get().type());
                at = read.get().end();
            }
            while (tokens.is(at, '&')) {
                Optional<Read> more = read(at + 1, depth + 1);
                if (more.isEmpty()) {
                    return -1;
                }
                at = more.get().end();
            }
            if (tokens.is(at, ',')) {
                at++;
            } else if (!tokens.is(at, '>')) {
                return -1;
            }
        }
    }

    /** Reads declared type parameters from their opening bracket on, and gives the place behind them. */
    int parameters(int from, List<String> names) {
        int at = from + 1;
        int depth = 1;
        boolean expected = true;
        while (at < tokens.size() && depth > 0 && !tokens.is(at, '{') && !tokens.is(at, ';')) {
            if (tokens.is(at, '<')) {
                depth++;
            } else if (tokens.is(at, '>')) {
                depth--;
            } else if (tokens.is(at, ',') && depth == 1) {
                expected = true;
            } else if (tokens.is(at, '@')) {
                at = tokens.skipAnnotation(at) - 1;
            } else if (expected && tokens.is(at, JavaTokens.NAME)) {
                names.add(tokens.text(at));
                expected = false;
            }
            at++;
        }
        return at;
    }
}
