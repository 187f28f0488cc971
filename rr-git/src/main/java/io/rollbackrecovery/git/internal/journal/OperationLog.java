package io.rollbackrecovery.git.internal.journal;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.TagId;
import io.rollbackrecovery.core.json.OperationJson;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.HeadMove;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The operations of a repository: the commits that {@code refs/rr/journal} reaches by first parents. The tree of each
 * holds {@code op.json}, {@code HEAD}, all refs as they are after it (as entries {@code refs/...}), and the bytes of
 * annotated tags that it took away; its further parents are the commits that undoing or redoing it needs, so that no
 * {@code git gc} takes them.
 */
public final class OperationLog {
    /** The ref of the newest operation. */
    public static final RefName JOURNAL = new RefName("refs/rr/journal");

    private static final String OPERATION = "op.json";
    private static final Pattern SUBJECT = Pattern.compile("rr: [a-z-]+ ([0-9]{1,18})");

    private final RepositoryAccess repository;

    /** Reads and writes the operations of a repository. */
    public OperationLog(RepositoryAccess repository) {
        this.repository = repository;
    }

    /** The newest operation's commit. */
    public Optional<CommitId> tip() {
        return repository.commitAt(JOURNAL);
    }

    /** Lists operations, newest first. */
    public List<Operation> list(int limit) {
        List<Operation> operations = new ArrayList<>();
        Optional<CommitId> next = tip();
        while (next.isPresent() && operations.size() < limit) {
            Commit commit = repository.commits().commit(next.get());
            operations.add(read(commit.id()));
            next = previous(commit);
        }
        return List.copyOf(operations);
    }

    /** Finds an operation. */
    public Optional<Operation> find(OperationId id) {
        Optional<CommitId> next = tip();
        while (next.isPresent()) {
            Commit commit = repository.commits().commit(next.get());
            Operation operation = read(commit.id());
            if (operation.id().equals(id)) {
                return Optional.of(operation);
            }
            next = previous(commit);
        }
        return Optional.empty();
    }

    /** The first operation has no operation before it: its parents are only commits that it keeps. */
    private static Optional<CommitId> previous(Commit commit) {
        boolean isFirst = commit.trailers().stream().anyMatch(trailer -> trailer.hasKey("RR-First"));
        return isFirst ? Optional.empty() : commit.parents().stream().findFirst();
    }

    /** The id that the next operation gets. */
    public OperationId nextId() {
        long last = tip().map(this::number).orElse(0L);
        return new OperationId(String.format(Locale.ROOT, "%06d", last + 1));
    }

    /** The subject of an operation's commit ends in its number: that is read without parsing a document. */
    private long number(CommitId commit) {
        Matcher subject = SUBJECT.matcher(repository.commits().commit(commit).subject());
        return Long.parseLong(
                subject.matches() ? subject.group(1) : read(commit).id().value());
    }

    private Operation read(CommitId commit) {
        return OperationJson.read(repository
                .text(commit, OPERATION)
                .orElseThrow(() -> new RrException(
                        ErrorCode.CORRUPT,
                        "the journal's commit " + commit + " has no " + OPERATION,
                        "Check the repository with git fsck.")));
    }

    /**
     * Writes an operation's commit, to which the journal is to point. Moves no ref and does not flush.
     *
     * @param operation the operation
     * @param writer where to write
     * @return its commit
     */
    public CommitId write(Operation operation, ObjectSink writer) throws IOException {
        return write(operation, writer, tip());
    }

