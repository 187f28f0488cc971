package io.rollbackrecovery.git.internal.retention;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.git.internal.apply.StoreFormat;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.objects.Leftovers;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import io.rollbackrecovery.git.internal.objects.ObjectWriter;
import io.rollbackrecovery.git.internal.refs.RefChange;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.session.SessionStore;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Drops the oldest operations of a journal, with the captures that nothing else needs. */
public final class JournalPruner {
    private final RepositoryAccess repository;
    private final CaptureStore captures;
    private final OperationLog log;

    /** Prunes the journal of a repository. */
    public JournalPruner(RepositoryAccess repository, CaptureStore captures) {
        this.repository = repository;
        this.captures = captures;
        this.log = new OperationLog(repository);
    }

    /**
     * Finds what would be dropped: the oldest operations, as far as none is young, counted or of an open session.
     *
     * @param before those from this moment on are kept
     * @param keep at least this many are kept, the newest ones
     * @return the operations, newest first
     */
    public List<Operation> droppable(Optional<Instant> before, int keep) {
        Set<SessionId> open = new SessionStore(repository)
                .list().stream()
                        .filter(session -> session.state() == SessionState.OPEN)
                        .map(Session::id)
                        .collect(Collectors.toSet());
        List<Operation> all = log.list(Integer.MAX_VALUE);
        int kept = Math.min(keep, all.size());
        for (int i = kept; i < all.size(); i++) {
            boolean isYoung = before.isPresent() && !all.get(i).time().isBefore(before.get());
            if (isYoung || all.get(i).session().filter(open::contains).isPresent()) {
                kept = i + 1;
            }
        }
        return all.subList(kept, all.size());
    }

    /** Tells how many bytes dropping operations gives back. Reads only. */
    public long freedBy(List<Operation> dropped) {
        List<Operation> all = log.list(Integer.MAX_VALUE);
        return captures.freedByKeeping(inUse(all.subList(0, all.size() - dropped.size())));
    }

    private Set<CommitId> inUse(List<Operation> operations) {
        CapturesInUse use = new CapturesInUse(repository, captures);
        Set<CommitId> needed = new HashSet<>(use.byCheckpoints(Set.of()));
        needed.addAll(use.byOperations(operations));
        return needed;
    }

    /**
     * Drops operations. The caller holds RR's lock, and has recovered.
     *
     * @param dropped what {@link #droppable} gave, not empty
     * @return the operation that the journal has for it
     * @throws RrException {@code STALE} if the journal does not end with those operations
     */
    public OperationId drop(List<Operation> dropped) throws IOException {
        StoreFormat.requireWritable(repository);
        List<Operation> all = log.list(Integer.MAX_VALUE);
        int kept = all.size() - dropped.size();
        if (kept < 0 || !all.subList(kept, all.size()).equals(dropped)) {
            throw new RrException(
                    ErrorCode.STALE,
                    "the journal has been pruned by somebody else since this was planned",
                    "Plan again.");
        }
        String token = log.nextId() + "-" + UUID.randomUUID().toString().substring(0, 8);
        try (ObjectWriter writer = repository
                .jgit()
                .getObjectDatabase()
                .newWriter(ObjectStore.Existing.ANYWHERE)
                .keeping(Leftovers.NOTE + token)) {
            Optional<CommitId> last = kept == 0 ? Optional.empty() : Optional.of(log.rewrite(kept, writer));
            Operation operation = new Operation(
                    log.nextId(),
                    OperationKind.JOURNAL_PRUNE,
                    "drop " + dropped.size() + " operations up to "
                            + dropped.get(0).id(),
                    repository.now(),
                    repository.committer(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            CommitId commit = log.write(operation, writer, last);
            writer.flush();
            try {
                RefChange journal = new RefChange(
                        OperationLog.JOURNAL.value(), log.tip().map(Ids::jgit), Optional.of(Ids.jgit(commit)));
                new RefStep(repository, captures).move(operation, commit, token, List.of(journal));
            } catch (IOException | RrException failed) {
                tidy(writer, failed);
                throw failed;
            }
            try {
                writer.releaseKept();
                collect();
            } catch (IOException | RrException failed) {
                throw RefStep.afterwards(operation.summary(), failed);
            }
            return operation.id();
        }
    }

    /** What failed first is what is told: it knows whether the operation has happened. */
    private static void tidy(ObjectWriter writer, Exception failed) {
        try {
            writer.releaseKept();
        } catch (IOException untidy) {
            failed.addSuppressed(untidy);
        }
    }

    /** Removes the captures that nothing needs. The caller holds RR's lock, and has recovered. */
    public void collect() throws IOException {
        captures.keepOnly(inUse(log.list(Integer.MAX_VALUE)));
    }
}
