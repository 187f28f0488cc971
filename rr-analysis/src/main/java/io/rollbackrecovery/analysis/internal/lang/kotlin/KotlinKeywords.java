package io.rollbackrecovery.analysis.internal.lang.kotlin;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import java.util.Set;

/** The words of Kotlin that name nothing, wherever they stand. */
final class KotlinKeywords {
    private static final String[] ALL = {
        "as",
        "break",
        "class",
        "continue",
        "do",
        "else",
        "false",
        "for",
        "fun",
        "if",
        "in",
        "interface",
        "is",
        "null",
        "object",
        "package",
        "return",
        "super",
        "this",
        "throw",
        "true",
        "try",
        "typealias",
        "typeof",
        "val",
        "var",
        "when",
        "while"
    };

    private static final Set<String> DECLARING = Set.of("class", "fun", "interface", "object", "package", "typealias");

    private KotlinKeywords() {}

    /** All of them; they get the first numbers among a file's names. */
    static String[] all() {
        return ALL.clone();
    }

    static boolean isKeyword(int name) {
        return name >= 0 && name < ALL.length;
    }

    static boolean beginsDeclaration(int name) {
        return isKeyword(name) && DECLARING.contains(ALL[name]);
    }

    static boolean is(Tokens tokens, int at, String keyword) {
        return tokens.kind(at) == Lexer.NAME && isKeyword(tokens.name(at)) && ALL[tokens.name(at)].equals(keyword);
    }
}
