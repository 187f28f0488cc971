package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.NameLines;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the facts of one script in one pass. Not a parser: it knows import and export statements, the calls that load
 * files, where declarations begin, and dots; everything else is skipped, so it reads half-finished code as well.
 */
final class JavaScriptScanner {
    private static final int LONGEST_CHAIN = 6;
    /** Stands for the name of what a script hands out as a whole. */
    private static final String EXPORTS = "module.exports";

    private final FileFacts.Builder facts = FileFacts.builder();
    private final Names texts = new Names(JavaScriptKeywords.ALL);
    private final ModuleNames names = new ModuleNames();
    private final JavaScriptDeclarations declarations = new JavaScriptDeclarations(names);
    private final Dialect dialect;
    private final String damage;
    private final JavaScriptLexer lexer;
    private final Cursor cursor;
    private final ModuleStatements statements;
    private final Bindings bindings = new Bindings();
    private final NameLines heads = new NameLines(texts);
    private final NameLines members = new NameLines(texts);
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private final Map<String, Integer> dynamic = new LinkedHashMap<>();
    private final List<String> chain = new ArrayList<>();
    private final StringBuilder pattern = new StringBuilder();
    private int chainLine;
    private int templates;
    private int patternDepth;
    private boolean awaited;
    private boolean typed;
    private boolean unbalanced;
    private boolean toExports;

    JavaScriptScanner(byte[] bytes, Dialect dialect, String damage) {
        this.damage = damage;
        this.dialect = dialect;
        lexer = new JavaScriptLexer(
                bytes,
                texts,
                dialect.hasTags(),
                (from, to, line) ->
                        CommentReferences.read(bytes, from, to, line, dialect == Dialect.JS, names::importing));
        cursor = new Cursor(lexer, texts);
        statements = new ModuleStatements(cursor, names);
    }

