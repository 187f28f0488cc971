package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.facts.FactCodec;
import io.rollbackrecovery.analysis.internal.lex.TextPool;
import io.rollbackrecovery.analysis.internal.pack.ByteReader;
import io.rollbackrecovery.analysis.internal.pack.ByteWriter;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.ContentCache;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Linked revisions in the cache, so that a new process links only what changed since. A revision is kept in pieces: its
 * paths, then for each few hundred of them the declarations and links of the files. What the files refer to by name is
 * not in it, but for the keys by which they ask: it is read like any other facts when it is needed. Thread-safe.
 */
final class KeptRevisions {
    /** Changes with the form, and with every linker that finds other links in the same facts. */
    static final int VERSION = 2;

    private static final int MANY = 50_000;
    private static final int FILES_OF_A_PIECE = 400;

    private final ContentCache cache;
    private final FactCodec codec;
    private final List<FactExtractor> languages;
    private final int fewestFiles;
    private final Optional<String> versions;
    private final TextPool texts = new TextPool(16);

    KeptRevisions(ContentCache cache, FactCodec codec, List<FactExtractor> languages, int fewestFiles) {
        this.cache = cache;
        this.codec = codec;
        this.languages = languages;
        this.fewestFiles = fewestFiles;
        this.versions = versions(languages);
    }

    /** What the links depend on beside the files; empty if that cannot be told. */
    private static Optional<String> versions(List<FactExtractor> languages) {
        StringBuilder text =
                new StringBuilder("links").append(VERSION).append(' ').append(FactCodec.VERSION);
        for (FactExtractor language : languages) {
            if (language.version().isEmpty()) {
                return Optional.empty();
            }
            text.append(' ').append(language.language()).append(language.version());
        }
        return Optional.of(text.toString());
    }

    private static String key(String versions, TreeId tree, String piece) {
        return versions + " " + tree.hex() + " " + piece;
    }

    /** Keeps a revision, if it is worth it. */
    void put(TreeId tree, LinkedRevision linked, List<SourceFile> files) {
        if (versions.isPresent() && files.size() >= fewestFiles && files.size() <= MANY && linked.isIndexed()) {
            write(versions.get(), tree, linked, files);
        }
    }

    private void write(String kept, TreeId tree, LinkedRevision linked, List<SourceFile> files) {
        Map<RepoPath, BlobId> blobs = new HashMap<>();
        files.forEach(file -> blobs.put(file.path(), file.blob()));
        Map<RepoPath, Integer> numbers = new HashMap<>();
        Map<RepoPath, String> unread = new HashMap<>();
        linked.revision().unread().forEach(one -> unread.put(one.path(), one.why()));
        List<RepoPath> paths = new ArrayList<>(linked.revision().paths());
        paths.forEach(path -> numbers.put(path, numbers.size()));
        for (int from = 0; from < paths.size(); from += FILES_OF_A_PIECE) {
            ByteWriter piece = new ByteWriter(1 << 16);
            for (RepoPath path : paths.subList(from, Math.min(paths.size(), from + FILES_OF_A_PIECE))) {
                write(piece, linked, path, blobs, numbers, unread);
            }
            cache.put(key(kept, tree, Integer.toString(from)), piece.toBytes());
        }
        // Last, so that whoever finds it finds the others.
        cache.put(key(kept, tree, "paths"), paths(paths));
    }

    private static byte[] paths(List<RepoPath> paths) {
        ByteWriter bytes = new ByteWriter(32 * paths.size());
        bytes.number(paths.size());
        String before = "";
        for (RepoPath path : paths) {
            String text = new String(path.bytes(), StandardCharsets.ISO_8859_1);
            int same = 0;
            while (same < Math.min(before.length(), text.length()) && before.charAt(same) == text.charAt(same)) {
                same++;
            }
            bytes.number(same);
            bytes.text(text.substring(same));
            before = text;
        }
        return bytes.toBytes();
    }

    private void write(
            ByteWriter piece,
            LinkedRevision linked,
            RepoPath path,
            Map<RepoPath, BlobId> blobs,
            Map<RepoPath, Integer> numbers,
            Map<RepoPath, String> unread) {
        Optional<FileFacts> facts = Optional.empty();
        int language = 0;
        for (int i = 0; i < languages.size() && facts.isEmpty(); i++) {
            facts = Optional.ofNullable(
                    linked.revision().factsOf(languages.get(i)).get(path));
            language = i + 1;
        }
        if (facts.isEmpty()) {
            piece.number(0);
            piece.text(unread.getOrDefault(path, ""));
            return;
        }
        piece.number(language);
        piece.text(Objects.requireNonNull(blobs.get(path)).hex());
        piece.bytes(codec.facts(headOf(facts.get())));
        FileLinks links = linked.linksOf(path);
        piece.bytes(PackedLinks.pack(links.links(), numbers::get));
        piece.bytes(PackedLinks.pack(links.indirect(), numbers::get));
        piece.number(links.unresolved().size());
        links.unresolved().forEach((reference, line) -> {
            piece.text(reference);
            piece.signed(line);
        });
        int[] uses = linked.usesOf(path);
        piece.number(uses.length);
        int last = 0;
        for (int key : uses) {
            // Ascending, so that few bytes hold what they are apart.
            piece.number(key - last);
            last = key;
        }
    }

