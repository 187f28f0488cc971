package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads Rust: modules as imports of the name {@code mod}, paths of modules and included files as those of the name
 * {@code file}, and what use declarations and paths in the code name, with dots between the parts.
 */
final class RustReader {
    /** The name of an import that declares a module. */
    static final String MODULE = "mod";
    /** The name of an import that names a file. */
    static final String FILE = "file";

    private static final int LONGEST_PATH = 300;
    private static final int MOST_PATHS = 20_000;
    private static final Set<String> INCLUDES = Set.of("include", "include_str", "include_bytes");

    private final FileFacts.Builder facts = FileFacts.builder();
    private final Names names = new Names();
    private final CodeLexer lexer;
    private final Tokens tokens;
    private final Map<String, Integer> chains = new LinkedHashMap<>();
    private int paths;

    RustReader(byte[] bytes) {
        lexer = new CodeLexer(bytes, names, CodeLexer.Kind.RUST);
        tokens = Tokens.of(lexer, names, name -> false);
    }

    FileFacts read() {
        int at = 0;
        String path = "";
        while (at < tokens.size()) {
            String word = tokens.text(at);
            boolean name = tokens.kind(at) == Lexer.NAME;
            if (name && word.equals("path") && tokens.kind(at + 1) == '=' && tokens.kind(at + 2) == Lexer.TEXT) {
                path = tokens.text(at + 2);
                at += 3;
            } else if (name && word.equals("mod") && tokens.kind(at + 1) == Lexer.NAME) {
                module(at, path);
                path = "";
                at += 2;
            } else if (name && word.equals("use") && tokens.kind(at - 1) != '.') {
                at = use(at);
            } else if (name && INCLUDES.contains(word) && tokens.kind(at + 1) == '!') {
                if (tokens.kind(at + 3) == Lexer.TEXT) {
                    add(EdgeKind.IMPORT, tokens.text(at + 3), FILE, "", 1, at);
                }
                at += 2;
            } else if (name) {
                at = chain(at);
            } else {
                at++;
            }
        }
        if (!lexer.lost().isEmpty()) {
            facts.partial(lexer.lost());
        } else if (tokens.unbalanced()) {
            facts.partial("brackets do not balance");
        }
        List<Mention> all = new ArrayList<>(chains.size());
        chains.forEach((text, line) -> all.add(new Mention(text, line)));
        return facts.chains(all).build();
    }

    private void module(int at, String path) {
        if (tokens.kind(at + 2) != ';') {
            return;
        }
        if (path.isEmpty()) {
            add(EdgeKind.IMPORT, tokens.text(at + 1), MODULE, tokens.text(at + 1), 1, at);
        } else {
            add(EdgeKind.IMPORT, path, FILE, tokens.text(at + 1), 1, at);
        }
    }

    private void add(EdgeKind kind, String module, String name, String alias, int level, int at) {
        if (module.isEmpty() || module.length() > LONGEST_PATH) {
            return;
        }
        if (paths++ < MOST_PATHS) {
            facts.importing(new ImportFact(kind, module, name, alias, level, tokens.line(at)));
        } else {
            facts.partial("more than " + MOST_PATHS + " paths");
        }
    }

    /** Reads the tree of a use declaration, and gives the place behind it. */
    private int use(int start) {
        EdgeKind kind = tokens.text(start - 1).equals("pub") || tokens.kind(start - 1) == ')'
                ? EdgeKind.RE_EXPORT
                : EdgeKind.IMPORT;
        Deque<String> prefixes = new ArrayDeque<>();
        String prefix = "";
        StringBuilder path = new StringBuilder();
        String alias = "";
        int at = start + 1;
        for (; at < tokens.size() && tokens.kind(at) != ';'; at++) {
            int token = tokens.kind(at);
            if (token == Lexer.NAME && tokens.text(at).equals("as") && tokens.kind(at + 1) == Lexer.NAME) {
                alias = tokens.text(at + 1);
                at++;
            } else if (token == Lexer.NAME && path.length() < LONGEST_PATH) {
                path.append(tokens.text(at));
            } else if (token == '.' && (path.length() > 0 || !prefix.isEmpty())) {
                path.append('.');
            } else if (token == '*') {
                path.append('*');
            } else if (token == '{') {
                prefixes.push(prefix);
                prefix = prefix.length() < LONGEST_PATH ? prefix + path : prefix;
                path.setLength(0);
            } else if (token == ',' || token == '}') {
                leaf(kind, prefix, path.toString(), alias, at);
                path.setLength(0);
                alias = "";
                prefix = token == '}' && !prefixes.isEmpty() ? prefixes.pop() : prefix;
            } else if (token != '.') {
                break;
            }
        }
        leaf(kind, prefix, path.toString(), alias, at);
        return Math.max(at, start + 1);
    }

    private void leaf(EdgeKind kind, String prefix, String path, String alias, int at) {
        if (path.isEmpty()) {
            return;
        }
        String whole = prefix + path;
        boolean all = whole.endsWith(".*");
        String module = all ? whole.substring(0, whole.length() - 2) : whole;
        if (module.endsWith(".self")) {
            module = module.substring(0, module.length() - ".self".length());
        }
        String bound = alias.isEmpty() ? module.substring(module.lastIndexOf('.') + 1) : alias;
        add(all && kind == EdgeKind.IMPORT ? EdgeKind.WILDCARD : kind, module, all ? "*" : "", all ? "" : bound, 0, at);
    }

    private int chain(int start) {
        StringBuilder chain = new StringBuilder(tokens.text(start));
        int at = start + 1;
        while (tokens.kind(at) == '.' && tokens.kind(at + 1) == Lexer.NAME) {
            if (chain.length() < LONGEST_PATH) {
                chain.append('.').append(tokens.text(at + 1));
            }
            at += 2;
        }
        if (at > start + 1 && tokens.kind(start - 1) != '.') {
            chains.putIfAbsent(chain.toString(), tokens.line(start));
        }
        return at;
    }
}
