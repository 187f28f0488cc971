package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.code.CodeStyle;
import io.rollbackrecovery.analysis.internal.code.Token;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the declarations of two states of a file by their tokens. */
final class SymbolDifference {
    private static final Comparator<ChangedSymbol> ORDER = Comparator.comparing(ChangedSymbol::path)
            .thenComparingInt(ChangedSymbol::line)
            .thenComparing(ChangedSymbol::name)
            .thenComparing(ChangedSymbol::change);

    /** Declarations that are nested deeper are left out: what people write is not. */
    private static final int DEEPEST = 20;

    /** How often the tokens of a file may be looked at; where many declarations share a line, nothing is said of it. */
    private static final int MOST_LOOKS = 50;

    private final RevisionReader reader;

    /** A declaration with the tokens of its head and of the rest. */
    private record Piece(Declaration declared, String head, String body) {}

    private record Key(String name, DeclarationKind kind) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : kind.compareTo(other.kind);
        }
    }

    SymbolDifference(RevisionReader reader) {
        this.reader = reader;
    }

    static Comparator<ChangedSymbol> order() {
        return ORDER;
    }

    /** What differs, without its uses, in no order; nothing where the language does not tell. */
    List<ChangedSymbol> between(Optional<SourceFile> before, Optional<SourceFile> after) {
        List<ChangedSymbol> changed = new ArrayList<>();
        SortedMap<Key, List<Piece>> old = pieces(before);
        SortedMap<Key, List<Piece>> now = pieces(after);
        RepoPath path = after.or(() -> before).orElseThrow().path();
        for (Map.Entry<Key, List<Piece>> entry : old.entrySet()) {
            List<Piece> gone = entry.getValue();
            List<Piece> came = now.getOrDefault(entry.getKey(), new ArrayList<>());
            // Overloads have one name: equal ones first, then those with an equal head, then in order.
            pair(gone, came, true, true).forEach(piece -> {});
            pair(gone, came, true, false).forEach(piece -> changed.add(symbol(path, piece, SymbolChange.BODY)));
            pair(gone, came, false, false).forEach(piece -> changed.add(symbol(path, piece, SymbolChange.SIGNATURE)));
            gone.forEach(piece -> changed.add(symbol(path, piece, SymbolChange.REMOVED)));
        }
        now.values().forEach(pieces -> pieces.forEach(piece -> changed.add(symbol(path, piece, SymbolChange.ADDED))));
        return changed;
    }

    private static ChangedSymbol symbol(RepoPath path, Piece piece, SymbolChange change) {
        Declaration declared = piece.declared();
        return new ChangedSymbol(path, declared.name(), declared.kind(), change, declared.firstLine(), List.of());
    }

    /** Takes pairs out of both lists; gives the later one of each. */
    private static List<Piece> pair(List<Piece> gone, List<Piece> came, boolean sameHead, boolean sameBody) {
        List<Piece> pairs = new ArrayList<>();
        for (Iterator<Piece> rest = gone.iterator(); rest.hasNext(); ) {
            Piece old = rest.next();
            Optional<Piece> match = came.stream()
                    .filter(piece -> (!sameHead || piece.head().equals(old.head()))
                            && (!sameBody || piece.body().equals(old.body())))
                    .findFirst();
            if (match.isPresent()) {
                rest.remove();
                came.remove(match.get());
                pairs.add(match.get());
            }
        }
        return pairs;
    }

    private SortedMap<Key, List<Piece>> pieces(Optional<SourceFile> file) {
        SortedMap<Key, List<Piece>> pieces = new TreeMap<>();
        if (file.isEmpty() || !file.get().mode().isFile()) {
            return pieces;
        }
        SourceFile state = file.get();
        List<Declaration> declared = reader.languageOf(state.path())
                .flatMap(language -> reader.read(state, language).facts())
                .map(facts -> facts.declarations().stream()
                        .filter(each -> each.kind() != DeclarationKind.IMPORTED)
                        .filter(each ->
                                each.name().chars().filter(c -> c == '.').count() < DEEPEST)
                        .toList())
                .orElse(List.of());
        Optional<CodeStyle> style = CodeStyle.of(state.path());
        Optional<byte[]> bytes = declared.isEmpty() || style.isEmpty() ? Optional.empty() : reader.bytes(state);
        if (bytes.isEmpty()) {
            return pieces;
        }
        Code code = Code.of(bytes.get(), style.get());
        int[] firstToken = firstTokens(code);
        long looks = 0;
        Map<String, List<Declaration>> members = new HashMap<>();
        for (Declaration each : declared) {
            looks += tokenAt(firstToken, each.lastLine() + 1, code) - tokenAt(firstToken, each.firstLine(), code);
            int dot = each.name().lastIndexOf('.');
            if (dot > 0) {
                members.computeIfAbsent(each.name().substring(0, dot), owner -> new ArrayList<>())
                        .add(each);
            }
        }
        if (looks > (long) MOST_LOOKS * code.size()) {
            return pieces;
        }
        for (Declaration each : declared) {
            pieces.computeIfAbsent(new Key(each.name(), each.kind()), key -> new ArrayList<>())
                    .add(piece(each, members.getOrDefault(each.name(), List.of()), code, firstToken));
        }
        return pieces;
    }

    /** For each line the first token that is in it or behind it. */
    private static int[] firstTokens(Code code) {
        int lines = code.size() == 0 ? 0 : code.token(code.size() - 1).line();
        int[] first = new int[lines + 2];
        int token = 0;
        for (int line = 0; line < first.length; line++) {
            while (token < code.size() && code.token(token).line() < line) {
                token++;
            }
            first[line] = token;
        }
        return first;
    }

    private static Piece piece(Declaration declared, List<Declaration> members, Code code, int[] firstToken) {
        int from = tokenAt(firstToken, declared.firstLine(), code);
        int to = tokenAt(firstToken, declared.lastLine() + 1, code);
        boolean[] inner = new boolean[Math.max(0, to - from)];
        if (declared.kind() == DeclarationKind.TYPE) {
            for (Declaration other : members) {
                if (other.firstLine() > declared.firstLine()) {
                    int end = Math.min(to, tokenAt(firstToken, other.lastLine() + 1, code));
                    for (int i = Math.max(from, tokenAt(firstToken, other.firstLine(), code)); i < end; i++) {
                        inner[i - from] = true;
                    }
                }
            }
        }
        StringBuilder head = new StringBuilder();
        StringBuilder body = new StringBuilder();
        boolean inHead = true;
        int depth = 0;
        for (int i = from; i < to; i++) {
            Token token = code.token(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (inHead && depth <= 0 && endsHead(token, code.style())) {
                inHead = false;
            }
            if (!inner[i - from]) {
                (inHead ? head : body).append(token.key()).append(' ');
            }
        }
        return new Piece(declared, head.toString(), body.toString());
    }

    private static boolean endsHead(Token token, CodeStyle style) {
        return token.is("{") || token.is("=") || token.is("=>") || (style == CodeStyle.PYTHON && token.is(":"));
    }

    private static int tokenAt(int[] firstToken, int line, Code code) {
        return line < 0 ? 0 : line < firstToken.length ? firstToken[line] : code.size();
    }
}
