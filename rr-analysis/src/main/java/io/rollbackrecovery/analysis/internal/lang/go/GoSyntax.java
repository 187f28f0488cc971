package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import java.util.Set;

/** Looks ahead in the tokens of a Go file. Each question takes time linear in the tokens that it passes. */
final class GoSyntax {
    private static final String[] KEYWORDS = {
        "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
        "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type",
        "var"
    };

    private static final Set<String> DECLARING = Set.of("func", "type", "var", "const", "import");

    /** Names that every file has and that mean nothing of a repository. */
    private static final Set<String> UNIVERSE = Set.of(
            "_", "nil", "true", "false", "iota", "bool", "byte", "error", "int", "int8", "int16", "int32", "int64",
            "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "float32", "float64", "string", "rune");

    private final Tokens tokens;

    GoSyntax(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The keywords, which get the first numbers among a file's names. */
    static String[] keywords() {
        return KEYWORDS.clone();
    }

    static boolean isKeyword(int name) {
        return name >= 0 && name < KEYWORDS.length;
    }

    static boolean beginsDeclaration(int name) {
        return isKeyword(name) && DECLARING.contains(KEYWORDS[name]);
    }

    static boolean isUniverse(String name) {
        return UNIVERSE.contains(name);
    }

    boolean isName(int index) {
        return tokens.kind(index) == Lexer.NAME && !isKeyword(tokens.name(index));
    }

    boolean isKeyword(int index, String keyword) {
        return isKeyword(tokens.name(index)) && KEYWORDS[tokens.name(index)].equals(keyword);
    }

    /** The place behind line ends. */
    int skipLines(int index) {
        int at = index;
        while (tokens.kind(at) == Lexer.NEWLINE) {
            at++;
        }
        return at;
    }

    /** The place behind a bracket and what is in it. */
    private int behind(int open) {
        return tokens.partner(open) + 1;
    }

    /** The place behind the type that begins at a place, as far as it can be told. */
    int typeEnd(int start) {
        int at = start;
        while (true) {
            int kind = tokens.kind(at);
            if (kind == '*' || kind == GoLexer.ARROW || isKeyword(at, "chan")) {
                at++;
            } else if (kind == '[') {
                at = behind(at);
            } else if (isKeyword(at, "map") && tokens.kind(at + 1) == '[') {
                at = behind(at + 1);
            } else if ((isKeyword(at, "struct") || isKeyword(at, "interface")) && tokens.kind(at + 1) == '{') {
                return behind(at + 1);
            } else if (isKeyword(at, "func") && tokens.kind(at + 1) == '(') {
                at = behind(at + 1);
                if (!beginsType(at)) {
                    return at;
                }
            } else if (kind == '(') {
                return behind(at);
            } else if (isName(at)) {
                at = tokens.kind(at + 1) == '.' && isName(at + 2) ? at + 3 : at + 1;
                return tokens.kind(at) == '[' ? behind(at) : at;
            } else {
                return at;
            }
        }
    }

    private boolean beginsType(int at) {
        int kind = tokens.kind(at);
        return kind == '*' || kind == '[' || kind == '(' || kind == GoLexer.ARROW || kind == Lexer.NAME;
    }

    /** The type {@code T} or {@code pkg.T}, or a pointer to it, that stands at a place alone; empty if none does. */
    String typeText(int start) {
        int at = tokens.kind(start) == '*' ? start + 1 : start;
        if (!isName(at)) {
            return "";
        }
        String text = tokens.text(at);
        if (tokens.kind(at + 1) == '.' && isName(at + 2)) {
            text = text + "." + tokens.text(at + 2);
            at += 2;
        }
        int next = tokens.kind(at + 1);
        if (next == '[') {
            next = tokens.kind(behind(at + 1));
        }
        return switch (next) {
            case ',', ')', '=', ';', '{', Lexer.NEWLINE, Lexer.END -> isUniverse(text) ? "" : text;
            default -> "";
        };
    }

    /** The type of what {@code T{..}}, {@code &T{..}} or {@code new(T)} makes at a place; empty if none does. */
    String madeType(int start) {
        int at = tokens.kind(start) == '&' ? start + 1 : start;
        if (isName(at) && tokens.text(at).equals("new") && tokens.kind(at + 1) == '(') {
            return typeText(at + 2);
        }
        if (!isName(at)) {
            return "";
        }
        boolean qualified = tokens.kind(at + 1) == '.' && isName(at + 2);
        return tokens.kind(qualified ? at + 3 : at + 1) == '{' ? typeText(at) : "";
    }

    /** Whether the parameters between parentheses have names. */
    boolean hasNames(int open) {
        int close = tokens.partner(open);
        boolean begins = true;
        for (int at = open + 1; at < close; at++) {
            int kind = tokens.kind(at);
            if (kind == Lexer.NEWLINE) {
                continue;
            }
            if (begins && isParameterName(at)) {
                return true;
            }
            begins = kind == ',';
            if (kind == '(' || kind == '[' || kind == '{') {
                at = Math.max(at, tokens.partner(at));
            }
        }
        return false;
    }

    /** Whether a name at the beginning of a parameter is followed by a type. */
    boolean isParameterName(int at) {
        if (!isName(at)) {
            return false;
        }
        return switch (tokens.kind(at + 1)) {
            case ',', ')', '.', ']', Lexer.NEWLINE, Lexer.END -> false;
            case '[' ->
                switch (tokens.kind(behind(at + 1))) {
                    case ',', ')', ']', Lexer.NEWLINE, Lexer.END -> false;
                    default -> true;
                };
            default -> true;
        };
    }

    /** The place of the last of the names before {@code :=} that begin at a place; -1 if they are none. */
    int lastDefined(int start) {
        int at = start;
        while (isName(at) && tokens.kind(at + 1) == ',') {
            at += 2;
        }
        return isName(at) && tokens.kind(at + 1) == GoLexer.DEFINE ? at : -1;
    }

    /** Whether the name at the beginning of a line in a struct is a type that is embedded, not a field. */
    boolean isEmbedded(int at) {
        int next = tokens.kind(at + 1);
        return switch (next == '[' ? tokens.kind(behind(at + 1)) : next) {
            case '.', ';', '}', Lexer.NEWLINE, Lexer.TEXT, Lexer.END -> true;
            default -> false;
        };
    }

    /** Whether the bracket behind a type's name holds type parameters, not the length of an array. */
    boolean isTypeParameters(int open) {
        if (!isName(open + 1)) {
            return false;
        }
        int next = tokens.kind(open + 2);
        return next == Lexer.NAME || next == ',' || next == '~' || next == '[';
    }

    /** The type of a receiver between parentheses, without its parameters. */
    String receiver(int open) {
        int close = tokens.partner(open);
        String type = "";
        for (int at = open + 1; at < close; at++) {
            if (isName(at)) {
                type = tokens.text(at);
            } else if (tokens.kind(at) == '[') {
                break;
            }
        }
        return type;
    }

    /** Whether a line end behind a token ends the statement. */
    static boolean endsStatement(int last) {
        return switch (last) {
            case Lexer.NAME, Lexer.NUMBER, Lexer.TEXT, ')', ']', '}', GoLexer.STEP -> true;
            default -> false;
        };
    }

    /** The place where the statement that begins at a place ends, at most {@code limit}. */
    int statementEnd(int start, int limit) {
        int last = 0;
        int at = start;
        while (at < limit) {
            int kind = tokens.kind(at);
            if (kind == ';' || (kind == Lexer.NEWLINE && endsStatement(last))) {
                return at;
            }
            if (kind == '(' || kind == '[' || kind == '{') {
                at = Math.max(at, Math.min(tokens.partner(at), limit));
                kind = tokens.kind(at);
                if (kind != ')' && kind != ']' && kind != '}') {
                    return at;
                }
            }
            last = kind == Lexer.NEWLINE ? last : kind;
            at++;
        }
        return limit;
    }

    /** The name that a package has for who imports it without an alias, as far as its path tells. */
    static String packageName(String path) {
        String[] parts = path.split("/", -1);
        String last = parts[parts.length - 1];
        if (parts.length > 1 && isVersion(last)) {
            last = parts[parts.length - 2];
        }
        int dot = last.lastIndexOf(".v");
        return dot > 0 && isVersion(last.substring(dot + 1)) ? last.substring(0, dot) : last;
    }

    private static boolean isVersion(String text) {
        return text.length() > 1
                && text.charAt(0) == 'v'
                && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }
}
