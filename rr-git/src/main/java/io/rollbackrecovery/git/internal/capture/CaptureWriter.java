package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.worktree.Content;
import io.rollbackrecovery.git.internal.worktree.DiskFile;
import io.rollbackrecovery.git.internal.worktree.RawFile;
import io.rollbackrecovery.git.internal.worktree.StatCache;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;

/** Makes one capture: looks at all paths, decides what fits, reads that in chunks, and writes what is new. */
final class CaptureWriter {
    static final String MANIFEST = "manifest.json";

    private static final String BLOBS = "blobs";
    private static final int MOST_IN_ONE_TREE = 256;
    private static final int ATTEMPTS = 3;
    private static final PersonIdent NOBODY = new PersonIdent("RR", "rr@localhost", Instant.EPOCH, ZoneOffset.UTC);

    private final WorkTree workTree;
    private final StatCache cache;
    private final ObjectSink writer;
    private final ObjectReader stored;
    private final SortedMap<String, ObjectId> blobs = new TreeMap<>();
    private final List<CapturedPath> captured = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    /**
     * Writes into a store.
     *
     * @param workTree what is captured
     * @param cache knows files that were read before
     * @param writer where new objects go
     * @param stored reads what the store has already
     */
    CaptureWriter(WorkTree workTree, StatCache cache, ObjectSink writer, ObjectReader stored) {
        this.workTree = workTree;
        this.cache = cache;
        this.writer = writer;
        this.stored = stored;
    }

    /** A path that fits. */
    private record Chosen(RepoPath path, DiskFile disk) {}

    /**
     * Captures.
     *
     * @param request what
     * @param entries the index
     * @param objects the user's objects, where staged blobs are
     * @return what was captured
     */
    Manifest capture(CaptureRequest request, Map<RepoPath, List<IndexEntry>> entries, ObjectReader objects)
            throws IOException {
        for (Chosen chosen : choose(request, entries)) {
            List<IndexEntry> staged = entries.getOrDefault(chosen.path(), List.of());
            try {
                Content content = content(chosen.path(), chosen.disk());
                keepStaged(staged, objects);
                captured.add(new CapturedPath(chosen.path(), content, staged));
            } catch (FileSystemException e) {
                if (request.mustHoldAll()) {
                    throw e;
                }
                skipped.add(new Skipped(
                        chosen.path(), e instanceof ChangingFileException ? "changed-while-read" : "unreadable"));
            }
        }
        captured.sort(Comparator.comparing(CapturedPath::path));
        skipped.sort(Comparator.comparing(Skipped::path));
        return new Manifest(captured, skipped);
    }

    private List<Chosen> choose(CaptureRequest request, Map<RepoPath, List<IndexEntry>> entries) throws IOException {
        List<Chosen> chosen = new ArrayList<>(request.paths().size());
        long total = 0;
        for (RepoPath path : request.paths()) {
            Optional<DiskFile> disk = look(path, request.mustHoldAll());
            if (disk.isEmpty()) {
                continue;
            }
            Optional<String> objection = objection(disk.get(), total, request, entries.getOrDefault(path, List.of()));
            if (objection.isEmpty()) {
                total += disk.get().kind() == DiskFile.Kind.FILE ? disk.get().size() : 0;
                chosen.add(new Chosen(path, disk.get()));
            } else if (request.mustHoldAll()) {
                throw new RrException(
                        ErrorCode.LIMIT,
                        path + " (" + disk.get().size() + " bytes) is in the way and cannot be captured: "
                                + objection.get(),
                        "Move it away.");
            } else {
                skipped.add(new Skipped(path, objection.get()));
            }
        }
        return chosen;
    }

    private Optional<DiskFile> look(RepoPath path, boolean mustHoldAll) throws IOException {
        try {
            return Optional.of(workTree.look(path));
        } catch (FileSystemException e) {
            if (mustHoldAll) {
                throw e;
            }
            skipped.add(new Skipped(path, "unreadable"));
            return Optional.empty();
        }
    }

