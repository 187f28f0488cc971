package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.NameLines;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the facts of one Python file, logical line by logical line. Not a parser: it follows indentation, the words
 * that begin statements, and dots, so it reads half-finished code as well.
 */
final class PythonScanner {
    private static final String[] KEYWORDS = {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"
    };
    private static final Set<String> LOADERS = Set.of("import_module", "__import__", "run_module");
    private static final Set<String> BLIND_LOADERS = Set.of(
            "load_module", "exec_module", "spec_from_file_location", "run_path", "iter_modules", "walk_packages");
    private static final int LONGEST_CHAIN = 8;

    private final FileFacts.Builder facts = FileFacts.builder();
    private final Names names = new Names(KEYWORDS);
    private final PythonLexer lexer;
    private final PythonBlocks blocks = new PythonBlocks();
    private final NameLines heads = new NameLines(names);
    private final NameLines members = new NameLines(names);
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private final Map<String, Integer> literals = new LinkedHashMap<>();
    private final Map<String, Integer> dynamic = new LinkedHashMap<>();
    private final Set<String> exports = new LinkedHashSet<>();
    private final Set<String> bound = new HashSet<>();
    private final List<String> chain = new ArrayList<>();
    private int chainLine;
    private boolean afterDot;
    private int kind;

    PythonScanner(byte[] bytes) {
        lexer = new PythonLexer(bytes, names);
    }

