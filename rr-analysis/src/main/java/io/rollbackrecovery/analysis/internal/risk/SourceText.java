package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.code.CodeStyle;
import io.rollbackrecovery.analysis.internal.code.Condition;
import io.rollbackrecovery.analysis.internal.code.Conditions;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One state of a file, with what was read in it. What was asked for is kept. Used by one thread. */
public final class SourceText {
    private static final int NUL_LOOKED_FOR_IN = 8_000;
    private static final long MOST_LOOKS = 20_000_000;

    private final SourceFile file;
    private final byte[] bytes;
    private final boolean binary;
    private final List<FactExtractor> languages;
    private Optional<Code> code = Optional.empty();
    private boolean codeRead;
    private Optional<List<Declaration>> declarations = Optional.empty();
    private Optional<List<Condition>> conditions = Optional.empty();
    private Optional<@Nullable Declaration[]> around = Optional.empty();
    private Optional<Set<String>> statements = Optional.empty();

    /** Keeps the bytes, which are not changed; those of a link are its target, those of a submodule none. */
    public SourceText(SourceFile file, byte[] bytes, List<FactExtractor> languages) {
        this.file = file;
        this.bytes = bytes;
        this.languages = languages;
        boolean nul = false;
        for (int i = 0; i < Math.min(bytes.length, NUL_LOOKED_FOR_IN); i++) {
            nul |= bytes[i] == 0;
        }
        this.binary = nul;
    }

    public SourceFile file() {
        return file;
    }

    public RepoPath path() {
        return file.path();
    }

    public byte[] bytes() {
        return bytes;
    }

    public boolean isBinary() {
        return binary;
    }

    String text() {
        return binary ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The file as code; empty if it is none, or not a regular file of text. */
    public Optional<Code> code() {
        if (!codeRead) {
            codeRead = true;
            Optional<CodeStyle> style = binary || !file.mode().isFile() ? Optional.empty() : CodeStyle.of(path());
            code = style.map(known -> Code.of(bytes, known));
        }
        return code;
    }

    List<Condition> conditions() {
        if (conditions.isEmpty()) {
            conditions = Optional.of(code().map(Conditions::of).orElse(List.of()));
        }
        return conditions.get();
    }

    /** The texts of all statements. */
    Set<String> statements() {
        if (statements.isEmpty()) {
            Set<String> texts = new HashSet<>();
            code().ifPresent(known -> known.statements().forEach(statement -> texts.add(statement.text())));
            statements = Optional.of(texts);
        }
        return statements.get();
    }

    /** What the file declares, in order; nothing where its language does not tell. */
    public List<Declaration> declarations() {
        if (declarations.isEmpty()) {
            Optional<FileFacts> facts = binary || !file.mode().isFile()
                    ? Optional.empty()
                    : languages.stream()
                            .filter(language -> language.handles(path()))
                            .findFirst()
                            .map(language -> language.extract(bytes, language.dialect(path())));
            declarations = Optional.of(facts.map(FileFacts::declarations).orElse(List.of()).stream()
                    .filter(declared -> declared.kind() != DeclarationKind.IMPORTED)
                    .toList());
        }
        return declarations.get();
    }

    /** The name of the innermost function around a line; of the innermost type if there is none; empty outside. */
    String around(int line) {
        if (around.isEmpty()) {
            around = Optional.of(innermost());
        }
        @Nullable Declaration[] lines = around.get();
        Declaration best = line < lines.length ? lines[line] : null;
        return best == null ? "" : best.name();
    }

    /** For each line the innermost function, else type; of very many declarations the first count. */
    private @Nullable Declaration[] innermost() {
        int last = 0;
        for (Declaration declared : declarations()) {
            last = Math.max(last, declared.lastLine());
        }
        @Nullable Declaration[] lines = new @Nullable Declaration[last + 1];
        long looks = 0;
        for (Declaration declared : declarations()) {
            looks += declared.lastLine() - declared.firstLine() + 1;
            if (looks > MOST_LOOKS) {
                break;
            }
            for (int line = Math.max(0, declared.firstLine()); line <= declared.lastLine(); line++) {
                Declaration known = lines[line];
                if (known == null || isCloser(declared, known)) {
                    lines[line] = declared;
                }
            }
        }
        return lines;
    }

    private static boolean isCloser(Declaration one, Declaration other) {
        boolean function = isFunction(one);
        if (function != isFunction(other)) {
            return function;
        }
        return one.lastLine() - one.firstLine() <= other.lastLine() - other.firstLine();
    }

    /** The name of what an annotation in a line belongs to: the function or type that begins there or next. */
    String annotated(int line) {
        for (Declaration declared : declarations()) {
            boolean here = declared.firstLine() <= line && line <= declared.lastLine() && isFunction(declared);
            boolean next = declared.firstLine() >= line
                    && declared.firstLine() <= line + 12
                    && (isFunction(declared) || declared.kind() == DeclarationKind.TYPE);
            if (next || (here && declared.firstLine() == line)) {
                return declared.name();
            }
        }
        return around(line);
    }

    static boolean isFunction(Declaration declared) {
        return declared.kind() == DeclarationKind.FUNCTION || declared.kind() == DeclarationKind.METHOD;
    }

    /** How often each name stands in the code. */
    Map<String, Integer> nameCounts() {
        Map<String, Integer> counts = new HashMap<>();
        code().ifPresent(known -> known.tokens().forEach(token -> {
            if (token.isName()) {
                counts.merge(token.text(), 1, Integer::sum);
            }
        }));
        return counts;
    }

    /** The lines of the text. */
    List<String> lines() {
        return new ArrayList<>(List.of(text().split("\n", -1)));
    }
}