    private static FileFacts headOf(FileFacts facts) {
        FileFacts.Builder head = FileFacts.builder()
                .namespace(facts.namespace())
                .declarations(facts.declarations())
                .imports(facts.imports())
                .dynamic(facts.dynamic())
                .exports(facts.exports());
        facts.partial().ifPresent(head::partial);
        return head.build();
    }

    /** Looks for a revision; empty unless all of it is there. */
    Optional<LinkedRevision> get(TreeId tree, RevisionReader reader) {
        return versions.flatMap(kept -> cache.get(key(kept, tree, "paths"))
                .flatMap(this::readPaths)
                .flatMap(paths -> read(kept, tree, paths, reader)));
    }

    private Optional<RepoPath[]> readPaths(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes, texts);
        RepoPath[] paths = new RepoPath[reader.count()];
        String before = "";
        for (int i = 0; i < paths.length && !reader.isDamaged(); i++) {
            int same = reader.index(before.length() + 1);
            before = before.substring(0, same) + reader.text();
            if (!reader.isDamaged()) {
                paths[i] = RepoPath.ofBytes(before.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return reader.isDamaged() || !reader.isAtEnd() ? Optional.empty() : Optional.of(paths);
    }

    private Optional<LinkedRevision> read(String kept, TreeId tree, RepoPath[] paths, RevisionReader reader) {
        Revision.Builder revision = Revision.builder(languages);
        Map<RepoPath, FileLinks> links = new HashMap<>();
        Map<RepoPath, int[]> uses = new HashMap<>();
        for (int from = 0; from < paths.length; from += FILES_OF_A_PIECE) {
            Optional<byte[]> bytes = cache.get(key(kept, tree, Integer.toString(from)));
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            ByteReader piece = new ByteReader(bytes.get(), texts);
            for (int i = from; i < Math.min(paths.length, from + FILES_OF_A_PIECE); i++) {
                if (!read(piece, paths, i, reader, revision, links, uses)) {
                    return Optional.empty();
                }
            }
            if (!piece.isAtEnd()) {
                return Optional.empty();
            }
        }
        return Optional.of(LinkedRevision.known(revision.build(), links, uses));
    }

    private boolean read(
            ByteReader piece,
            RepoPath[] paths,
            int at,
            RevisionReader reader,
            Revision.Builder revision,
            Map<RepoPath, FileLinks> links,
            Map<RepoPath, int[]> uses) {
        RepoPath path = paths[at];
        revision.path(path);
        int number = piece.index(languages.size() + 1);
        if (number == 0) {
            String why = piece.text();
            if (!why.isEmpty()) {
                revision.unread(path, why);
            }
            return !piece.isDamaged();
        }
        FactExtractor language = languages.get(number - 1);
        String blob = piece.text();
        Optional<FileFacts> head = codec.read(piece.bytes()).flatMap(FactCodec.Kept::facts);
        byte[] direct = piece.bytes();
        byte[] indirect = piece.bytes();
        int count = piece.count();
        Map<String, Integer> unresolved = new LinkedHashMap<>(2 * count);
        for (int i = 0; i < count && !piece.isDamaged(); i++) {
            unresolved.put(piece.text(), piece.signed());
        }
        int[] keys = new int[piece.count()];
        int last = 0;
        for (int i = 0; i < keys.length; i++) {
            last += piece.number();
            keys[i] = last;
        }
        uses.put(path, keys);
        if (piece.isDamaged() || head.isEmpty()) {
            return false;
        }
        SourceFile file = new SourceFile(path, FileMode.REGULAR, new BlobId(blob));
        revision.facts(language, path, FileFacts.headed(head.get(), () -> whole(reader, file, language)));
        if (direct.length + indirect.length + count > 0) {
            links.put(path, new PackedLinks(path, paths, direct, indirect, unresolved));
        }
        return true;
    }

    private static FileFacts whole(RevisionReader reader, SourceFile file, FactExtractor language) {
        return reader.read(file, language)
                .facts()
                .orElseThrow(() -> new RrException(
                        ErrorCode.MISSING_OBJECT,
                        "the content of " + file.path() + " (blob "
                                + file.blob().hex() + ") was read once and is not in the repository any more",
                        "Fetch it again, or remove the cache."));
    }
}
