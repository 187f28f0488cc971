package io.rollbackrecovery.analysis.internal.lang.go;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the facts of one Go file. Places are those of tokens. */
final class GoFacts {
    private final FileFacts.Builder facts = FileFacts.builder();
    private final Tokens tokens;
    private final Names names;
    private final GoLexer lexer;
    private final NameLines heads;
    private final NameLines members;
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private final Set<String> imported = new HashSet<>();
    private boolean named;

    GoFacts(Tokens tokens, Names names, GoLexer lexer) {
        this.tokens = tokens;
        this.names = names;
        this.lexer = lexer;
        this.heads = new NameLines(names);
        this.members = new NameLines(names);
    }

    /** The number of a name in this file. */
    int number(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return names.of(bytes, 0, bytes.length);
    }

    void packageName(int place) {
        if (!named) {
            facts.namespace(tokens.text(place));
            named = true;
        }
    }

    /** An import, with the place of its alias or -1. The alias of a fact is the name that the package has in the file. */
    void imports(int alias, int place) {
        String path = tokens.text(place);
        if (path.isEmpty()) {
            return;
        }
        int line = tokens.line(place);
        if (tokens.kind(alias) == '.') {
            facts.importing(new ImportFact(EdgeKind.WILDCARD, path, ImportFact.ALL, "", 0, line));
        } else {
            String name = alias < 0 ? GoSyntax.packageName(path) : tokens.text(alias);
            imported.add(name);
            facts.importing(new ImportFact(EdgeKind.IMPORT, path, "", name, 0, line));
        }
    }

    void declare(String name, DeclarationKind kind, int place, int end) {
        if (!name.equals("_")) {
            facts.declare(new Declaration(name, kind, tokens.line(place), lastLine(place, end)));
        }
    }

    /** A function or method, whose name stands at a place. */
    void function(String receiver, int name, int place, int end) {
        String text = tokens.text(name);
        if (!receiver.isEmpty()) {
            declare(receiver + "." + text, DeclarationKind.METHOD, place, end);
        } else if (!text.equals("init")) {
            declare(text, DeclarationKind.FUNCTION, place, end);
        }
    }

    private int lastLine(int place, int end) {
        return tokens.line(Math.max(place, end - 1));
    }

    /** A field or method in a type's body. */
    void part(String type, DeclarationKind kind, int place) {
        if (!type.isEmpty()) {
            declare(type + "." + tokens.text(place), kind, place, place + 1);
        }
    }

    void member(int place) {
        members.add(tokens.name(place), tokens.line(place));
    }

    /** A field that a literal of a type names. */
    void key(String type, int place) {
        member(place);
        if (!type.isEmpty()) {
            chains.putIfAbsent(type + "." + tokens.text(place), tokens.line(place));
        }
    }

    /**
     * A name that is used, and what follows it after dots.
     *
     * @param second the place of the first name after a dot, -1 if there is none
     * @param end the place behind the last of them
     * @return the name as that of a type: itself, or with what follows the one dot; empty if it is none
     */
    String use(int head, int second, int end, GoScope scope) {
        String text = tokens.text(head);
        int line = tokens.line(head);
        String chain = text;
        boolean local = scope.has(tokens.name(head));
        if (local) {
            chain = scope.type(tokens.name(head));
        } else if (!GoSyntax.isUniverse(text)) {
            heads.add(tokens.name(head), line);
        }
        boolean first = true;
        int parts = 1;
        for (int i = second; i >= 0 && i < end; i++) {
            if (tokens.kind(i) != Lexer.NAME) {
                continue;
            }
            boolean ofPackage = first && !local && imported.contains(text);
            if (!ofPackage) {
                member(i);
            }
            if (parts < (local ? 2 : 3) && !chain.isEmpty()) {
                chain = chain + "." + tokens.text(i);
            }
            parts++;
            first = false;
        }
        if (second >= 0 && !chain.isEmpty()) {
            chains.putIfAbsent(chain, line);
        }
        return local || parts > 2 || GoSyntax.isUniverse(chain) ? "" : chain;
    }

    FileFacts build() {
        for (Mention directive : lexer.embedded()) {
            embed(directive);
        }
        if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        } else if (tokens.unbalanced()) {
            facts.partial("brackets do not balance");
        }
        List<Mention> all = new ArrayList<>(chains.size());
        chains.forEach((text, line) -> all.add(new Mention(text, line)));
        return facts.names(heads.mentions())
                .members(members.mentions())
                .chains(all)
                .build();
    }

    /** Patterns of files, as imports of level 1: relative to the folder of the file. */
    private void embed(Mention directive) {
        String text = directive.text();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '"' || c == '`') {
                int close = text.indexOf(c, end);
                end = close < 0 ? text.length() : close;
                pattern(text.substring(at + 1, end), directive.line());
                end++;
            } else if (c > ' ') {
                while (end < text.length() && text.charAt(end) > ' ') {
                    end++;
                }
                pattern(text.substring(at, end), directive.line());
            }
            at = end;
        }
    }

    private void pattern(String pattern, int line) {
        if (!pattern.isEmpty()) {
            facts.importing(new ImportFact(EdgeKind.REFERENCE, pattern, "", "", 1, line));
        }
    }
}
