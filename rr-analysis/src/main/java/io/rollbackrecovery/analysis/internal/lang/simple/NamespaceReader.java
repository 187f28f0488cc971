package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.NameLines;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads C# and PHP: namespaces, imports, types by their full names, and names that can be types. The namespaces of the
 * file are its exports.
 */
final class NamespaceReader {
    private static final int MOST_PARTS = 16;
    private static final Set<String> INCLUDES = Set.of("include", "include_once", "require", "require_once");

    private final NamespaceRules rules;
    private final FileFacts.Builder facts = FileFacts.builder();
    private final Names names = new Names();
    private final CodeLexer lexer;
    private final Tokens tokens;
    private final NameLines heads = new NameLines(names);
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private final Set<String> namespaces = new LinkedHashSet<>();
    private String namespace = "";
    private int depth;

    NamespaceReader(byte[] bytes, NamespaceRules rules) {
        this.rules = rules;
        this.lexer = new CodeLexer(bytes, names, rules.lexer());
        this.tokens = Tokens.of(lexer, names, name -> false);
    }

    FileFacts read() {
        int before = ';';
        int at = 0;
        while (at < tokens.size()) {
            int kind = tokens.kind(at);
            int next = at + 1;
            if (kind == Lexer.NAME && before != '.' && before != CodeLexer.MEMBER) {
                next = word(at, before);
            } else if (kind == '.' && rules.lexer() == CodeLexer.Kind.PHP && before != Lexer.NAME) {
                next = name(at + 1);
            }
            depth += kind == '{' ? 1 : kind == '}' ? -1 : 0;
            before = tokens.kind(Math.max(at, next - 1));
            at = Math.max(next, at + 1);
        }
        namespaces.add(namespace);
        if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        } else if (tokens.unbalanced()) {
            facts.partial("brackets do not balance");
        }
        List<Mention> all = new ArrayList<>(chains.size());
        chains.forEach((text, line) -> all.add(new Mention(text, line)));
        return facts.names(heads.mentions())
                .chains(all)
                .exports(List.copyOf(namespaces))
                .build();
    }

    /** Reads what begins with a word, and gives the place behind it. */
    private int word(int at, int before) {
        String word = tokens.text(at);
        boolean named = tokens.kind(at + 1) == Lexer.NAME;
        if (word.equals("namespace") && tokens.kind(at + 1) != '.') {
            return namespace(at + 1);
        }
        boolean begins = before == ';' || before == '{' || before == '}' || before == Lexer.NAME || before == ']';
        if (word.equals(rules.importing()) && begins && tokens.kind(at + 1) != '(') {
            return imports(at);
        }
        if (rules.types().contains(word) && named) {
            int name = rules.types().contains(tokens.text(at + 1)) ? at + 2 : at + 1;
            declare(DeclarationKind.TYPE, name);
            return name + 1;
        }
        if (rules.functions().contains(word) && named && depth <= 1) {
            declare(DeclarationKind.FUNCTION, at + 1);
            return at + 2;
        }
        if (rules.lexer() == CodeLexer.Kind.PHP && INCLUDES.contains(word)) {
            include(at + 1);
            return at + 1;
        }
        return name(at);
    }

    private void declare(DeclarationKind kind, int name) {
        String text = tokens.text(name);
        if (tokens.kind(name) == Lexer.NAME) {
            String whole = namespace.isEmpty() ? text : namespace + "." + text;
            facts.declare(new Declaration(whole, kind, tokens.line(name), tokens.line(name)));
        }
    }

    /** The dotted name that begins at a place; parts with their separators. */
    private String dotted(int start) {
        StringBuilder dotted = new StringBuilder();
        int parts = 0;
        for (int at = start; parts < MOST_PARTS; at++) {
            int kind = tokens.kind(at);
            if (kind == Lexer.NAME && (at == start || tokens.kind(at - 1) == '.')) {
                dotted.append(tokens.text(at));
                parts++;
            } else if (kind == '.') {
                dotted.append(at == start ? "" : ".");
            } else {
                break;
            }
        }
        return dotted.toString();
    }

    private int behindDotted(int start) {
        int at = start;
        while (tokens.kind(at) == '.'
                || (tokens.kind(at) == Lexer.NAME && (at == start || tokens.kind(at - 1) == '.'))) {
            at++;
        }
        return at;
    }

    private int namespace(int start) {
        if (namespaces.isEmpty()) {
            facts.namespace(dotted(start));
        }
        namespaces.add(namespace);
        namespace = dotted(start);
        return behindDotted(start);
    }

    private int imports(int place) {
        int at = place + 1;
        boolean isStatic = false;
        while (Set.of("static", "function", "const").contains(tokens.text(at)) && tokens.kind(at + 1) == Lexer.NAME) {
            isStatic |= tokens.text(at).equals("static");
            at++;
        }
        boolean global = tokens.text(place - 1).equals("global");
        int line = tokens.line(place);
        if (tokens.kind(at + 1) == '=' && rules.importsWhole()) {
            add(dotted(at + 2), tokens.text(at), EdgeKind.IMPORT, global, line);
            return behindDotted(at + 2);
        }
        while (true) {
            String name = dotted(at);
            at = behindDotted(at);
            if (tokens.kind(at) == '{' && name.endsWith(".")) {
                at = group(name, at, line);
            } else if (tokens.text(at).equals("as")) {
                add(name, tokens.text(at + 1), EdgeKind.IMPORT, global, line);
                at += 2;
            } else if (rules.importsWhole() && !isStatic) {
                add(name, ImportFact.ALL, EdgeKind.WILDCARD, global, line);
            } else {
                add(name, name.substring(name.lastIndexOf('.') + 1), EdgeKind.IMPORT, global, line);
            }
            if (tokens.kind(at) != ',') {
                return at;
            }
            at++;
        }
    }

    private int group(String prefix, int open, int line) {
        int close = tokens.partner(open);
        int at = open + 1;
        while (at < close) {
            String name = dotted(at);
            int behind = behindDotted(at);
            String alias = name.substring(name.lastIndexOf('.') + 1);
            if (tokens.text(behind).equals("as")) {
                alias = tokens.text(behind + 1);
            }
            add(prefix + name, alias, EdgeKind.IMPORT, false, line);
            at = Math.max(behind, at + 1);
            while (at < close && tokens.kind(at - 1) != ',') {
                at++;
            }
        }
        return Math.min(close + 1, tokens.size());
    }

    /** An import; a global one has level 2, since it counts for other files as well. */
    private void add(String name, String alias, EdgeKind kind, boolean global, int line) {
        String module = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!module.isEmpty()) {
            boolean all = alias.equals(ImportFact.ALL);
            facts.importing(new ImportFact(kind, module, all ? alias : "", all ? "" : alias, global ? 2 : 0, line));
        }
    }

    /** The literal path of an include, behind the folder of the file where that is written. */
    private void include(int start) {
        for (int at = start; at < start + 8 && tokens.kind(at) != ';'; at++) {
            if (tokens.kind(at) == Lexer.TEXT) {
                String path = tokens.text(at);
                String relative = path.startsWith("/") ? path.substring(1) : path;
                if (!relative.isEmpty() && tokens.kind(at + 1) != CodeLexer.OTHER) {
                    facts.importing(new ImportFact(EdgeKind.IMPORT, relative, "", "", 1, tokens.line(start)));
                }
                return;
            }
        }
    }

    private int name(int at) {
        int behind = behindDotted(at);
        if (tokens.kind(at) != Lexer.NAME) {
            return behind;
        }
        heads.add(tokens.name(at), tokens.line(at));
        if (behind > at + 1) {
            String dotted = dotted(at);
            String whole = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
            if (whole.indexOf('.') > 0) {
                chains.putIfAbsent(whole, tokens.line(at));
            }
        }
        return behind;
    }
}
