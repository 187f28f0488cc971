package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Moves any number of refs in one step, by compare-and-swap: after a crash at any instant either all have moved or
 * none has, and git sees nothing in between.
 *
 * <p>How: under git's own lock of each ref and of {@code packed-refs}, refs that are loose files are first written into
 * {@code packed-refs} as they are, and their files deleted, which changes no ref's value. Then {@code packed-refs} is
 * replaced by one with the new values: that rename moves them all. The steps are apart, so that a journal can write what
 * it needs in between:
 *
 * <pre>{@code
 * RefTransaction move = RefTransaction.plan(refs, operation, changes);   // reads nothing
 * HeldLocks locks = HeldLocks.acquire(folder, operation, move.locks(), wait).orThrow();
 * Optional<RefProblem> problem = move.prepare(locks, reader);            // changes no ref's value
 * move.commit();                                                         // the one step
 * locks.release();
 * }</pre>
 *
 * <p>For one thread. HEAD, symbolic refs and refs that each work tree has for itself are not moved by it.
 */
public final class RefTransaction {
    private final RefStore refs;
    private final String operation;
    private final Map<String, RefChange> changes;
    private PackedRefs next = PackedRefs.EMPTY;
    private State state = State.PLANNED;

    private enum State {
        PLANNED,
        PREPARED,
        COMMITTED
    }

    private RefTransaction(RefStore refs, String operation, Map<String, RefChange> changes) {
        this.refs = refs;
        this.operation = operation;
        this.changes = changes;
    }

    /**
     * Plans a move.
     *
     * @param operation names the temporary file, so that recovery finds it
     * @throws RrException {@code BAD_REQUEST} if a name is not well-formed, occurs twice, or is none that this can move
     */
    public static RefTransaction plan(RefStore refs, String operation, Collection<RefChange> changes) {
        Map<String, RefChange> byName = new LinkedHashMap<>();
        for (RefChange change : changes) {
            String name = change.name();
            if (!name.startsWith("refs/") || !Repository.isValidRefName(name) || RefStore.isPrivate(name)) {
                throw badRequest(name, "is not a ref that RR moves");
            }
            if (byName.put(name, change) != null) {
                throw badRequest(name, "is to be moved twice at once");
            }
        }
        return new RefTransaction(refs, operation, byName);
    }

    private static RrException badRequest(String name, String problem) {
        return new RrException(ErrorCode.BAD_REQUEST, "'" + name + "' " + problem, "Name a branch or a tag in full.");
    }

    /** Answers the lock files that must be held, those of git itself. */
    public List<Path> locks() {
        List<Path> locks = new ArrayList<>();
        locks.add(HeldLocks.lockOf(refs.layout().commonDir().resolve("packed-refs")));
        changes.keySet().forEach(name -> locks.add(refs.lockOf(name)));
        return locks;
    }

    /** Answers the planned moves. */
    public Collection<RefChange> changes() {
        return List.copyOf(changes.values());
    }

    /**
     * Answers a ref whose name cannot stand beside one of the new ones, as things are now. Asked before locks are taken,
     * because such a name also keeps the lock file from being made; {@link #prepare} looks again.
     */
    public Optional<RefProblem> conflict() throws IOException {
        return nameConflict(refs.packedRefs().read());
    }

    /**
     * Checks that every ref is where it is expected, and packs those that are loose. No ref's value changes.
     *
     * @param locks held locks, {@link #locks()} among them
     * @param objects tells tags from other objects
     * @return what is in the way, or nothing: then {@link #commit()} may follow
     * @throws RrException {@code BAD_REQUEST} if one of the refs is symbolic; {@code CORRUPT} if one is damaged
     * @throws MissingObjectException if a ref is to point to an object that is not there
     */
    public Optional<RefProblem> prepare(HeldLocks locks, ObjectReader objects) throws IOException {
        for (Path lock : locks()) {
            if (!locks.holds(lock)) {
                throw new IllegalStateException(lock + " is not held");
            }
        }
        PackedRefs packed = refs.packedRefs().read();
        Map<String, ObjectId> loose = new LinkedHashMap<>();
        for (RefChange change : changes.values()) {
            Optional<LooseRef> file = LooseRef.read(refs.fileOf(change.name()));
            if (file.isPresent() && file.get().target().isPresent()) {
                throw badRequest(change.name(), "is a symbolic ref");
            }
            if (file.isPresent() && file.get().isBroken()) {
                throw new RrException(ErrorCode.CORRUPT, "the ref " + change.name() + " is damaged", "See git fsck.");
            }
            file.flatMap(LooseRef::id).ifPresent(id -> loose.put(change.name(), id));
            Optional<ObjectId> actual = Optional.ofNullable(loose.get(change.name()))
                    .or(() -> packed.find(change.name()).map(PackedRefs.Value::id));
            if (!actual.equals(change.from())) {
                return Optional.of(RefProblem.stale(change.name(), change.from(), actual));
            }
        }
        Optional<RefProblem> conflict = nameConflict(packed);
        if (conflict.isPresent()) {
            return conflict;
        }
        try (RevWalk walk = new RevWalk(objects)) {
            NavigableMap<String, PackedRefs.Value> values = peeled(packed, walk);
            if (!loose.isEmpty()) {
                for (Map.Entry<String, ObjectId> one : loose.entrySet()) {
                    values.put(PackedRefs.key(one.getKey()), peel(one.getValue(), walk));
                }
                replace(PackedRefs.of(values));
                deleteLoose(loose.keySet());
            }
            for (RefChange change : changes.values()) {
                String key = PackedRefs.key(change.name());
                if (change.to().isPresent()) {
                    values.put(key, peelExisting(change.to().get(), walk));
                } else {
                    values.remove(key);
                }
            }
            next = PackedRefs.of(values);
        }
        state = State.PREPARED;
        return Optional.empty();
    }

