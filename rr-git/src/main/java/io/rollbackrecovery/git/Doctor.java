package io.rollbackrecovery.git;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.git.internal.apply.Recovery;
import io.rollbackrecovery.git.internal.apply.StoreFormat;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.files.ForeignLock;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.journal.RepositoryLock;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private void stores(List<Finding> findings) throws IOException {
        int refs = repository.refs("refs/rr/").size();
        long bytes = Files.isDirectory(captures.folder()) ? sizeOf(captures.folder()) : 0;
        findings.add(new Finding(
                "stores", refs + " refs under refs/rr/, and " + bytes + " bytes of captures in rr/store.git", ""));
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
