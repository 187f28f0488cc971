package io.rollbackrecovery.git.internal.retention;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.journal.RepositoryLock;
import io.rollbackrecovery.git.internal.refs.RefChange;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Removes all that RR keeps in a repository, and nothing else: branches, commits, files, index and tags made by hand
 * stay. It can be repeated after a kill.
 */
public final class Uninstaller {
    private static final List<String> OWN = List.of("refs/rr/", "refs/notes/rr/");

    private final RepositoryAccess repository;
    private final CaptureStore captures;

    /** Removes RR from a repository. */
    public Uninstaller(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
    }

    /** Finds the refs that are RR's: its namespaces, and the tags of the checkpoints that it made. */
    public List<RefName> refs() {
        List<RefName> refs = new ArrayList<>();
        OWN.forEach(prefix -> refs.addAll(repository.refs(prefix)));
        for (RefName record : List.copyOf(refs)) {
            CheckpointStore.tagOfRecord(record)
                    .filter(tag -> repository.ref(tag).isPresent())
                    .ifPresent(refs::add);
        }
        return List.copyOf(refs);
    }

    /** Removes it. The caller holds RR's lock, which has no file any more afterwards, and has recovered. */
    public void remove(RepositoryLock lock) throws IOException {
        List<RefChange> changes = new ArrayList<>();
        for (RefName ref : refs()) {
            Optional<ObjectId> id = repository.refStore().idOf(ref.value());
            if (id.isPresent()) {
                changes.add(RefChange.delete(ref.value(), id.get()));
            }
        }
        if (!changes.isEmpty()) {
            String token = "uninstall-" + UUID.randomUUID().toString().substring(0, 8);
            Operation operation = new Operation(
                    new OperationId("uninstall"),
                    OperationKind.JOURNAL_PRUNE,
                    "remove all that RR keeps",
                    repository.now(),
                    repository.committer(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            // No journal ever points to this commit, so that a recovery takes the locks away and does nothing else.
            CommitId never = Ids.commit(ObjectId.zeroId());
            new RefStep(repository, captures).move(operation, never, token, changes);
        }
        try {
            removeFiles(lock);
        } catch (IOException failed) {
            throw RefStep.afterwards("remove all that RR keeps", failed);
        }
    }

    private void removeFiles(RepositoryLock lock) throws IOException {
        Path common = repository.layout().commonDir();
        for (String folder : List.of("refs/rr", "refs/notes/rr", "refs/tags/checkpoint", "logs/refs/rr")) {
            removeEmpty(common.resolve(folder));
        }
        captures.remove();
        Path rrDir = repository.layout().rrDir();
        deleteAllBut(rrDir, rrDir.resolve("lock"));
        lock.remove();
        Files.deleteIfExists(rrDir);
    }

    private static void deleteAllBut(Path folder, Path kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(kept)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!visited.equals(folder)) {
                    Files.deleteIfExists(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes a folder and those in it as far as there is no file in them. */
    private static void removeEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                try {
                    Files.deleteIfExists(visited);
                } catch (DirectoryNotEmptyException e) {
                    // Somebody else's ref is in it.
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
