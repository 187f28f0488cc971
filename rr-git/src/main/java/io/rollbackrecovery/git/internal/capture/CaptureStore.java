package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.Content;
import io.rollbackrecovery.git.internal.worktree.DiskFile;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * The store {@code <commonDir>/rr/store.git}: a bare repository of its own, so that no push, mirror or clone of the
 * user's carries a captured file away. It borrows nothing: what the user's {@code git gc} prunes, the store still has.
 *
 * <p>A capture is a commit whose tree holds {@code manifest.json} and, under {@code blobs/}, every blob that the
 * manifest names. It is kept by the ref {@code refs/captures/<commit>}. Thread-safe; writers hold RR's lock.
 */
public final class CaptureStore implements AutoCloseable {
    private static final String MANIFEST = "manifest.json";
    private static final String BLOBS = "blobs";
    private static final PersonIdent NOBODY = new PersonIdent("RR", "rr@localhost", Instant.EPOCH, ZoneOffset.UTC);

    private final RepositoryAccess repository;
    private final Path folder;
    private Optional<ObjectStore> open = Optional.empty();

    /** Uses the store of a repository, which is made when the first capture is. */
    public CaptureStore(RepositoryAccess repository) {
        this.repository = repository;
        this.folder = repository.layout().rrDir().resolve("store.git");
    }

    /** Where the store lies, whether it exists or not. */
    public Path folder() {
        return folder;
    }

