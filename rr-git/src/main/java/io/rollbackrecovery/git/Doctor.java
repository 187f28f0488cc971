package io.rollbackrecovery.git;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.git.internal.apply.Recovery;
import io.rollbackrecovery.git.internal.apply.StoreFormat;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.files.ForeignLock;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.journal.RepositoryLock;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.retention.CapturesInUse;
import io.rollbackrecovery.git.internal.retention.Uninstaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at what RR keeps in a repository, at locks, and at what a crash left; and finishes the latter. Thread-safe. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RepositoryAccess repository;
    private final CaptureStore captures;

    Doctor(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
    }

    /**
     * Something that was found.
     *
     * @param code a stable word with hyphens: {@code interrupted-operation}, {@code damaged-pending},
     *     {@code foreign-lock}, {@code newer-format}, {@code stores}
     * @param message what was found, one sentence
     * @param hint what to do about it; empty if nothing needs to be done
     */
    public record Finding(String code, String message, String hint) {}

    /**
     * Looks and changes nothing.
     *
     * @return what was found, with what RR stores and how much; ordered as in {@link Finding#code()}
     */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        try {
            pending(findings);
            locks(findings);
            format(findings);
            checkpoints(findings);
            stores(findings);
        } catch (IOException e) {
            throw Failures.of("examine the repository", e);
        }
        return List.copyOf(findings);
    }

    private void pending(List<Finding> findings) throws IOException {
        try {
            new Recovery(repository, captures)
                    .find()
                    .ifPresent(pending -> findings.add(new Finding(
                            "interrupted-operation",
                            "operation " + pending.operation().id() + " ("
                                    + pending.operation().summary() + ") was interrupted, or is under way",
                            "The next operation finishes it or takes it back; so does rr doctor --apply.")));
        } catch (RrException e) {
            findings.add(new Finding("damaged-pending", e.getMessage(), e.hint()));
        }
    }

    private void locks(List<Finding> findings) throws IOException {
        List<Path> guarded = List.of(
                repository.layout().indexFile(),
                repository.layout().gitDir().resolve("HEAD"),
                repository.layout().commonDir().resolve("packed-refs"));
        for (Path file : guarded) {
            Optional<ForeignLock> lock = HeldLocks.describe(HeldLocks.lockOf(file));
            lock.ifPresent(found -> findings.add(new Finding(
                    "foreign-lock",
                    "there is a lock: " + found,
                    "If no git process runs any more, remove that file.")));
        }
    }

    private void format(List<Finding> findings) {
        Optional<Integer> version = StoreFormat.of(repository);
        if (version.isPresent() && version.get() > StoreFormat.VERSION) {
            findings.add(new Finding(
                    "newer-format",
                    "RR's data in this repository has version " + version.get() + ", and this RR writes version "
                            + StoreFormat.VERSION,
                    "Use a newer RR to write."));
        }
    }

    private void checkpoints(List<Finding> findings) {
        for (Checkpoint checkpoint : new CheckpointStore(repository).list()) {
            if (CheckpointStore.isDamaged(checkpoint)) {
                findings.add(new Finding(
                        "damaged-checkpoint",
                        "what is recorded of checkpoint " + checkpoint.name()
                                + " cannot be read: it is good for its commit only, and no capture is given back",
                        "If another clone or a backup has refs/rr/checkpoints/" + checkpoint.name()
                                + ", fetch it from there; else prune the checkpoint."));
            }
        }
    }

    private void stores(List<Finding> findings) throws IOException {
        Path rrDir = repository.layout().rrDir();
        long bytes = Files.isDirectory(rrDir) ? sizeOf(rrDir) : 0;
        CapturesInUse use = new CapturesInUse(repository, captures);
        Set<CommitId> needed = new HashSet<>(use.byCheckpoints(Set.of()));
        List<Operation> operations = new OperationLog(repository).list(Integer.MAX_VALUE);
        needed.addAll(use.byOperations(operations));
        long unneeded = captures.freedByKeeping(needed);
        findings.add(new Finding(
                "stores",
                repository.refs("refs/rr/").size() + " refs under refs/rr/, "
                        + new CheckpointStore(repository).list().size() + " checkpoints, " + operations.size()
                        + " operations, " + captures.list().size() + " captures; " + bytes + " bytes of files in "
                        + rrDir + ", " + unneeded + " of which nothing needs",
                unneeded > 0 ? "rr journal prune gives those bytes back." : ""));
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long total = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    total += Files.size(file);
                }
            }
            return total;
        } catch (UncheckedIOException unreadable) {
            throw IoProblem.in(unreadable);
        }
    }

    /**
     * Finds all that {@link #uninstall()} would remove. Reads only.
     *
     * @return the refs, and the bytes of RR's own files; both empty if RR has never written to the repository
     */
    public Installed installed() {
        Path rrDir = repository.layout().rrDir();
        try {
            return new Installed(
                    new Uninstaller(repository, captures).refs(), Files.isDirectory(rrDir) ? sizeOf(rrDir) : 0);
        } catch (IOException e) {
            throw Failures.of("look at what RR keeps", e);
        }
    }

    /**
     * Removes all that RR keeps in the repository: its refs and notes, the tags of checkpoints that it made, its store
     * and its files. Branches, commits, index, files and tags made by hand stay. This cannot be undone: the journal goes
     * too. It may be repeated after a crash.
     *
     * @return what was removed
     * @throws RrException {@code LOCKED} if another writer is at work for long
     */
    public Installed uninstall() {
        Installed installed = installed();
        if (!Files.isDirectory(repository.layout().rrDir()) && installed.refs().isEmpty()) {
            return installed;
        }
        try (RepositoryLock lock = RepositoryLock.acquire(repository.layout().rrDir(), PATIENCE)
                .orElseThrow(() -> new RrException(
                        ErrorCode.LOCKED,
                        "another writer of RR is at work in this repository",
                        "Try again when it is done."))) {
            lock.requireHeld();
            new Recovery(repository, captures).recover();
            new Uninstaller(repository, captures).remove(lock);
            return installed;
        } catch (IOException e) {
            throw Failures.of("remove what RR keeps", e);
        }
    }

    /**
     * All that RR keeps in a repository.
     *
     * @param refs its refs, the tags of its checkpoints included
     * @param bytes how much its own files take; objects that the refs hold are not counted
     */
    public record Installed(List<RefName> refs, long bytes) {
        /** Copies the list, so that the value is immutable. */
        public Installed {
            refs = List.copyOf(refs);
        }
    }

    /**
     * What was done about an operation that had been interrupted.
     *
     * @param operation the operation
     * @param happened true if it had happened and was finished; false if it was taken back
     * @param paths what became of the paths of the work tree
     */
    public record Recovered(Operation operation, boolean happened, List<PathResult> paths) {
        /** Copies the list, so that the value is immutable. */
        public Recovered {
            paths = List.copyOf(paths);
        }
    }

    /**
     * Finishes or takes back an operation whose process died, as the next operation would do by itself.
     *
     * @return what was done; empty if there was nothing to do, or another writer is at work
     * @throws io.rollbackrecovery.core.error.RrException {@code IO} and the like if the environment is broken;
     *     {@code LOCKED} if git holds a lock that is needed
     */
    public Optional<Recovered> recover() {
        try {
            Optional<RepositoryLock> lock =
                    RepositoryLock.acquire(repository.layout().rrDir(), PATIENCE);
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            try (RepositoryLock held = lock.get()) {
                held.requireHeld();
                return new Recovery(repository, captures)
                        .recover()
                        .map(done -> new Recovered(done.operation(), done.happened(), done.paths()));
            }
        } catch (IOException e) {
            throw Failures.of("recover", e);
        }
    }
}
