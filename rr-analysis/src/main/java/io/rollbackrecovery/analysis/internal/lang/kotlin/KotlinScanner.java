package io.rollbackrecovery.analysis.internal.lang.kotlin;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.NameLines;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the facts of one Kotlin file. Not a parser: it follows tokens, brackets and dots. A name that begins small and
 * that the file binds anywhere (a parameter, a variable) counts as used from elsewhere only where it is called.
 */
final class KotlinScanner {
    private static final int LONGEST_CHAIN = 24;

    private final FileFacts.Builder facts = FileFacts.builder();
    private final Names names = new Names(KotlinKeywords.all());
    private final KotlinLexer lexer;
    private final Tokens tokens;
    private final NameLines heads = new NameLines(names);
    private final NameLines members = new NameLines(names);
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private final Map<String, Integer> literals = new LinkedHashMap<>();
    private final Map<String, Integer> dynamic = new LinkedHashMap<>();
    private final BitSet bound = new BitSet();

    KotlinScanner(byte[] bytes) {
        lexer = new KotlinLexer(bytes, names);
        tokens = Tokens.of(lexer, names, KotlinKeywords::beginsDeclaration);
    }

    FileFacts scan() {
        findBound();
        int at = 0;
        while (at < tokens.size()) {
            int kind = tokens.kind(at);
            if (kind == Lexer.NAME && !follows(at, '.') && isHeader(at)) {
                at = header(at);
            } else if (isName(at)) {
                at = use(at);
            } else {
                if (kind == Lexer.TEXT) {
                    literal(at);
                } else if (kind == '@') {
                    fileName(at);
                }
                at++;
            }
        }
        facts.declarations(new KotlinDeclarations(tokens).find());
        if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        } else if (tokens.unbalanced()) {
            facts.partial("brackets do not balance");
        }
        return facts.names(heads.mentions())
                .members(members.mentions())
                .chains(mentions(chains))
                .literals(mentions(literals))
                .dynamic(mentions(dynamic))
                .build();
    }

    private static List<Mention> mentions(Map<String, Integer> lines) {
        List<Mention> mentions = new ArrayList<>(lines.size());
        lines.forEach((text, line) -> mentions.add(new Mention(text, line)));
        return mentions;
    }

    private boolean isName(int at) {
        return tokens.kind(at) == Lexer.NAME && !KotlinKeywords.isKeyword(tokens.name(at));
    }

    private boolean follows(int at, int kind) {
        int before = at - 1;
        while (tokens.kind(before) == Lexer.NEWLINE) {
            before--;
        }
        return tokens.kind(before) == kind;
    }

    /** Names that the file itself binds: variables, parameters and properties. */
    private void findBound() {
        for (int at = 0; at < tokens.size(); at++) {
            if (!isName(at)) {
                continue;
            }
            String before = tokens.text(at - 1);
            boolean declared = tokens.kind(at - 1) == Lexer.NAME && (before.equals("val") || before.equals("var"));
            int after = tokens.kind(at + 1);
            if (declared || after == ':' || after == KotlinLexer.ARROW || KotlinKeywords.is(tokens, at + 1, "in")) {
                bound.set(tokens.name(at));
            }
        }
    }

    private boolean isHeader(int at) {
        boolean starts = at == 0 || tokens.kind(at - 1) == Lexer.NEWLINE || tokens.kind(at - 1) == ';';
        String word = tokens.text(at);
        return starts && (word.equals("package") || word.equals("import")) && tokens.kind(at + 1) == Lexer.NAME;
    }

    /** Reads {@code package} or {@code import}, and gives the place behind it. */
    private int header(int start) {
        StringBuilder dotted = new StringBuilder();
        boolean all = false;
        int at = start + 1;
        while (tokens.kind(at) == Lexer.NAME || tokens.kind(at) == '.') {
            boolean dot = tokens.kind(at) == '.';
            if (!dot && tokens.kind(at - 1) == Lexer.NAME && at > start + 1) {
                break;
            }
            dotted.append(dot ? "." : tokens.text(at));
            at++;
        }
        if (tokens.kind(at) == '*') {
            all = true;
            at++;
        }
        String name = dotted.toString();
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String alias = name.substring(name.lastIndexOf('.') + 1);
        if (KotlinKeywords.is(tokens, at, "as") && isName(at + 1)) {
            alias = tokens.text(at + 1);
            at += 2;
        }
        int line = tokens.line(start);
        if (name.isEmpty()) {
            return at;
        }
        if (tokens.text(start).equals("package")) {
            facts.namespace(name);
        } else if (all) {
            facts.importing(new ImportFact(EdgeKind.WILDCARD, name, ImportFact.ALL, "", 0, line));
        } else {
            facts.importing(new ImportFact(EdgeKind.IMPORT, name, "", alias, 0, line));
        }
        return at;
    }

    /** Notes a name with what follows it after dots, and gives the place behind. */
    private int use(int start) {
        int line = tokens.line(start);
        if (follows(start, '.')) {
            members.add(tokens.name(start), line);
            return start + 1;
        }
        List<String> chain = new ArrayList<>(List.of(tokens.text(start)));
        int at = start + 1;
        int dot = skipLines(at);
        while (tokens.kind(dot) == '.' && isName(skipLines(dot + 1))) {
            int part = skipLines(dot + 1);
            members.add(tokens.name(part), tokens.line(part));
            if (chain.size() < LONGEST_CHAIN) {
                chain.add(tokens.text(part));
            }
            at = part + 1;
            dot = skipLines(at);
        }
        if (chain.size() > 1 || isCapital(chain.get(0)) || isUse(start)) {
            heads.add(tokens.name(start), line);
        }
        keep(chain, line);
        loading(chain, at, line);
        return at;
    }

    private int skipLines(int index) {
        int at = index;
        while (tokens.kind(at) == Lexer.NEWLINE) {
            at++;
        }
        return at;
    }

    private boolean isUse(int at) {
        int after = tokens.kind(at + 1);
        boolean declared = KotlinKeywords.is(tokens, at - 1, "fun");
        return !declared && (after == '(' || after == '{' || after == '<' || !bound.get(tokens.name(at)));
    }

    private static boolean isCapital(String name) {
        return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
    }

    /** Keeps a chain where it can lead to a type: up to one member behind the last of its types. */
    private void keep(List<String> chain, int line) {
        int firstType = 0;
        while (firstType < chain.size() && !isCapital(chain.get(firstType))) {
            firstType++;
        }
        int lastType = firstType;
        while (lastType + 1 < chain.size() && isCapital(chain.get(lastType + 1))) {
            lastType++;
        }
        int end = Math.min(chain.size(), lastType + 2);
        if (firstType < chain.size() && end > 1) {
            chains.putIfAbsent(String.join(".", chain.subList(0, end)), line);
        }
    }

    /** Notes {@code Class.forName} and {@code loadClass} where what they load is not a literal. */
    private void loading(List<String> chain, int at, int line) {
        String last = chain.get(chain.size() - 1);
        boolean loads = last.equals("loadClass")
                || (last.equals("forName") && chain.get(0).equals("Class"));
        if (loads && chain.size() > 1 && tokens.kind(at) == '(' && tokens.kind(skipLines(at + 1)) != Lexer.TEXT) {
            dynamic.putIfAbsent(String.join(".", chain), line);
        }
    }

    private void literal(int at) {
        String text = tokens.text(at);
        if (text.length() <= 256 && Lexer.isDotted(text)) {
            literals.putIfAbsent(text, tokens.line(at));
        }
    }

    /** The name of the class that Java sees the file's functions in: {@code @file:JvmName("Name")}. */
    private void fileName(int at) {
        if (tokens.text(at + 1).equals("file")
                && tokens.kind(at + 2) == ':'
                && tokens.text(at + 3).equals("JvmName")
                && tokens.kind(at + 4) == '('
                && tokens.kind(at + 5) == Lexer.TEXT) {
            facts.exports(List.of(tokens.text(at + 5)));
        }
    }
}