    FileFacts scan() {
        kind = lexer.next();
        while (kind != Lexer.END) {
            blocks.lineBegins(lexer.column());
            statements();
            blocks.lineEnded(lexer.line());
            if (kind == Lexer.NEWLINE) {
                kind = lexer.next();
            }
        }
        facts.declarations(blocks.finish());
        if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        }
        chains.keySet().removeIf(text -> !bound.contains(text.substring(0, text.indexOf('.'))));
        return facts.names(heads.mentions())
                .members(members.mentions())
                .chains(mentions(chains))
                .literals(mentions(literals))
                .dynamic(mentions(dynamic))
                .exports(List.copyOf(exports))
                .build();
    }

    private static List<Mention> mentions(Map<String, Integer> lines) {
        List<Mention> mentions = new ArrayList<>(lines.size());
        lines.forEach((text, line) -> mentions.add(new Mention(text, line)));
        return mentions;
    }

    private boolean atEnd() {
        return kind == Lexer.NEWLINE || kind == Lexer.END;
    }

    private String word() {
        return kind == Lexer.NAME ? names.text(lexer.name()) : "";
    }

    private boolean isPlainName() {
        return kind == Lexer.NAME && lexer.name() >= KEYWORDS.length;
    }

    /** The statements of one logical line: several after {@code ;}, and one in the body after a colon. */
    private void statements() {
        while (!atEnd()) {
            if (!statement()) {
                expression();
            }
            if (kind == ';' || kind == ':') {
                kind = lexer.next();
            }
        }
    }

    /** Reads a statement that is known by its first word; false if there is none such. */
    private boolean statement() {
        switch (word()) {
            case "import" -> importing();
            case "from" -> importingFrom();
            case "def", "class" -> defining(word().equals("class"));
            case "async" -> kind = lexer.next();
            case "if" -> typeChecking();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void importing() {
        do {
            int line = lexer.line();
            kind = lexer.next();
            String module = dotted();
            String alias = alias();
            if (!module.isEmpty()) {
                String binds = alias.isEmpty() ? module.split("\\.", 2)[0] : alias;
                bind(binds, line);
                facts.importing(new ImportFact(importKind(), module, "", alias, 0, line));
            }
        } while (kind == ',');
        restOfStatement();
    }

    private void importingFrom() {
        int line = lexer.line();
        int level = 0;
        kind = lexer.next();
        while (kind == '.') {
            level++;
            kind = lexer.next();
        }
        String module = dotted();
        if (!word().equals("import")) {
            // 'yield from' and 'raise ... from' do not come here; this is an unfinished line.
            restOfStatement();
            return;
        }
        kind = lexer.next();
        if (kind == '*') {
            facts.importing(new ImportFact(EdgeKind.WILDCARD, module, ImportFact.ALL, "", level, line));
            kind = lexer.next();
        }
        while (kind == '(' || kind == ',' || isPlainName()) {
            if (!isPlainName()) {
                kind = lexer.next();
                continue;
            }
            int nameLine = lexer.line();
            String name = word();
            kind = lexer.next();
            String alias = alias();
            bind(alias.isEmpty() ? name : alias, nameLine);
            facts.importing(
                    new ImportFact(importKind(), module, name, alias.isEmpty() ? name : alias, level, nameLine));
        }
        restOfStatement();
    }

    private EdgeKind importKind() {
        return blocks.typeOnly() ? EdgeKind.TYPE_ONLY : EdgeKind.IMPORT;
    }

    private void bind(String name, int line) {
        bound.add(name);
        blocks.declare(name, DeclarationKind.IMPORTED, line);
    }

    private String dotted() {
        StringBuilder dotted = new StringBuilder();
        while (isPlainName()) {
            dotted.append(word());
            kind = lexer.next();
            if (kind != '.') {
                break;
            }
            kind = lexer.next();
            if (isPlainName()) {
                dotted.append('.');
            }
        }
        return dotted.toString();
    }

    private String alias() {
        String alias = "";
        if (word().equals("as")) {
            kind = lexer.next();
            if (isPlainName()) {
                alias = word();
                kind = lexer.next();
            }
        }
        return alias;
    }

    private void restOfStatement() {
        while (!atEnd() && kind != ';') {
            kind = lexer.next();
        }
    }

    private void defining(boolean isClass) {
        int line = lexer.line();
        kind = lexer.next();
        if (isPlainName()) {
            blocks.open(word(), isClass, line);
            kind = lexer.next();
        }
        expression();
    }

    /** {@code if TYPE_CHECKING:} opens a block whose imports do not run. */
    private void typeChecking() {
        kind = lexer.next();
        int line = lexer.line();
        boolean alone = false;
        if (isPlainName()) {
            String condition = dotted();
            alone = kind == ':' && (condition.equals("TYPE_CHECKING") || condition.endsWith(".TYPE_CHECKING"));
            mentionDotted(condition, line);
        }
        if (alone) {
            blocks.openTypeOnly();
        } else {
            afterDot = false;
            expression();
        }
    }

    private void mentionDotted(String dotted, int line) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length > 1) {
            chains.putIfAbsent(dotted, line);
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                byte[] bytes = parts[i].getBytes(StandardCharsets.UTF_8);
                (i == 0 ? heads : members).add(names.of(bytes, 0, bytes.length), line);
            }
        }
    }

    /** Reads up to the end of a statement: names, literals, loading calls, and what an assignment binds. */
    private void expression() {
        PythonTargets targets = new PythonTargets();
        int depth = 0;
        afterDot = false;
        while (!atEnd()) {
            if (depth == 0 && (kind == ';' || (kind == ':' && !targets.open()))) {
                break;
            }
            targets.token(kind, word(), isPlainName(), lexer.line());
            if (kind == '(' && loads()) {
                continue;
            }
            switch (kind) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                case Lexer.TEXT -> literal(targets.exports());
                default -> {}
            }
            if (kind == Lexer.NAME) {
                name();
            } else if (kind != '.') {
                endChain();
            }
            afterDot = kind == '.';
            kind = lexer.next();
        }
        endChain();
        targets.declareIn(blocks);
    }

    private void literal(boolean export) {
        int line = lexer.line();
        if (export) {
            exports.add(lexer.text());
        }
        lexer.dottedText().ifPresent(text -> literals.putIfAbsent(text, line));
    }

    private void name() {
        if (!isPlainName()) {
            endChain();
        } else if (afterDot) {
            members.add(lexer.name(), lexer.line());
            if (!chain.isEmpty() && chain.size() < LONGEST_CHAIN) {
                chain.add(word());
            }
        } else {
            endChain();
            heads.add(lexer.name(), lexer.line());
            chain.add(word());
            chainLine = lexer.line();
        }
    }

    private void endChain() {
        if (chain.size() > 1 && !chain.get(0).equals("self") && !chain.get(0).equals("cls")) {
            chains.putIfAbsent(String.join(".", chain), chainLine);
        }
        chain.clear();
    }

    /** At a bracket behind the name of something that loads modules: notes what it loads, and steps over it. */
    private boolean loads() {
        String call = chain.isEmpty() ? "" : chain.get(chain.size() - 1);
        boolean loader = LOADERS.contains(call);
        if (!loader && !BLIND_LOADERS.contains(call)) {
            return false;
        }
        int line = chainLine;
        String whole = String.join(".", chain);
        endChain();
        kind = lexer.next();
        String literal = loader && kind == Lexer.TEXT ? lexer.text() : "";
        int level = 0;
        while (level < literal.length() && literal.charAt(level) == '.') {
            level++;
        }
        String module = literal.substring(level);
        if (isDottedName(module)) {
            facts.importing(new ImportFact(EdgeKind.DYNAMIC, module, "", "", level, line));
        } else {
            dynamic.putIfAbsent(whole, line);
        }
        return true;
    }

    private static boolean isDottedName(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (String part : text.split("\\.", -1)) {
            if (part.isEmpty()
                    || !Character.isJavaIdentifierStart(part.charAt(0))
                    || !part.chars().allMatch(Character::isJavaIdentifierPart)) {
                return false;
            }
        }
        return true;
    }
}
