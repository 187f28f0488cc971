package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.facts.FactCache;
import io.rollbackrecovery.analysis.internal.facts.FactCodec;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.BlobContent;
import io.rollbackrecovery.core.source.ContentCache;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads trees into {@link Revision}s, each blob once: from memory, from the cache, or from its bytes. */
final class RevisionReader {
    private static final int MOST_BYTES_OF_A_FILE = 4 << 20;
    private static final int NUL_LOOKED_FOR_IN = 8_000;
    private static final long MOST_BYTES_OF_FACTS = 96L << 20;
    /** Beyond this many files at once, their facts are kept as bytes. */
    private static final int MANY = 20_000;
    /** Below, linking everything takes less time than anyone notices. */
    private static final int FEW_FILES = 1_000;

    private static final FileRead NOT_A_FILE = unread("not a regular file");

    private final SourceReader source;
    private final Workers workers;
    private final Shared shared;

    /** What readers of one repository have in common. */
    private record Shared(List<FactExtractor> languages, FactCache memory, ContentCache cache, FactCodec codec) {}

    /** What reading one file came to: facts, or why there are none. */
    record FileRead(Optional<FileFacts> facts, String why) {
        private FileRead(FileFacts facts) {
            this(Optional.of(facts), "");
        }
    }

    /** A content, and how it is to be read. */
    private record Content(BlobId blob, FactExtractor language, String dialect, String kind) {
        /** What it is called in the cache; empty if it is not kept there. */
        private String key() {
            String version = language.version();
            return version.isEmpty() ? "" : "facts" + FactCodec.VERSION + " " + kind + " " + version + " " + blob.hex();
        }
    }

    RevisionReader(SourceReader source, AnalysisOptions options) {
        this(
                source,
                new Workers(options.executor(), options.threads()),
                new Shared(options.languages(), new FactCache(MOST_BYTES_OF_FACTS), options.cache(), new FactCodec()));
    }

    private RevisionReader(SourceReader source, Workers workers, Shared shared) {
        this.source = source;
        this.workers = workers;
        this.shared = shared;
    }

    /** Reads other trees of the same repository, such as planned ones, in one thread, and shares what is known. */
    RevisionReader from(SourceReader other) {
        return new RevisionReader(other, Workers.alone(), shared);
    }

    /** The content of a file; empty if it is not read. */
    Optional<byte[]> bytes(SourceFile file) {
        return file.mode().isFile()
                ? source.read(file.blob(), MOST_BYTES_OF_A_FILE).bytes()
                : Optional.empty();
    }

    /** The cache of linked revisions beside that of facts. */
    KeptRevisions keptRevisions() {
        return keptRevisions(FEW_FILES);
    }

    KeptRevisions keptRevisions(int fewestFiles) {
        return new KeptRevisions(shared.cache(), shared.codec(), shared.languages(), fewestFiles);
    }

    List<FactExtractor> languages() {
        return shared.languages();
    }

