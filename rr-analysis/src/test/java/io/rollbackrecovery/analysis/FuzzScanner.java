package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.facts.FactCodec;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;
import java.util.Optional;

/** Any bytes are a file in any language: its facts are the same twice, lie in its lines, and survive the cache. */
public final class FuzzScanner {
    private FuzzScanner() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FactExtractor language = FuzzInput.language(data);
        byte[] bytes = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
        for (String name : FuzzInput.names(language, 12)) {
            RepoPath path = RepoPath.of(name);
            if (language.handles(path)) {
                String dialect = language.dialect(path);
                check(
                        language,
                        name,
                        bytes,
                        language.extract(bytes, dialect),
                        language.extract(bytes.clone(), dialect));
            }
        }
    }

    private static void check(FactExtractor language, String name, byte[] bytes, FileFacts facts, FileFacts again) {
        if (!facts.equals(again)) {
            throw new IllegalStateException(language.language() + " reads " + name + " differently the second time");
        }
        int lines = 1;
        for (byte one : bytes) {
            lines += one == '\n' || one == '\r' ? 1 : 0;
        }
        for (Declaration declaration : facts.declarations()) {
            boolean inside = declaration.firstLine() >= 1
                    && declaration.firstLine() <= declaration.lastLine()
                    && declaration.lastLine() <= lines;
            if (declaration.name().isEmpty() || !inside) {
                throw new IllegalStateException(name + ": " + declaration + " of " + lines + " lines");
            }
        }
        FactCodec codec = new FactCodec();
        Optional<FileFacts> kept = codec.read(codec.facts(facts)).flatMap(FactCodec.Kept::facts);
        if (!kept.equals(Optional.of(facts))) {
            throw new IllegalStateException(name + ": the cache gives other facts back");
        }
    }
}
