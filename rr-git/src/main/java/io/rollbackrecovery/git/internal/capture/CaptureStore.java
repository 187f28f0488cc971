package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.CaptureMove;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.history.BlobStream;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.objects.Leftovers;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import io.rollbackrecovery.git.internal.objects.ObjectWriter;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.StatCache;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
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
     * @param request which paths, and how much they may take
     * @param cache knows files that were read before, and learns those that are read now
     * @return the capture
     * @throws RrException {@code LIMIT} if all must be held and the limits forbid it; {@code IO}
     */
    public Capture capture(WorkTree workTree, IndexFile index, CaptureRequest request, StatCache cache) {
        try (ObjectWriter writer = create().newWriter(ObjectStore.Existing.OWN).keeping(Leftovers.NOTE + "capture\n");
                ObjectReader stored = store().newReader();
                ObjectReader objects = repository.jgit().newObjectReader()) {
            Map<RepoPath, List<IndexEntry>> entries = index.index().byPath(request.paths());
            CaptureWriter capture = new CaptureWriter(workTree, cache, writer, stored);
            Manifest manifest = capture.capture(request, entries, objects);
            CommitId id = capture.commit(manifest);
            writer.flush();
            // The ref is made when the objects are there for good: a capture that has a ref is whole.
            Path ref = folder.resolve("refs/captures").resolve(id.hex());
            Durable.replace(ref, folder.resolve("capture.new"), (id.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
            writer.releaseKept();
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
            try (TreeWalk file = TreeWalk.forPath(reader, CaptureWriter.MANIFEST, tree)) {
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

    /** Reads what goes by a move of uncommitted work, cut to the paths that it is about. */
    public Optional<Manifest> from(CaptureMove move) {
        return move.from().map(id -> read(id).only(move::isAbout));
    }

    /** Reads what comes by a move of uncommitted work, cut to the paths that it is about. */
    public Optional<Manifest> to(CaptureMove move) {
        return move.to().map(id -> read(id).only(move::isAbout));
    }

    /** Lists the captures. */
    public SortedSet<CommitId> list() {
        SortedSet<CommitId> captures = new TreeSet<>(Comparator.comparing(CommitId::hex));
        Path refs = folder.resolve("refs/captures");
        if (Files.isDirectory(refs)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(refs)) {
                files.forEach(file -> captures.add(new CommitId(String.valueOf(file.getFileName()))));
            } catch (IOException e) {
                throw Failures.of("list the captures", e);
            }
        }
        return captures;
    }

    /**
     * Tells how many bytes of the disk would be free if only some captures were kept. Reads only.
     *
     * @param kept the captures that are kept; those that the store has not are passed over
     */
    public long freedByKeeping(Set<CommitId> kept) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try {
            return store().sizeWithout(objectsOf(kept));
        } catch (IOException e) {
            throw Failures.of("look through RR's store", e);
        }
    }

    /**
     * Removes all captures but some, and gives their bytes back to the disk. A capture that is kept is whole at every
     * moment. The caller holds RR's lock.
     *
     * @param kept the captures that are kept
     */
    public void keepOnly(Set<CommitId> kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Path refs = folder.resolve("refs/captures");
        for (CommitId capture : list()) {
            if (!kept.contains(capture)) {
                Files.deleteIfExists(refs.resolve(capture.hex()));
            }
        }
        Durable.syncFolder(refs);
        store().retain(objectsOf(kept));
    }

    /**
     * Removes the store with all captures. It goes in one step: what is left of it after a kill is no store any more, and
     * {@link #removeLeftovers()} removes it. The caller holds RR's lock.
     */
    public void remove() throws IOException {
        close();
        removeLeftovers();
        if (Files.isDirectory(folder)) {
            Files.move(folder, removed(), StandardCopyOption.ATOMIC_MOVE);
            removeLeftovers();
        }
    }

    /** Removes what an interrupted {@link #remove()} has left. The caller holds RR's lock. */
    public void removeLeftovers() throws IOException {
        if (!Files.isDirectory(removed())) {
            return;
        }
        Files.walkFileTree(removed(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path removed() {
        return folder.resolveSibling("store.git.removed");
    }

    private Set<ObjectId> objectsOf(Set<CommitId> captures) throws IOException {
        Set<ObjectId> objects = new HashSet<>();
        try (ObjectReader reader = store().newReader();
                RevWalk walk = new RevWalk(reader)) {
            for (CommitId capture : captures) {
                if (!reader.has(Ids.jgit(capture))) {
                    continue;
                }
                ObjectId tree = walk.parseCommit(Ids.jgit(capture)).getTree();
                objects.add(Ids.jgit(capture));
                objects.add(tree.copy());
                try (TreeWalk files = new TreeWalk(reader)) {
                    files.addTree(tree);
                    while (files.next()) {
                        objects.add(files.getObjectId(0));
                        if (files.isSubtree()) {
                            files.enterSubtree();
                        }
                    }
                }
            }
        }
        return objects;
    }

    private static RrException unknown(CommitId id, @Nullable Throwable cause) {
        return new RrException(
                ErrorCode.UNKNOWN_NAME,
                "RR's store does not hold the capture " + id,
                "It was removed, or made in another clone: captures stay where they were made.",
                cause);
    }

    /** Opens a blob of a capture, of any size. The caller closes it. */
    public InputStream open(ObjectId blob) throws IOException {
        return BlobStream.open(store().newReader(), blob);
    }

    /** Copies a blob of a capture into other objects. */
    public void copy(ObjectId blob, ObjectSink to) throws IOException {
        try (ObjectReader reader = store().newReader()) {
            ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
            try (InputStream in = loader.openStream()) {
                to.insert(Constants.OBJ_BLOB, loader.getSize(), in);
            }
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
        open = Optional.empty();
    }
}