    /**
     * As {@link #write(Operation, ObjectSink)}, after another operation than the newest.
     *
     * @param previous the commit of the operation before it; empty if it becomes the first
     */
    public CommitId write(Operation operation, ObjectSink writer, Optional<CommitId> previous) throws IOException {
        try (ObjectReader reader = writer.newReader();
                RevWalk walk = new RevWalk(reader)) {
            SortedMap<String, Entry> entries = new TreeMap<>();
            put(entries, OPERATION, writer, OperationJson.write(operation).getBytes(StandardCharsets.UTF_8));
            put(entries, "HEAD", writer, head(operation).getBytes(StandardCharsets.UTF_8));
            refsAfter(operation).forEach((name, id) -> entries.put(name, new Entry(FileMode.GITLINK, id)));
            Set<ObjectId> keeps = new LinkedHashSet<>();
            for (RefMove move : operation.refMoves()) {
                keep(move.from(), walk, keeps);
                keep(move.to(), walk, keeps);
                if (move.from().isPresent() && move.from().get() instanceof TagId tag) {
                    byte[] bytes = reader.open(Ids.jgit(tag), Constants.OBJ_TAG).getBytes();
                    put(entries, "tags/" + tag.hex(), writer, bytes);
                }
            }
            operation.headMove().ifPresent(move -> {
                keep(move.from(), keeps);
                keep(move.to(), keeps);
            });
            List<ObjectId> parents = new ArrayList<>();
            previous.map(Ids::jgit).ifPresent(parents::add);
            keeps.stream().filter(id -> !parents.contains(id)).forEach(parents::add);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree(entries, "", writer));
            commit.setParentIds(parents);
            commit.setAuthor(Ids.person(operation.who()));
            commit.setCommitter(Ids.person(operation.who()));
            commit.setMessage(message(operation, previous.isEmpty()));
            return Ids.commit(writer.insert(commit));
        }
    }

    /**
     * Writes the newest operations once more, without those before them. Moves no ref and does not flush.
     *
     * @param count how many operations are kept, at least 1
     * @param writer where to write
     * @return the commit of the newest
     */
    public CommitId rewrite(int count, ObjectSink writer) throws IOException {
        List<Commit> kept = new ArrayList<>();
        Optional<CommitId> next = tip();
        while (next.isPresent() && kept.size() < count) {
            Commit commit = repository.commits().commit(next.get());
            kept.add(commit);
            next = previous(commit);
        }
        Optional<CommitId> last = Optional.empty();
        for (int i = kept.size() - 1; i >= 0; i--) {
            Commit old = kept.get(i);
            boolean isFirst = previous(old).isEmpty();
            List<ObjectId> parents = new ArrayList<>();
            last.map(Ids::jgit).ifPresent(parents::add);
            old.parents().stream().skip(isFirst ? 0 : 1).map(Ids::jgit).forEach(parents::add);
            Operation operation = read(old.id());
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(Ids.jgit(old.tree()));
            commit.setParentIds(parents);
            commit.setAuthor(Ids.person(operation.who()));
            commit.setCommitter(Ids.person(operation.who()));
            commit.setMessage(message(operation, last.isEmpty()));
            last = Optional.of(Ids.commit(writer.insert(commit)));
        }
        return last.orElseThrow();
    }

    private static String message(Operation operation, boolean isFirst) {
        return "rr: " + operation.kind().word() + " " + operation.id() + "\n\n" + operation.summary() + "\n"
                + (isFirst ? "\nRR-First: yes\n" : "");
    }

    /** Brings back the annotated tags that an operation took away and a gc may have pruned. */
    public void restoreTags(Operation operation, ObjectSink writer) throws IOException {
        Optional<CommitId> commit = commitOf(operation.id());
        for (RefMove move : operation.refMoves()) {
            if (commit.isPresent() && move.from().isPresent() && move.from().get() instanceof TagId tag) {
                Optional<byte[]> bytes = repository.file(
                        repository.commits().commit(commit.get()).tree(),
                        ("tags/" + tag.hex()).getBytes(StandardCharsets.US_ASCII));
                if (bytes.isPresent()) {
                    writer.insert(Constants.OBJ_TAG, bytes.get());
                }
            }
        }
    }

    private Optional<CommitId> commitOf(OperationId id) {
        Optional<CommitId> next = tip();
        while (next.isPresent()) {
            Commit commit = repository.commits().commit(next.get());
            if (read(commit.id()).id().equals(id)) {
                return next;
            }
            next = previous(commit);
        }
        return Optional.empty();
    }

    private SortedMap<String, ObjectId> refsAfter(Operation operation) {
        SortedMap<String, ObjectId> refs = new TreeMap<>();
        try {
            for (Ref ref : repository.refStore().snapshot().refs("refs/").values()) {
                ObjectId id = ref.getObjectId();
                if (id != null) {
                    refs.put(ref.getName(), id);
                }
            }
        } catch (IOException e) {
            throw Failures.of("read the refs", e);
        }
        for (RefMove move : operation.refMoves()) {
            refs.remove(move.ref().value());
            move.to().ifPresent(id -> refs.put(move.ref().value(), Ids.jgit(id)));
        }
        refs.remove(JOURNAL.value());
        return refs;
    }

    private String head(Operation operation) {
        Head head = operation.headMove().map(HeadMove::to).orElseGet(repository::head);
        return head instanceof Head.OnBranch on
                ? "ref: " + on.branch() + "\n"
                : ((Head.Detached) head).commit().hex() + "\n";
    }

    private static void keep(Optional<GitId> id, RevWalk walk, Set<ObjectId> keeps) throws IOException {
        if (id.isPresent()) {
            RevObject object = walk.parseAny(Ids.jgit(id.get()));
            RevObject peeled = object instanceof RevTag ? walk.peel(object) : object;
            if (peeled.getType() == Constants.OBJ_COMMIT) {
                keeps.add(peeled.copy());
            }
        }
    }

    private static void keep(Head head, Set<ObjectId> keeps) {
        if (head instanceof Head.Detached detached) {
            keeps.add(Ids.jgit(detached.commit()));
        }
    }

    private record Entry(FileMode mode, ObjectId id) {}

    private static void put(SortedMap<String, Entry> entries, String path, ObjectSink writer, byte[] bytes)
            throws IOException {
        entries.put(path, new Entry(FileMode.REGULAR_FILE, writer.insert(Constants.OBJ_BLOB, bytes)));
    }

    /** Writes the entries below a prefix as a tree. */
    private static ObjectId tree(SortedMap<String, Entry> entries, String prefix, ObjectSink writer)
            throws IOException {
        // Git orders a folder as if its name ended in a slash.
        SortedMap<String, Entry> level = new TreeMap<>();
        Map<String, String> folders = new TreeMap<>();
        for (Map.Entry<String, Entry> entry : entries.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            String rest = entry.getKey().substring(prefix.length());
            int slash = rest.indexOf('/');
            if (slash < 0) {
                level.put(rest, entry.getValue());
            } else {
                folders.putIfAbsent(rest.substring(0, slash + 1), prefix + rest.substring(0, slash + 1));
            }
        }
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            level.put(folder.getKey(), new Entry(FileMode.TREE, tree(entries, folder.getValue(), writer)));
        }
        List<Map.Entry<String, Entry>> sorted = new ArrayList<>(level.entrySet());
        sorted.sort((one, other) -> Arrays.compareUnsigned(
                one.getKey().getBytes(StandardCharsets.UTF_8), other.getKey().getBytes(StandardCharsets.UTF_8)));
        TreeFormatter tree = new TreeFormatter();
        for (Map.Entry<String, Entry> entry : sorted) {
            String name = entry.getKey().endsWith("/")
                    ? entry.getKey().substring(0, entry.getKey().length() - 1)
                    : entry.getKey();
            tree.append(name, entry.getValue().mode(), entry.getValue().id());
        }
        return writer.insert(tree);
    }
}