    Optional<FactExtractor> languageOf(RepoPath path) {
        for (FactExtractor language : shared.languages()) {
            if (language.handles(path)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    List<PathChange> diff(TreeId before, TreeId after) {
        return source.diff(before, after);
    }

    List<SourceFile> files(TreeId tree) {
        return source.files(tree);
    }

    Revision read(TreeId tree) {
        return read(source.files(tree));
    }

    Revision read(Collection<SourceFile> files) {
        return read(Revision.builder(shared.languages()), files);
    }

    /** Reads a revision that differs from a known one. */
    Revision read(Revision base, Collection<PathChange> changes) {
        Set<RepoPath> changed = new HashSet<>();
        List<SourceFile> files = new ArrayList<>();
        for (PathChange change : changes) {
            changed.add(change.path());
            change.after().ifPresent(files::add);
        }
        return read(base.without(changed), files);
    }

    private Revision read(Revision.Builder revision, Collection<SourceFile> files) {
        Map<SourceFile, Content> contents = new LinkedHashMap<>();
        for (SourceFile file : files) {
            revision.path(file.path());
            Optional<FactExtractor> language = languageOf(file.path());
            if (language.isPresent() && file.mode().isFile()) {
                contents.put(file, content(file, language.get()));
            } else if (language.isPresent()) {
                revision.unread(file.path(), NOT_A_FILE.why());
            }
        }
        Map<Content, FileRead> reads = read(new ArrayList<>(contents.values()));
        contents.forEach((file, content) -> {
            FileRead read = Objects.requireNonNull(reads.get(content));
            read.facts()
                    .ifPresentOrElse(
                            facts -> revision.facts(content.language(), file.path(), facts),
                            () -> revision.unread(file.path(), read.why()));
        });
        return revision.build();
    }

    FileRead read(SourceFile file, FactExtractor language) {
        if (!file.mode().isFile()) {
            return NOT_A_FILE;
        }
        Content content = content(file, language);
        return Objects.requireNonNull(read(List.of(content)).get(content));
    }

    private static Content content(SourceFile file, FactExtractor language) {
        String dialect = language.dialect(file.path());
        String kind = dialect.isEmpty() ? language.language() : language.language() + "/" + dialect;
        return new Content(file.blob(), language, dialect, kind);
    }

    private Map<Content, FileRead> read(List<Content> contents) {
        Map<Content, FileRead> reads = new ConcurrentHashMap<>(contents.size() * 2);
        boolean many = contents.size() > MANY;
        List<Content> notInMemory = new ArrayList<>();
        for (Content content : contents) {
            Optional<FileFacts> known = shared.memory().get(content.blob(), content.kind());
            if (known.isPresent()) {
                reads.put(content, new FileRead(known.get()));
            } else {
                notInMemory.add(content);
            }
        }
        workers.each(notInMemory.size(), (from, to) -> read(notInMemory.subList(from, to), many, reads));
        return reads;
    }

    private void read(List<Content> contents, boolean many, Map<Content, FileRead> reads) {
        Map<BlobId, List<Content>> notCached = new LinkedHashMap<>();
        for (Content content : contents) {
            Optional<FileRead> cached = cached(content);
            if (cached.isPresent()) {
                keep(content, cached.get(), many, reads);
            } else {
                notCached
                        .computeIfAbsent(content.blob(), blob -> new ArrayList<>(1))
                        .add(content);
            }
        }
        source.readAll(List.copyOf(notCached.keySet()), MOST_BYTES_OF_A_FILE, (blob, bytes) -> {
            for (Content content : notCached.getOrDefault(blob, List.of())) {
                FileRead read = bytes.map(found -> extract(found, content))
                        // A partial clone has the paths without all contents: that costs this file, not the answer.
                        .orElseGet(() -> unread("its content is not in this repository"));
                if (bytes.isPresent() && !content.key().isEmpty()) {
                    FactCodec codec = shared.codec();
                    shared.cache()
                            .put(
                                    content.key(),
                                    read.facts().map(codec::facts).orElseGet(() -> codec.unread(read.why())));
                }
                keep(content, read, many, reads);
            }
        });
    }

    private Optional<FileRead> cached(Content content) {
        String key = content.key();
        return key.isEmpty()
                ? Optional.empty()
                : shared.cache()
                        .get(key)
                        .flatMap(shared.codec()::read)
                        .map(kept -> new FileRead(kept.facts(), kept.why()));
    }

    private void keep(Content content, FileRead read, boolean many, Map<Content, FileRead> reads) {
        if (many && read.facts().isPresent()) {
            reads.put(content, new FileRead(packed(read.facts().get())));
        } else {
            read.facts().ifPresent(facts -> shared.memory().put(content.blob(), content.kind(), facts));
            reads.put(content, read);
        }
    }

    private FileFacts packed(FileFacts facts) {
        FactCodec codec = shared.codec();
        byte[] bytes = codec.facts(facts);
        return FileFacts.deferred(
                facts,
                () -> codec.read(bytes)
                        .flatMap(FactCodec.Kept::facts)
                        .orElseThrow(() -> new IllegalStateException("facts cannot be read that were just written")));
    }

    private static FileRead extract(BlobContent content, Content as) {
        if (content.bytes().isEmpty()) {
            return unread("larger than " + MOST_BYTES_OF_A_FILE + " bytes (" + content.size() + ")");
        }
        byte[] bytes = content.bytes().get();
        return isBinary(bytes) ? unread("binary") : new FileRead(as.language().extract(bytes, as.dialect()));
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