    private static Optional<String> objection(
            DiskFile disk, long total, CaptureRequest request, List<IndexEntry> entries) {
        return switch (disk.kind()) {
            // A folder has taken the place of a tracked file: what lies in it are paths of their own.
            case FOLDER ->
                entries.stream().anyMatch(entry -> FileMode.of(entry.mode()) != FileMode.GITLINK)
                        ? Optional.empty()
                        : Optional.of(entries.isEmpty() ? "nested-repository" : "submodule");
            case SPECIAL -> Optional.of("special-file");
            case FILE ->
                disk.size() > request.largestFile()
                        ? Optional.of("too-large")
                        : total + disk.size() > request.total() ? Optional.of("budget") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Content content(RepoPath path, DiskFile seen) throws IOException {
        if (seen.kind() == DiskFile.Kind.ABSENT || seen.kind() == DiskFile.Kind.FOLDER) {
            return Content.absent();
        }
        Path file = workTree.resolve(path);
        Optional<ObjectId> known = cache.idOf(path, seen).filter(this::isStored);
        if (known.isPresent()) {
            return content(seen, known.get());
        }
        DiskFile disk = seen;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ObjectId> id = read(file, disk);
            DiskFile now = DiskFile.look(file);
            if (id.isPresent() && now.equals(disk)) {
                cache.put(path, disk, id.get());
                return content(disk, id.get());
            }
            if (now.kind() != disk.kind() || now.size() > Math.max(seen.size(), 1) * 2) {
                break;
            }
            disk = now;
        }
        throw new ChangingFileException(file);
    }

    private Content content(DiskFile disk, ObjectId id) {
        blobs.put(id.name(), id);
        return disk.kind() == DiskFile.Kind.LINK
                ? new Content.CapturedLink(id)
                : new Content.CapturedFile(disk.permissions(), disk.size(), id);
    }

    private boolean isStored(ObjectId id) {
        try {
            return stored.has(id);
        } catch (IOException e) {
            // Then it is written once more, and whatever is wrong shows there.
            return false;
        }
    }

    /** Writes a file's bytes; empty if it has another length than was seen. */
    private Optional<ObjectId> read(Path file, DiskFile disk) throws IOException {
        long length = disk.kind() == DiskFile.Kind.LINK ? RawFile.lengthOfLink(file) : disk.size();
        try (InputStream in = RawFile.open(file, disk)) {
            ObjectId id = writer.insert(Constants.OBJ_BLOB, length, in);
            return in.read() < 0 ? Optional.of(id) : Optional.empty();
        } catch (EOFException shorter) {
            return Optional.empty();
        }
    }

    /** Blobs that are staged and nowhere else would be pruned by the user's gc once the index has moved on. */
    private void keepStaged(List<IndexEntry> staged, ObjectReader objects) throws IOException {
        for (IndexEntry entry : staged) {
            boolean isBlob = FileMode.of(entry.mode()) != FileMode.GITLINK;
            if (isBlob && !blobs.containsKey(entry.id().name()) && objects.has(entry.id())) {
                if (!stored.has(entry.id())) {
                    ObjectLoader loader = objects.open(entry.id());
                    try (InputStream in = loader.openStream()) {
                        writer.insert(Constants.OBJ_BLOB, loader.getSize(), in);
                    }
                }
                blobs.put(entry.id().name(), entry.id());
            }
        }
    }

    /** Writes the commit of a capture. */
    CommitId commit(Manifest manifest) throws IOException {
        TreeFormatter root = new TreeFormatter();
        if (!blobs.isEmpty()) {
            root.append(BLOBS, org.eclipse.jgit.lib.FileMode.TREE, blobTree());
        }
        root.append(
                MANIFEST,
                org.eclipse.jgit.lib.FileMode.REGULAR_FILE,
                writer.insert(Constants.OBJ_BLOB, ManifestJson.write(manifest)));
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(writer.insert(root));
        commit.setAuthor(NOBODY);
        commit.setCommitter(NOBODY);
        commit.setMessage("rr: capture of " + manifest.paths().size() + " paths\n");
        return Ids.commit(writer.insert(commit));
    }

    /** One tree, or one for each first byte where there are many, so that the next capture shares most of them. */
    private ObjectId blobTree() throws IOException {
        if (blobs.size() <= MOST_IN_ONE_TREE) {
            return writer.insert(tree(blobs, 0));
        }
        TreeFormatter all = new TreeFormatter();
        for (int first = 0; first < 256; first++) {
            String name = String.format(Locale.ROOT, "%02x", first);
            SortedMap<String, ObjectId> part = blobs.subMap(name, name + "g");
            if (!part.isEmpty()) {
                all.append(name, org.eclipse.jgit.lib.FileMode.TREE, writer.insert(tree(part, 2)));
            }
        }
        return writer.insert(all);
    }

    private static TreeFormatter tree(SortedMap<String, ObjectId> blobs, int cut) {
        TreeFormatter tree = new TreeFormatter();
        blobs.forEach((name, id) -> tree.append(name.substring(cut), org.eclipse.jgit.lib.FileMode.REGULAR_FILE, id));
        return tree;
    }

    /** A file that somebody writes while it is captured. */
    private static final class ChangingFileException extends FileSystemException {
        private static final long serialVersionUID = 1;

        ChangingFileException(Path file) {
            super(file.toString(), null, "it was changed while it was read");
        }
    }
}
