package io.rollbackrecovery.analysis.internal.lang.javascript;

import java.util.Arrays;
import java.util.stream.Stream;

/** Words that are no names. Those of TypeScript that can be names as well are left out. */
final class JavaScriptKeywords {
    /** All of them, those after which an operand is due first: the first numbers of a file's names. */
    static final String[] ALL = Stream.concat(
                    Arrays.stream(JavaScriptLexer.BEFORE_OPERANDS),
                    Stream.of(
                            "import",
                            "export",
                            "break",
                            "catch",
                            "class",
                            "const",
                            "continue",
                            "debugger",
                            "enum",
                            "false",
                            "finally",
                            "for",
                            "function",
                            "if",
                            "let",
                            "null",
                            "super",
                            "switch",
                            "this",
                            "true",
                            "try",
                            "undefined",
                            "var",
                            "while",
                            "with"))
            .toArray(String[]::new);

    static final int IMPORT = JavaScriptLexer.BEFORE_OPERANDS.length;
    static final int EXPORT = IMPORT + 1;

    private JavaScriptKeywords() {}

    /** Whether a word at the beginning of a line goes on with what the line before began. */
    static boolean continues(String word) {
        return switch (word) {
            case "in",
                    "instanceof",
                    "as",
                    "satisfies",
                    "extends",
                    "implements",
                    "is",
                    "of",
                    "else",
                    "catch",
                    "finally",
                    "from",
                    "while",
                    "keyof" -> true;
            default -> false;
        };
    }

    /** Whether a word goes on with what decorators stand before. */
    static boolean followsDecorators(String word) {
        return word.equals("class") || word.equals("export") || word.equals("abstract") || word.equals("default");
    }
}