    FileFacts scan() {
        while (!cursor.atEnd()) {
            step();
        }
        endChain();
        List<Declaration> declared = declarations.finish(Math.max(1, cursor.endBefore()));
        if (dialect.isComponent()) {
            names.handOut("", ModuleNames.DEFAULT, 1);
        }
        names.complete(declared);
        facts.declarations(declared);
        if (!damage.isEmpty()) {
            facts.partial(damage);
        } else if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        } else if (unbalanced || declarations.unbalanced()) {
            facts.partial("its brackets do not match");
        }
        return facts.imports(names.imports())
                .names(heads.mentions())
                .members(members.mentions())
                .chains(mentions(chains))
                .dynamic(mentions(dynamic))
                .exports(names.exports())
                .build();
    }

    private static List<Mention> mentions(Map<String, Integer> lines) {
        List<Mention> mentions = new ArrayList<>(lines.size());
        lines.forEach((text, line) -> mentions.add(new Mention(text, line)));
        return mentions;
    }

    private void step() {
        if (cursor.is(Lexer.NAME) && !cursor.afterDot()) {
            if (cursor.name() == JavaScriptKeywords.IMPORT) {
                importing(false);
                return;
            }
            if (cursor.name() == JavaScriptKeywords.EXPORT) {
                exporting();
                return;
            }
        }
        if (cursor.is('(') && !chain.isEmpty()) {
            calls();
        } else if (cursor.is('=') && !chain.isEmpty()) {
            assigns();
        } else {
            feed();
        }
    }

    /** Takes the token at hand as part of some expression or declaration, and goes to the next. */
    private void feed() {
        switch (cursor.kind()) {
            case Lexer.NAME -> name();
            case '.' -> {}
            case JavaScriptLexer.TEMPLATE_HEAD -> {
                endChain();
                templates++;
            }
            case JavaScriptLexer.TEMPLATE_TAIL -> {
                endChain();
                patternEnds();
                templates = Math.max(0, templates - 1);
            }
            case '!' -> {
                // Between a name and a dot it says to the compiler that there is a value.
            }
            default -> endChain();
        }
        take();
    }

    private void take() {
        if (cursor.kind() != '.' && !cursor.is(Lexer.NAME) && !cursor.is('(')) {
            toExports = false;
        }
        bindings.token(cursor);
        declarations.token(cursor);
        cursor.advance();
    }

    private void name() {
        boolean keyword = cursor.name() < JavaScriptKeywords.ALL.length;
        if (cursor.afterDot()) {
            members.add(cursor.name(), cursor.line());
            if (!chain.isEmpty() && chain.size() < LONGEST_CHAIN) {
                chain.add(cursor.word());
            }
            return;
        }
        endChain();
        if (!keyword) {
            heads.add(cursor.name(), cursor.line());
            chain.add(cursor.word());
            chainLine = cursor.line();
        }
    }

    private void endChain() {
        if (chain.size() > 1 && names.isBound(chain.get(0))) {
            chains.putIfAbsent(String.join(".", chain), chainLine);
        }
        chain.clear();
    }

    private void importing(boolean exported) {
        int line = cursor.line();
        awaited = cursor.wordBefore().equals("await");
        typed = cursor.wordBefore().equals("typeof");
        boolean nested = !declarations.atModuleLevel();
        boolean lineStart = cursor.atLineStart();
        endChain();
        take();
        if (cursor.is('(')) {
            chain.add("import");
            chainLine = line;
        } else if (cursor.is('.')) {
            chain.add("import");
            chainLine = line;
            feed();
        } else if (!cursor.is(':') && !cursor.is(',') && !cursor.is('=') && !cursor.is('}')) {
            int imports = names.imports().size();
            statements.importing(line, exported);
            if (names.imports().size() > imports) {
                resynchronise(nested && lineStart);
                declarations.statementEnds(cursor.endBefore());
            }
        }
    }

    /** Imports and exports stand outside of everything: where one begins a line, brackets before were not closed. */
    private void resynchronise(boolean needed) {
        if (needed) {
            unbalanced = true;
            declarations.outside(cursor.endBefore());
            templates = 0;
        }
    }

    private void exporting() {
        int line = cursor.line();
        boolean nested = !declarations.atModuleLevel();
        boolean lineStart = cursor.atLineStart();
        endChain();
        take();
        if (cursor.is('{') || cursor.is('*')) {
            resynchronise(nested && lineStart);
            statements.exportingNames(line);
            declarations.statementEnds(cursor.endBefore());
        } else if (cursor.is('=')) {
            names.export(ModuleNames.DEFAULT);
            names.export(ModuleNames.UNKNOWN);
            declarations.exportDefault(line);
        } else if (cursor.is(Lexer.NAME)) {
            resynchronise(nested && lineStart);
            exportingDeclaration(line);
        }
    }

    private void exportingDeclaration(int line) {
        switch (cursor.word()) {
            case "default" -> {
                feed();
                declarations.exportDefault(line);
                if (isOneName()) {
                    String local = cursor.word();
                    feed();
                    if (cursor.is(';') || cursor.atEnd() || (cursor.beginsLine() && cursor.is(Lexer.NAME))) {
                        names.handOut(local, ModuleNames.DEFAULT, line);
                    }
                }
            }
            case "import" -> importing(true);
            case "as" -> feed();
            case "type" -> {
                declarations.exporting();
                feed();
                if (cursor.is('{') || cursor.is('*')) {
                    statements.exportingNames(line);
                    declarations.statementEnds(cursor.endBefore());
                }
            }
            default -> declarations.exporting();
        }
    }

    private boolean isOneName() {
        return cursor.name() >= JavaScriptKeywords.ALL.length
                && !cursor.isWord("async")
                && !cursor.isWord("abstract")
                && !cursor.isWord("interface")
                && !cursor.isWord("enum");
    }

    /** At the bracket of a call: notes what it loads. */
    private void calls() {
        LoadCalls call = LoadCalls.of(chain);
        String callee = String.join(".", chain);
        int line = chainLine;
        if (call == LoadCalls.NONE) {
            feed();
            return;
        }
        String binding = toExports ? EXPORTS : bindings.name();
        List<String> taken = bindings.pattern();
        feed();
        if (call == LoadCalls.GLOB || call == LoadCalls.DEFINE || call == LoadCalls.REQUIRE) {
            if (call == LoadCalls.DEFINE && cursor.is(Lexer.TEXT)) {
                feed();
                feed();
            }
            if (cursor.is('[')) {
                listed(call, callee, line);
                return;
            }
            if (call == LoadCalls.DEFINE) {
                return;
            }
        }
        if (cursor.is(Lexer.TEXT)) {
            String text = cursor.text();
            feed();
            if (cursor.is(')') || cursor.is(',') || cursor.atEnd()) {
                literal(call, callee, text, line, binding, taken);
            } else if (call == LoadCalls.IMPORT || call == LoadCalls.REQUIRE) {
                blind(callee, line);
                folder(text, line);
            }
        } else if (cursor.is(JavaScriptLexer.TEMPLATE_HEAD)) {
            if (call == LoadCalls.IMPORT || call == LoadCalls.REQUIRE) {
                blind(callee, line);
                pattern.setLength(0);
                pattern.append(cursor.text());
                patternDepth = templates + 1;
            }
            feed();
        } else if ((call == LoadCalls.IMPORT || call == LoadCalls.REQUIRE) && !cursor.is(')')) {
            blind(callee, line);
        }
    }

    private void blind(String callee, int line) {
        dynamic.putIfAbsent(callee, line);
    }

    private void patternEnds() {
        if (patternDepth == templates && patternDepth > 0) {
            String head = pattern.toString();
            if (head.startsWith("./") || head.startsWith("../")) {
                names.importing(EdgeKind.DYNAMIC, head + "*" + cursor.text(), ImportFact.ALL, "", cursor.line());
            }
            patternDepth = 0;
        }
    }

    /** The beginning of a name in a folder, of which the rest is computed. */
    private void folder(String beginning, int line) {
        if (beginning.startsWith("./") || beginning.startsWith("../")) {
            names.importing(EdgeKind.DYNAMIC, beginning + "*", ImportFact.ALL, "", line);
        }
    }

    private void listed(LoadCalls call, String callee, int line) {
        feed();
        while (cursor.is(Lexer.TEXT)) {
            literal(call, callee, cursor.text(), line, "", List.of());
            feed();
            if (cursor.is(',')) {
                feed();
            }
        }
    }

    private void literal(LoadCalls call, String callee, String text, int line, String binding, List<String> taken) {
        switch (call) {
            case IMPORT -> imported(text, line, taken);
            case REQUIRE -> required(text, line, binding, taken);
            case DEFINE -> {
                if (!text.equals("require") && !text.equals("exports") && !text.equals("module")) {
                    names.importing(EdgeKind.IMPORT, text, "", "", line);
                }
            }
            case GLOB -> {
                if (!text.startsWith("!")) {
                    names.importing(EdgeKind.DYNAMIC, text, ImportFact.ALL, "", line);
                }
            }
            case CONTEXT -> {
                blind(callee, line);
                names.importing(EdgeKind.DYNAMIC, text + "/**", ImportFact.ALL, "", line);
            }
            case URL -> {
                if (cursor.is(',')) {
                    feed();
                    if (cursor.name() == JavaScriptKeywords.IMPORT) {
                        names.importing(EdgeKind.DYNAMIC, text, "", "", line);
                    }
                }
            }
            default -> names.importing(EdgeKind.DYNAMIC, text, "", "", line);
        }
    }

    /** {@code import('x')}: a type, if a name follows that no promise has. */
    private void imported(String module, int line, List<String> taken) {
        while (cursor.is(',')) {
            // Attributes: to the end of the call.
            feed();
            while (!cursor.is(')') && !cursor.is(';') && !cursor.atEnd()) {
                feed();
            }
        }
        String name = "";
        boolean type = typed;
        if (cursor.is(')')) {
            feed();
            if (cursor.is('.') && !awaited) {
                feed();
                String member = cursor.word();
                boolean promise = member.equals("then") || member.equals("catch") || member.equals("finally");
                type |= !promise && !member.isEmpty();
                name = promise ? "" : member;
            }
        }
        for (int i = 0; i + 1 < taken.size(); i += 2) {
            names.importing(EdgeKind.DYNAMIC, module, taken.get(i), taken.get(i + 1), line);
        }
        if (taken.isEmpty()) {
            names.importing(type ? EdgeKind.TYPE_ONLY : EdgeKind.DYNAMIC, module, name, "", line);
        }
    }

    private void required(String module, int line, String binding, List<String> taken) {
        if (binding.equals(EXPORTS)) {
            names.importing(EdgeKind.RE_EXPORT, module, ImportFact.ALL, "", line);
            return;
        }
        if (taken.isEmpty()) {
            String member = "";
            if (cursor.is(')')) {
                feed();
                if (cursor.is('.')) {
                    feed();
                    member = cursor.word();
                    feed();
                }
            }
            boolean more = cursor.is('.') || (!member.isEmpty() && cursor.is('('));
            names.importing(EdgeKind.IMPORT, module, member, more ? "" : binding, line);
            return;
        }
        for (int i = 0; i + 1 < taken.size(); i += 2) {
            names.importing(EdgeKind.IMPORT, module, taken.get(i), taken.get(i + 1), line);
        }
    }

    /** At the sign of an assignment: what a script hands out, and what it adds to its own objects. */
    private void assigns() {
        String head = chain.get(0);
        int size = chain.size();
        boolean module = head.equals("module") && size > 1 && chain.get(1).equals("exports");
        boolean exports = head.equals("exports");
        int own = module ? 2 : 1;
        int line = chainLine;
        if ((module || exports) && size == own + 1) {
            String name = chain.get(own);
            declarations.assigned(name, line);
            names.export(name);
            names.export(ModuleNames.DEFAULT);
        } else if ((module || exports) && size == own) {
            names.export(ModuleNames.DEFAULT);
            declarations.exportObject(line);
        } else if (size > 1 && declarations.atTop()) {
            declarations.assignedMember(chain, line);
        }
        feed();
        toExports = (module || exports) && size == own;
    }
}
