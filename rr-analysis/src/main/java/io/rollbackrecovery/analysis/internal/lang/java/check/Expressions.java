package io.rollbackrecovery.analysis.internal.lang.java.check;

/** What the tokens of an expression tell without its names: where it ends, and sometimes its type. */
final class Expressions {
    private final JavaTokens tokens;
    private final TypeReader types;

    Expressions(JavaTokens tokens, TypeReader types) {
        this.tokens = tokens;
        this.types = types;
    }

    /** Whether a chain of names and calls can begin here. */
    boolean startsChain(int at) {
        return switch (tokens.kind(at)) {
            case JavaTokens.NAME, JavaTokens.STRING, JavaTokens.CHARACTER, JavaTokens.NUMBER, '(' -> true;
            case JavaTokens.WORD ->
                switch (tokens.text(at)) {
                    case "new", "this", "super", "true", "false", "null" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    /** Whether a statement can begin behind a token. */
    boolean isFreshAfter(int at) {
        return switch (tokens.kind(at)) {
            case ';', '{', '}', ':', '(', JavaTokens.ARROW -> true;
            case JavaTokens.WORD ->
                tokens.text(at).equals("final") || tokens.text(at).equals("else");
            case ')' -> false;
            default -> false;
        };
    }

    /** What the operators of an expression tell of its type. */
    Ty shape(int from, int to) {
        if (tokens.is(from + 1, JavaTokens.ARROW)
                || (tokens.is(from, '(') && tokens.is(tokens.closing(from) + 1, JavaTokens.ARROW))) {
            return Ty.Other.FUNCTION;
        }
        boolean question = false;
        boolean comparison = tokens.is(from, '!');
        boolean plus = false;
        boolean text = false;
        boolean isSwitch = tokens.isWord(from, "switch");
        for (int at = from; at < to; at++) {
            switch (tokens.kind(at)) {
                case '(', '[', '{' -> at = tokens.closing(at);
                case '?' -> question |= !tokens.is(at - 1, '<') && !tokens.is(at - 1, ',');
                case JavaTokens.COMPARISON, '&', '|' -> comparison = true;
                case JavaTokens.WORD -> comparison |= tokens.text(at).equals("instanceof");
                case '+' -> plus = true;
                case JavaTokens.STRING -> text = true;
                case JavaTokens.ARROW, '=', ';' -> {
                    return Ty.Other.UNKNOWN;
                }
                default -> {}
            }
        }
        if (question || isSwitch) {
            return Ty.Other.UNKNOWN;
        }
        if (tokens.is(from, '!') && !tokens.is(from + 1, '(')) {
            return comparison && !plus ? Ty.Platform.BOOLEAN : Ty.Other.UNKNOWN;
        }
        return plus && text && !comparison ? Ty.Platform.STRING : Ty.Other.UNKNOWN;
    }

    /** The comma or semicolon that ends a value; commas between type arguments do not. */
    int endOfValue(int from, int to) {
        int at = from;
        while (at < to && !tokens.is(at, ';') && !tokens.is(at, ',')) {
            if (tokens.is(at, '(') || tokens.is(at, '[') || tokens.is(at, '{')) {
                at = tokens.closing(at);
            } else if (tokens.is(at, '<')) {
                at = types.skipArguments(at).map(end -> end - 1).orElse(at);
            }
            at++;
        }
        return Math.min(at, to);
    }

    /** What one gets by going through all of something. */
    static Ty elementOf(Ty all) {
        if (all instanceof Ty.Array array) {
            return array.element();
        }
        return all instanceof Ty.Platform platform && Iterable.class.isAssignableFrom(platform.type())
                ? Platform.element(platform)
                : Ty.Other.UNKNOWN;
    }
}
