package io.rollbackrecovery.git.internal.checkpoint;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.Coverage;
import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.json.CheckpointJson;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.git.internal.journal.OperationLog;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints that a repository keeps: the annotated tag {@code checkpoint/<name>}, and
 * {@code refs/rr/checkpoints/<name>}, a commit with the file {@code checkpoint.json}. A tag of that name without such a
 * record, as the guide makes by hand, is a checkpoint too: it holds the commit and nothing else.
 */
public final class CheckpointStore {
    /** Where the tags are. */
    public static final String TAGS = "refs/tags/checkpoint/";

    private static final String RECORDS = "refs/rr/checkpoints/";
    private static final String FILE = "checkpoint.json";
    private static final String OPERATION = "RR-Operation";
    private static final String DAMAGED = "damaged-record";

    private final RepositoryAccess repository;

    /** Reads and plans the records of a repository. */
    public CheckpointStore(RepositoryAccess repository) {
        this.repository = repository;
    }

    /**
     * A checkpoint with the number of the operation that made it, by which those of the same second are told apart; 0
     * where the record does not say.
     */
    private record Numbered(Checkpoint checkpoint, long operation) {}

    /** Lists the checkpoints, newest first; one whose record is damaged holds its commit only, and says so. */
    public List<Checkpoint> list() {
        List<Numbered> checkpoints = new ArrayList<>();
        for (RefName tag : repository.refs(TAGS)) {
            Optional<CheckpointName> name = nameOf(tag);
            name.flatMap(this::find)
                    .ifPresent(found -> checkpoints.add(new Numbered(found, operationOf(record(name.get())))));
        }
        checkpoints.sort(Comparator.comparing((Numbered one) -> one.checkpoint().time())
                .thenComparing(Numbered::operation)
                .thenComparing(one -> one.checkpoint().name())
                .reversed());
        return checkpoints.stream().map(Numbered::checkpoint).toList();
    }

    private long operationOf(RefName record) {
        return repository
                .commitAt(record)
                .flatMap(commit -> repository.commits().commit(commit).trailers().stream()
                        .filter(trailer ->
                                trailer.hasKey(OPERATION) && trailer.value().matches("[0-9]{1,18}"))
                        .findFirst())
                .map(trailer -> Long.parseLong(trailer.value()))
                .orElse(0L);
    }

    /** Finds a checkpoint. */
    public Optional<Checkpoint> find(CheckpointName name) {
        RefName tag = tag(name);
        Optional<CommitId> tagged = repository.commitAt(tag);
        if (tagged.isEmpty()) {
            return Optional.empty();
        }
        Optional<Checkpoint> recorded;
        try {
            recorded = repository
                    .commitAt(record(name))
                    .flatMap(this::read)
                    // Somebody may have moved the tag by hand: then the record is not about this commit.
                    .filter(checkpoint -> checkpoint.commit().equals(tagged.get()));
        } catch (RrException unreadable) {
            if (!isDamage(unreadable)) {
                throw unreadable;
            }
            Skipped record = new Skipped(RepoPath.of(record(name).value()), DAMAGED);
            return Optional.of(byHand(name, tag, tagged.get(), List.of(record)));
        }
        return recorded.or(() -> Optional.of(byHand(name, tag, tagged.get(), List.of())));
    }

    /** Reads the record of a checkpoint; empty if the commit is none. */
    public Optional<Checkpoint> read(CommitId record) {
        return repository.text(record, FILE).map(CheckpointJson::read);
    }

    /** Tells whether a record could not be read because it is damaged, or of a version that this RR does not know. */
    public static boolean isDamage(RrException failure) {
        return switch (failure.code()) {
            case CORRUPT, UNSUPPORTED_FORMAT, MISSING_OBJECT -> true;
            default -> false;
        };
    }

    /** Tells whether the record of a checkpoint cannot be read. */
    public static boolean isDamaged(Checkpoint checkpoint) {
        return checkpoint.skipped().stream()
                .anyMatch(skipped -> skipped.reason().equals(DAMAGED));
    }

    /** Tells whether a ref is where the record of a checkpoint stands. */
    public static boolean isRecord(RefName ref) {
        return ref.value().startsWith(RECORDS);
    }

    /** Gives the tag of the checkpoint whose record a ref is; empty if it is none. */
    public static Optional<RefName> tagOfRecord(RefName ref) {
        return isRecord(ref)
                ? Optional.of(new RefName(TAGS + ref.value().substring(RECORDS.length())))
                : Optional.empty();
    }

    private Checkpoint byHand(CheckpointName name, RefName tag, CommitId commit, List<Skipped> skipped) {
        Signature made = repository
                .tagger(tag)
                .orElseGet(() -> repository.commits().commit(commit).committer());
        return new Checkpoint(
                name,
                tag,
                commit,
                Optional.empty(),
                made.time(),
                Optional.empty(),
                Optional.empty(),
                List.of(Coverage.COMMIT),
                skipped);
    }

    /** Adds the creation of a checkpoint to a plan that is applied at once, so that it becomes the next operation. */
    public void create(PlanBuilder plan, PlanParts parts, Checkpoint checkpoint) {
        if (repository.ref(checkpoint.tag()).isPresent()) {
            throw new RrException(
                    ErrorCode.NAME_TAKEN,
                    "there is a checkpoint '" + checkpoint.name() + "' already",
                    "Choose another name, or remove that one: git tag -d "
                            + checkpoint.tag().shortName());
        }
        String message = "Checkpoint " + checkpoint.name() + "\n"
                + checkpoint
                        .session()
                        .map(session -> "\nRR-Session: " + session + "\n")
                        .orElse("");
        PlannedTag tag = parts.tag(checkpoint.tag().shortName(), checkpoint.commit(), message);
        plan.tag(tag).move(RefMove.create(checkpoint.tag(), tag.id()));
        parts.record(
                plan,
                record(checkpoint.name()),
                FILE,
                CheckpointJson.write(checkpoint),
                List.of(checkpoint.commit()),
                OPERATION + ": " + new OperationLog(repository).nextId());
    }

    /** Adds the removal of a checkpoint to a plan. */
    public void remove(PlanBuilder plan, PlanParts parts, CheckpointName name) {
        parts.move(plan, tag(name), Optional.empty());
        parts.move(plan, record(name), Optional.empty());
    }

    /** Gives the tag of a checkpoint. */
    public static RefName tag(CheckpointName name) {
        return new RefName(TAGS + name);
    }

    private static RefName record(CheckpointName name) {
        return new RefName(RECORDS + name);
    }

    private static Optional<CheckpointName> nameOf(RefName tag) {
        String name = tag.value().substring(TAGS.length());
        try {
            return Optional.of(new CheckpointName(name));
        } catch (IllegalArgumentException e) {
            // A tag checkpoint/a/b is somebody else's.
            return Optional.empty();
        }
    }
}
