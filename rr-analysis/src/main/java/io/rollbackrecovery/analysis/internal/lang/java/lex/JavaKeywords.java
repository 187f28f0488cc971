package io.rollbackrecovery.analysis.internal.lang.java.lex;

import java.util.Set;

/** The words of Java that name nothing. */
public final class JavaKeywords {
    private static final String[] ALL = {
        "abstract",
        "assert",
        "boolean",
        "break",
        "byte",
        "case",
        "catch",
        "char",
        "class",
        "const",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extends",
        "false",
        "final",
        "finally",
        "float",
        "for",
        "goto",
        "if",
        "implements",
        "import",
        "instanceof",
        "int",
        "interface",
        "long",
        "native",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "short",
        "static",
        "strictfp",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "transient",
        "true",
        "try",
        "void",
        "volatile",
        "while"
    };

    private static final Set<String> MODIFIERS = Set.of(
            "abstract",
            "default",
            "final",
            "native",
            "private",
            "protected",
            "public",
            "static",
            "strictfp",
            "synchronized",
            "transient",
            "volatile");

    private JavaKeywords() {}

    /** All of them, in no order that matters. */
    public static String[] all() {
        return ALL.clone();
    }

    /** Whether a word may stand before a declaration. */
    public static boolean isModifier(String name) {
        return MODIFIERS.contains(name);
    }
}
