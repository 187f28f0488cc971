package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.lang.java.lex.JavaKeywords;
import io.rollbackrecovery.analysis.internal.lang.java.lex.JavaLexer;
import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.NameLines;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the facts of one Java file. Not a parser: it follows tokens, braces and dots, so it reads half-finished code as
 * well. A dotted name is kept where it can lead to a type, by the custom that types begin with a capital: up to one
 * member behind the last of its types.
 */
final class JavaScanner {
    private static final String[] KEYWORDS = JavaKeywords.all();
    private static final int LONGEST_CHAIN = 24;

    private final FileFacts.Builder facts = FileFacts.builder();
    private final Names names = new Names(KEYWORDS);
    private final JavaLexer lexer;
    private final NameLines heads = new NameLines(names);
    private final NameLines members = new NameLines(names);
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private final Map<String, Integer> literals = new LinkedHashMap<>();
    private final Map<String, Integer> dynamic = new LinkedHashMap<>();
    private final JavaDeclarations declarations = new JavaDeclarations();
    private final List<String> chain = new ArrayList<>();
    private int chainLine;
    private boolean afterDot;
    private String loader = "";
    private int loaderLine;

    JavaScanner(byte[] bytes) {
        lexer = new JavaLexer(bytes, names);
    }

    FileFacts scan() {
        int kind = lexer.next();
        while (kind != Lexer.END) {
            boolean isWord = kind == Lexer.NAME;
            String text = isWord ? names.text(lexer.name()) : "";
            if (isWord && !afterDot && (text.equals("import") || text.equals("package"))) {
                endChain();
                kind = header(text);
                continue;
            }
            loading(kind);
            declarations.token(kind, text, lexer.line());
            if (isWord) {
                word(text);
            } else if (kind != '.') {
                endChain();
            }
            if (kind == Lexer.TEXT) {
                int line = lexer.line();
                lexer.dottedText().ifPresent(literal -> literals.putIfAbsent(literal, line));
            }
            afterDot = kind == '.';
            kind = lexer.next();
        }
        endChain();
        facts.declarations(declarations.finish(lexer.line()));
        if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        } else if (declarations.unbalanced()) {
            facts.partial("braces do not balance");
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

    private void word(String text) {
        boolean keyword = lexer.name() < KEYWORDS.length;
        if (afterDot && !keyword) {
            members.add(lexer.name(), lexer.line());
            if (!chain.isEmpty() && chain.size() < LONGEST_CHAIN) {
                chain.add(text);
            }
        } else if (!keyword) {
            endChain();
            heads.add(lexer.name(), lexer.line());
            chain.add(text);
            chainLine = lexer.line();
        } else {
            endChain();
        }
    }

    private void endChain() {
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
            chains.putIfAbsent(String.join(".", chain.subList(0, end)), chainLine);
        }
        chain.clear();
    }

    private static boolean isCapital(String name) {
        return Character.isUpperCase(name.charAt(0));
    }

    /** Notes {@code Class.forName} and {@code loadClass} where what they load is not a literal. */
    private void loading(int kind) {
        if (kind == '(' && chain.size() > 1) {
            String last = chain.get(chain.size() - 1);
            boolean loads = last.equals("loadClass")
                    || (last.equals("forName") && chain.get(0).equals("Class"));
            loader = loads ? String.join(".", chain) : "";
            loaderLine = chainLine;
        } else if (!loader.isEmpty()) {
            if (kind != Lexer.TEXT) {
                dynamic.putIfAbsent(loader, loaderLine);
            }
            loader = "";
        }
    }

    /** Reads {@code import} or {@code package} up to its semicolon, and gives the kind of the token behind it. */
    private int header(String word) {
        int line = lexer.line();
        StringBuilder dotted = new StringBuilder();
        boolean isStatic = false;
        boolean all = false;
        int kind = lexer.next();
        while (kind == Lexer.NAME || kind == '.' || kind == '*') {
            boolean keyword = kind == Lexer.NAME && lexer.name() < KEYWORDS.length;
            if (keyword && names.text(lexer.name()).equals("static") && dotted.length() == 0) {
                isStatic = true;
            } else if (keyword) {
                // The semicolon is missing; the word begins something else.
                break;
            } else if (kind == Lexer.NAME) {
                dotted.append(names.text(lexer.name()));
            } else if (kind == '.') {
                dotted.append('.');
            } else {
                all = true;
            }
            kind = lexer.next();
        }
        afterDot = false;
        header(word, dotted.toString(), isStatic, all, line);
        return kind == ';' ? lexer.next() : kind;
    }

    private void header(String word, String dotted, boolean isStatic, boolean all, int line) {
        String name = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
        if (name.isEmpty()) {
            return;
        }
        int lastDot = name.lastIndexOf('.');
        if (word.equals("package")) {
            facts.namespace(name);
        } else if (all) {
            facts.importing(new ImportFact(EdgeKind.WILDCARD, name, ImportFact.ALL, "", 0, line));
        } else if (isStatic && lastDot > 0) {
            String member = name.substring(lastDot + 1);
            facts.importing(new ImportFact(EdgeKind.IMPORT, name.substring(0, lastDot), member, member, 0, line));
        } else {
            facts.importing(new ImportFact(EdgeKind.IMPORT, name, "", name.substring(lastDot + 1), 0, line));
        }
    }
}