    /**
     * Answers whether the refs have moved. After {@link #commit()} failed this decides: a sync that fails after the one
     * step does not take it back.
     */
    public boolean isCommitted() {
        return state == State.COMMITTED;
    }

    /**
     * Moves the refs, in one step that is synced before this returns.
     *
     * @throws IOException if it failed; {@link #isCommitted()} says whether before or after the step
     * @throws IllegalStateException if {@link #prepare} did not succeed before, or the refs were moved already
     */
    public void commit() throws IOException {
        if (state != State.PREPARED) {
            throw new IllegalStateException("cannot commit: " + state);
        }
        Path target = refs.packedRefs().target();
        Path temporary = temporary(target, operation);
        Durable.write(temporary, next.toBytes());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        state = State.COMMITTED;
        Durable.syncFolder(Durable.folderOf(target));
        for (RefChange change : changes.values()) {
            if (change.to().isEmpty()) {
                removeEmptyFolders(Durable.folderOf(refs.fileOf(change.name())));
            }
        }
    }

    /** Removes the temporary file that a killed operation left. */
    public static void removeLeftovers(RefStore refs, String operation) throws IOException {
        Files.deleteIfExists(temporary(refs.packedRefs().target(), operation));
    }

    private void replace(PackedRefs content) throws IOException {
        Path target = refs.packedRefs().target();
        Durable.replace(target, temporary(target, operation), content.toBytes());
    }

    private static Path temporary(Path target, String operation) {
        return target.resolveSibling(target.getFileName() + ".rr-" + operation);
    }

    private void deleteLoose(Collection<String> names) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (String name : names) {
            Path file = refs.fileOf(name);
            Files.deleteIfExists(file);
            folders.add(Durable.folderOf(file));
        }
        for (Path folder : folders) {
            Durable.syncFolder(folder);
        }
    }

    /** Empty folders keep nobody from anything, but git removes them too. */
    private void removeEmptyFolders(Path folder) throws IOException {
        Path root = refs.layout().commonDir().resolve("refs");
        for (Path at = folder;
                at.startsWith(root) && at.getNameCount() > root.getNameCount() + 1;
                at = Durable.folderOf(at)) {
            try {
                Files.deleteIfExists(at);
            } catch (DirectoryNotEmptyException inUse) {
                return;
            }
        }
    }

    private Optional<RefProblem> nameConflict(PackedRefs packed) throws IOException {
        Set<String> after = new HashSet<>();
        packed.values().keySet().forEach(key -> after.add(PackedRefs.name(key)));
        for (RefChange change : changes.values()) {
            if (change.to().isEmpty()) {
                after.remove(change.name());
            } else {
                after.add(change.name());
            }
        }
        NavigableMap<String, String> sorted = new TreeMap<>();
        after.forEach(name -> sorted.put(name, name));
        for (RefChange change : changes.values()) {
            if (change.to().isEmpty() || change.from().isPresent()) {
                continue;
            }
            String name = change.name();
            for (int slash = name.indexOf('/', "refs/".length()); slash > 0; slash = name.indexOf('/', slash + 1)) {
                String parent = name.substring(0, slash);
                if (after.contains(parent) || staysLoose(parent)) {
                    return Optional.of(RefProblem.conflict(name, parent));
                }
            }
            String child = sorted.higherKey(name + "/");
            if (child != null && child.startsWith(name + "/")) {
                return Optional.of(RefProblem.conflict(name, child));
            }
            Optional<String> looseChild = looseChild(name);
            if (looseChild.isPresent()) {
                return Optional.of(RefProblem.conflict(name, looseChild.get()));
            }
        }
        return Optional.empty();
    }

    private boolean staysLoose(String name) {
        return !changes.containsKey(name) && Files.isRegularFile(refs.fileOf(name), LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<String> looseChild(String name) throws IOException {
        if (!Files.isDirectory(refs.fileOf(name), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return refs.snapshot().refs(name + "/").keySet().stream()
                .filter(child ->
                        !changes.containsKey(child) || changes.get(child).to().isPresent())
                .findFirst();
    }

    private static NavigableMap<String, PackedRefs.Value> peeled(PackedRefs packed, RevWalk walk) throws IOException {
        NavigableMap<String, PackedRefs.Value> values = new TreeMap<>(packed.values());
        for (Map.Entry<String, PackedRefs.Value> one : values.entrySet()) {
            if (!one.getValue().isPeelKnown()) {
                one.setValue(peel(one.getValue().id(), walk));
            }
        }
        return values;
    }

    private static PackedRefs.Value peel(ObjectId id, RevWalk walk) throws IOException {
        try {
            return peelExisting(id, walk);
        } catch (MissingObjectException missing) {
            // a ref that was broken before stays as it was
            return new PackedRefs.Value(id, Optional.empty(), true);
        }
    }

    private static PackedRefs.Value peelExisting(ObjectId id, RevWalk walk) throws IOException {
        RevObject object = walk.parseAny(id);
        Optional<ObjectId> peeled =
                object instanceof RevTag ? Optional.of(walk.peel(object).copy()) : Optional.empty();
        return new PackedRefs.Value(id.copy(), peeled, true);
    }
}
