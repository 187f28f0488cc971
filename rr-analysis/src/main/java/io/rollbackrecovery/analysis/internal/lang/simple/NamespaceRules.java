package io.rollbackrecovery.analysis.internal.lang.simple;

import java.util.Set;

/**
 * How a language with namespaces declares and imports.
 *
 * @param lexer whose tokens they are
 * @param types words before the name of a type
 * @param functions words before the name of a function that belongs to no type
 * @param importing the word that begins an import
 * @param importsWhole whether an import without an alias means all of a namespace
 * @param enclosing whether names of enclosing namespaces are seen
 */
record NamespaceRules(
        CodeLexer.Kind lexer,
        Set<String> types,
        Set<String> functions,
        String importing,
        boolean importsWhole,
        boolean enclosing) {
    static final NamespaceRules CSHARP = new NamespaceRules(
            CodeLexer.Kind.CSHARP,
            Set.of("class", "interface", "struct", "enum", "record"),
            Set.of(),
            "using",
            true,
            true);
    static final NamespaceRules PHP = new NamespaceRules(
            CodeLexer.Kind.PHP, Set.of("class", "interface", "trait", "enum"), Set.of("function"), "use", false, false);
}