    /**
     * Captures paths of a work tree as they are.
     *
     * @param workTree the work tree
     * @param index its index
     * @param paths what to capture, tracked or not, on the disk or only in the index
     * @param limits how much it may take
     * @param mustHoldAll refuse rather than leave something out: what is captured is about to be overwritten
     * @return the capture
     * @throws RrException {@code LIMIT} if all must be held and the limits forbid it; {@code IO}
     */
    public Capture capture(
            WorkTree workTree, IndexFile index, Collection<RepoPath> paths, CaptureLimits limits, boolean mustHoldAll) {
        try (ObjectSink writer = create().newWriter(ObjectStore.Existing.OWN)) {
            List<CapturedPath> captured = new ArrayList<>();
            List<Skipped> skipped = new ArrayList<>();
            SortedMap<String, ObjectId> blobs = new TreeMap<>();
            SortedMap<RepoPath, List<IndexEntry>> entries = index.index().byPath();
            long total = 0;
            for (RepoPath path : new TreeSet<>(paths)) {
                DiskFile disk = workTree.look(path);
                Optional<String> objection = objection(disk, total, limits);
                if (objection.isPresent()) {
                    if (mustHoldAll) {
                        throw new RrException(
                                ErrorCode.LIMIT,
                                path + " (" + disk.size() + " bytes) is in the way and cannot be captured: "
                                        + objection.get(),
                                "Move it away.");
                    }
                    skipped.add(new Skipped(path, objection.get()));
                    continue;
                }
                try {
                    Content content = insert(workTree.resolve(path), disk, writer, blobs);
                    List<IndexEntry> staged = entries.getOrDefault(path, List.of());
                    keepStaged(staged, writer, blobs);
                    captured.add(new CapturedPath(path, content, staged));
                    total += disk.size();
                } catch (FileSystemException e) {
                    if (mustHoldAll) {
                        throw e;
                    }
                    skipped.add(new Skipped(path, "unreadable"));
                }
            }
            Manifest manifest = new Manifest(captured, skipped);
            CommitId id = commit(manifest, writer, blobs);
            writer.flush();
            // The ref is made when the objects are there for good: a capture that has a ref is whole.
            Path ref = folder.resolve("refs/captures").resolve(id.hex());
            Durable.replace(ref, folder.resolve("capture.new"), (id.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
            return new Capture(id, manifest);
        } catch (IOException e) {
            throw Failures.of("capture uncommitted work", e);
        }
    }

    /**
     * A capture that was made.
     *
     * @param id its commit in the store
     * @param manifest what it holds
     */
    public record Capture(CommitId id, Manifest manifest) {}

    private static Optional<String> objection(DiskFile disk, long total, CaptureLimits limits) {
        return switch (disk.kind()) {
            case FOLDER -> Optional.of("nested-repository");
            case SPECIAL -> Optional.of("special-file");
            case FILE ->
                disk.size() > limits.largestFile()
                        ? Optional.of("too-large")
                        : total + disk.size() > limits.total() ? Optional.of("budget") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Content insert(Path file, DiskFile disk, ObjectSink writer, SortedMap<String, ObjectId> blobs)
            throws IOException {
        if (disk.kind() == DiskFile.Kind.ABSENT) {
            return Content.absent();
        }
        byte[] bytes = DiskFile.bytes(file, disk.kind());
        ObjectId id = writer.insert(Constants.OBJ_BLOB, bytes);
        blobs.put(id.name(), id);
        return disk.kind() == DiskFile.Kind.LINK
                ? new Content.CapturedLink(id)
                : new Content.CapturedFile(disk.permissions(), bytes.length, id);
    }

    /** Blobs that are staged and nowhere else would be pruned by the user's gc once the index has moved on. */
    private void keepStaged(List<IndexEntry> staged, ObjectSink writer, SortedMap<String, ObjectId> blobs)
            throws IOException {
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            for (IndexEntry entry : staged) {
                boolean isBlob = (entry.mode() & 0170000) != 0160000;
                if (isBlob && !blobs.containsKey(entry.id().name()) && reader.has(entry.id())) {
                    writer.insert(Constants.OBJ_BLOB, reader.open(entry.id()).getBytes(Integer.MAX_VALUE - 16));
                    blobs.put(entry.id().name(), entry.id());
                }
            }
        }
    }

    private static CommitId commit(Manifest manifest, ObjectSink writer, SortedMap<String, ObjectId> blobs)
            throws IOException {
        TreeFormatter root = new TreeFormatter();
        if (!blobs.isEmpty()) {
            TreeFormatter all = new TreeFormatter();
            for (Map.Entry<String, ObjectId> blob : blobs.entrySet()) {
                all.append(blob.getKey(), FileMode.REGULAR_FILE, blob.getValue());
            }
            root.append(BLOBS, FileMode.TREE, writer.insert(all));
        }
        root.append(MANIFEST, FileMode.REGULAR_FILE, writer.insert(Constants.OBJ_BLOB, ManifestJson.write(manifest)));
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(writer.insert(root));
        commit.setAuthor(NOBODY);
        commit.setCommitter(NOBODY);
        commit.setMessage("rr: capture of " + manifest.paths().size() + " paths\n");
        return Ids.commit(writer.insert(commit));
    }

    /**
     * Reads what a capture holds.
     *
     * @throws RrException {@code UNKNOWN_NAME} if the store does not have it
     */
    public Manifest read(CommitId id) {
        if (!Files.isDirectory(folder)) {
            throw unknown(id, null);
        }
        try (ObjectReader reader = store().newReader();
                RevWalk walk = new RevWalk(reader)) {
            ObjectId tree = walk.parseCommit(Ids.jgit(id)).getTree();
            try (TreeWalk file = TreeWalk.forPath(reader, MANIFEST, tree)) {
                if (file == null) {
                    throw new RrException(ErrorCode.CORRUPT, "capture " + id + " has no manifest", "");
                }
                return ManifestJson.read(reader.open(file.getObjectId(0)).getBytes(Integer.MAX_VALUE - 16));
            }
        } catch (MissingObjectException e) {
            throw unknown(id, e);
        } catch (IOException e) {
            throw Failures.of("read capture " + id, e);
        }
    }

    private static RrException unknown(CommitId id, @Nullable Throwable cause) {
        return new RrException(
                ErrorCode.UNKNOWN_NAME,
                "RR's store does not hold the capture " + id,
                "It was removed, or made in another clone: captures stay where they were made.",
                cause);
    }

    /** Reads the bytes of a blob of a capture. */
    public byte[] blob(ObjectId blob) throws IOException {
        try (ObjectReader reader = store().newReader()) {
            return reader.open(blob, Constants.OBJ_BLOB).getBytes(Integer.MAX_VALUE - 16);
        }
    }

    private synchronized ObjectStore store() throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(ObjectStore.open(GitLayout.of(folder, Optional.empty())));
        }
        return open.get();
    }

    private ObjectStore create() throws IOException {
        if (!Files.isRegularFile(folder.resolve("HEAD"))) {
            for (String name : List.of("objects/info", "objects/pack", "refs/heads", "refs/captures")) {
                Files.createDirectories(folder.resolve(name));
            }
            // Nobody but the owner reads what was captured, whatever the umask says.
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            Durable.write(
                    folder.resolve("config"),
                    "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[gc]\n\tauto = 0\n"
                            .getBytes(StandardCharsets.US_ASCII));
            Durable.replace(
                    folder.resolve("HEAD"),
                    folder.resolve("HEAD.new"),
                    "ref: refs/heads/none\n".getBytes(StandardCharsets.US_ASCII));
        }
        return store();
    }

    @Override
    public synchronized void close() {
        open.ifPresent(ObjectStore::close);
    }
}
