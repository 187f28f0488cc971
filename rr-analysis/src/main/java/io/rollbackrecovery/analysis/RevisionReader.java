package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.facts.FactCache;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.BlobContent;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads trees into {@link Revision}s, each blob once. */
final class RevisionReader {
    private static final int MOST_BYTES_OF_A_FILE = 4 << 20;
    private static final int NUL_LOOKED_FOR_IN = 8_000;
    private static final long MOST_BYTES_OF_FACTS = 96L << 20;

    private final SourceReader source;
    private final List<FactExtractor> languages;
    private final FactCache cache;

    /** What reading one file came to: facts, or why there are none. */
    record FileRead(Optional<FileFacts> facts, String why) {}

    RevisionReader(SourceReader source, List<FactExtractor> languages) {
        this(source, languages, new FactCache(MOST_BYTES_OF_FACTS));
    }

    private RevisionReader(SourceReader source, List<FactExtractor> languages, FactCache cache) {
        this.source = source;
        this.languages = languages;
        this.cache = cache;
    }

    /** Reads other trees of the same repository, such as planned ones, and shares what is known of contents. */
    RevisionReader from(SourceReader other) {
        return new RevisionReader(other, languages, cache);
    }

    /** The content of a file; empty if it is not read. */
    Optional<byte[]> bytes(SourceFile file) {
        return file.mode().isFile()
                ? source.read(file.blob(), MOST_BYTES_OF_A_FILE).bytes()
                : Optional.empty();
    }

    List<FactExtractor> languages() {
        return languages;
    }

    Optional<FactExtractor> languageOf(RepoPath path) {
        return languages.stream().filter(language -> language.handles(path)).findFirst();
    }

    Revision read(TreeId tree) {
        return read(source.files(tree));
    }

    Revision read(Collection<SourceFile> files) {
        Revision.Builder revision = Revision.builder(languages);
        for (SourceFile file : files) {
            revision.path(file.path());
            Optional<FactExtractor> language = languageOf(file.path());
            if (language.isPresent()) {
                FileRead read = read(file, language.get());
                read.facts()
                        .ifPresentOrElse(
                                facts -> revision.facts(language.get(), file.path(), facts),
                                () -> revision.unread(file.path(), read.why()));
            }
        }
        return revision.build();
    }

    FileRead read(SourceFile file, FactExtractor language) {
        if (!file.mode().isFile()) {
            return unread("not a regular file");
        }
        String dialect = language.dialect(file.path());
        String kind = dialect.isEmpty() ? language.language() : language.language() + "/" + dialect;
        Optional<FileFacts> known = cache.get(file.blob(), kind);
        if (known.isPresent()) {
            return new FileRead(known, "");
        }
        FileRead read = extract(file.blob(), language, dialect);
        read.facts().ifPresent(facts -> cache.put(file.blob(), kind, facts));
        return read;
    }

    private FileRead extract(BlobId blob, FactExtractor language, String dialect) {
        BlobContent content;
        try {
            content = source.read(blob, MOST_BYTES_OF_A_FILE);
        } catch (RrException e) {
            if (e.code() == ErrorCode.MISSING_OBJECT) {
                // A partial clone has the paths without all contents: that costs this file, not the whole answer.
                return unread("its content is not in this repository");
            }
            throw e;
        }
        if (content.bytes().isEmpty()) {
            return unread("larger than " + MOST_BYTES_OF_A_FILE + " bytes (" + content.size() + ")");
        }
        byte[] bytes = content.bytes().get();
        if (isBinary(bytes)) {
            return unread("binary");
        }
        return new FileRead(Optional.of(language.extract(bytes, dialect)), "");
    }

    private static FileRead unread(String why) {
        return new FileRead(Optional.empty(), why);
    }

    /** As git does: a NUL near the beginning. */
    private static boolean isBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, NUL_LOOKED_FOR_IN); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
