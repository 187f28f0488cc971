package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.List;

/** Reads import and export statements. */
final class ModuleStatements {
    private final Cursor cursor;
    private final ModuleNames names;

    /** A name between the braces of a statement. */
    private record Specifier(String name, String alias, boolean type, int line) {}

    ModuleStatements(Cursor cursor, ModuleNames names) {
        this.cursor = cursor;
        this.names = names;
    }

    /** Reads an import behind its first word, if it is a statement; otherwise stays where the statement is left. */
    void importing(int line, boolean exported) {
        EdgeKind kind = EdgeKind.IMPORT;
        if (cursor.is(Lexer.TEXT)) {
            names.importing(kind, cursor.text(), "", "", line);
            cursor.advance();
            attributes();
            return;
        }
        String first = cursor.word();
        String name = "";
        if (first.equals("type") || first.equals("typeof") || first.equals("defer") || first.equals("source")) {
            cursor.advance();
            boolean word = cursor.is(Lexer.NAME) && !cursor.isWord("from");
            if (word || cursor.is('{') || cursor.is('*')) {
                kind = first.startsWith("type") ? EdgeKind.TYPE_ONLY : kind;
            } else {
                name = first;
            }
        }
        if (name.isEmpty() && cursor.is(Lexer.NAME)) {
            name = cursor.word();
            cursor.advance();
        }
        if (!name.isEmpty() && cursor.is('=')) {
            cursor.advance();
            required(kind, name, line, exported);
            return;
        }
        String whole = "";
        int wholeLine = line;
        List<Specifier> specifiers = new ArrayList<>();
        if (cursor.is(',')) {
            cursor.advance();
        }
        if (cursor.is('*')) {
            whole = afterAs();
        } else if (cursor.is('{')) {
            specifiers = specifiers();
        }
        if (!cursor.isWord("from")) {
            return;
        }
        cursor.advance();
        if (!cursor.is(Lexer.TEXT)) {
            return;
        }
        String module = cursor.text();
        cursor.advance();
        attributes();
        if (!name.isEmpty()) {
            names.importing(kind, module, ModuleNames.DEFAULT, name, line);
        }
        if (!whole.isEmpty()) {
            names.importing(kind, module, ImportFact.ALL, whole, wholeLine);
        }
        for (Specifier specifier : specifiers) {
            EdgeKind each = specifier.type() ? EdgeKind.TYPE_ONLY : kind;
            names.importing(each, module, specifier.name(), specifier.alias(), specifier.line());
        }
        if (name.isEmpty() && whole.isEmpty() && specifiers.isEmpty()) {
            names.importing(kind, module, "", "", line);
        }
    }

    /** {@code import a = require('b')}; an alias of a namespace, {@code import a = b.c}, is left to the caller. */
    private void required(EdgeKind kind, String name, int line, boolean exported) {
        if (!cursor.isWord("require")) {
            return;
        }
        cursor.advance();
        if (!cursor.is('(')) {
            return;
        }
        cursor.advance();
        if (cursor.is(Lexer.TEXT)) {
            names.importing(kind, cursor.text(), "", name, line);
            cursor.advance();
            if (exported) {
                names.handOut(name, name, line);
            }
        }
        if (cursor.is(')')) {
            cursor.advance();
        }
    }

    private String afterAs() {
        cursor.advance();
        if (!cursor.isWord("as")) {
            return "";
        }
        cursor.advance();
        String alias = nameOrText();
        if (!alias.isEmpty()) {
            cursor.advance();
        }
        return alias;
    }

    private String nameOrText() {
        return cursor.is(Lexer.TEXT) ? cursor.text() : cursor.word();
    }

    private List<Specifier> specifiers() {
        List<Specifier> found = new ArrayList<>();
        cursor.advance();
        while (cursor.is(Lexer.NAME) || cursor.is(Lexer.TEXT) || cursor.is(',')) {
            if (cursor.is(',')) {
                cursor.advance();
                continue;
            }
            int line = cursor.line();
            List<String> words = new ArrayList<>(4);
            while (cursor.is(Lexer.NAME) || cursor.is(Lexer.TEXT)) {
                if (words.size() < 4) {
                    words.add(nameOrText());
                }
                cursor.advance();
            }
            found.add(specifier(words, line));
        }
        if (cursor.is('}')) {
            cursor.advance();
        }
        return found;
    }

    private static Specifier specifier(List<String> words, int line) {
        boolean typeWord = words.get(0).equals("type") || words.get(0).equals("typeof");
        boolean type = typeWord && (words.size() == 2 || words.size() == 4);
        int first = type ? 1 : 0;
        String name = words.get(first);
        boolean renamed = words.size() == first + 3 && words.get(first + 1).equals("as");
        return new Specifier(name, renamed ? words.get(first + 2) : name, type, line);
    }

    /** {@code with { type: 'json' }} behind a module. */
    private void attributes() {
        boolean begins = cursor.isWord("with") || (cursor.isWord("assert") && !cursor.beginsLine());
        if (!begins) {
            return;
        }
        cursor.advance();
        if (cursor.is('{')) {
            while (!cursor.is('}') && !cursor.is(';') && !cursor.atEnd()) {
                cursor.advance();
            }
            if (cursor.is('}')) {
                cursor.advance();
            }
        }
    }

    /** Reads {@code export {...}} or {@code export *}, at the brace or star. */
    void exportingNames(int line) {
        if (cursor.is('*')) {
            String alias = afterAs();
            String module = from();
            if (!module.isEmpty()) {
                names.importing(EdgeKind.RE_EXPORT, module, ImportFact.ALL, alias, line);
            }
            return;
        }
        List<Specifier> specifiers = specifiers();
        String module = from();
        for (Specifier specifier : specifiers) {
            if (module.isEmpty()) {
                names.handOut(specifier.name(), specifier.alias(), specifier.line());
            } else {
                names.importing(EdgeKind.RE_EXPORT, module, specifier.name(), specifier.alias(), specifier.line());
            }
        }
        if (specifiers.isEmpty() && !module.isEmpty()) {
            names.importing(EdgeKind.IMPORT, module, "", "", line);
        }
    }

    private String from() {
        if (!cursor.isWord("from")) {
            return "";
        }
        cursor.advance();
        if (!cursor.is(Lexer.TEXT)) {
            return "";
        }
        String module = cursor.text();
        cursor.advance();
        attributes();
        return module;
    }
}
