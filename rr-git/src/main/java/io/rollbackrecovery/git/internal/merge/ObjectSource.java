package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.IoProblem;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Reads trees and blobs, keeps those read lately, and turns what can go wrong into RR's errors. Not thread-safe; the
 * reader is borrowed.
 */
final class ObjectSource {
    /** Git merges no text larger than this. */
    static final long MAX_TEXT = 1023L * 1024 * 1024;

    private static final int KEPT_TREE_BYTES = 8 << 20;
    private static final int KEPT_BLOB_BYTES = 8 << 20;
    private static final int LARGEST_KEPT_BLOB = 1 << 20;

    private final ObjectReader reader;
    private final Optional<MemoryObjects> memory;
    private final RecentTrees trees;
    private final RecentBytes<byte[]> blobs = new RecentBytes<>(KEPT_BLOB_BYTES, blob -> blob.length + 64);

    ObjectSource(ObjectReader reader) {
        this.reader = reader;
        this.memory = Optional.empty();
        this.trees = new RecentTrees(KEPT_TREE_BYTES);
    }

    /**
     * Reads what is in memory, and the repository below.
     *
     * @param trees keeps trees of the repository, also for others; none that are only in memory are put there
     */
    ObjectSource(MemoryObjects memory, RecentTrees trees) {
        this.reader = memory.newReader();
        this.memory = Optional.of(memory);
        this.trees = trees;
    }

    /** Gives the entries of a tree by name, not to be changed; none for a missing folder. */
    SortedMap<RepoPath, Version> entries(Optional<ObjectId> tree) {
        RawTree raw = rawTree(tree);
        return raw == RawTree.EMPTY ? Collections.emptySortedMap() : TreeEntries.parse(raw.id, raw.bytes);
    }

    /** The names that are not the same in all three trees, with what each has there; a missing folder has nothing. */
    SortedMap<RepoPath, Map<Side, Version>> differing(
            Optional<ObjectId> base, Optional<ObjectId> ours, Optional<ObjectId> theirs) {
        RawTree one = rawTree(base);
        RawTree two = rawTree(ours);
        RawTree three = rawTree(theirs);
        if (one.isPlain() && two.isPlain() && three.isPlain()) {
            return RawTree.differing(one, two, three);
        }
        SortedMap<RepoPath, Map<Side, Version>> all = new TreeMap<>();
        collect(all, Side.BASE, base);
        collect(all, Side.OURS, ours);
        collect(all, Side.THEIRS, theirs);
        all.values()
                .removeIf(found ->
                        found.size() == 3 && found.values().stream().distinct().count() == 1);
        return all;
    }

    private void collect(SortedMap<RepoPath, Map<Side, Version>> all, Side side, Optional<ObjectId> tree) {
        entries(tree)
                .forEach((name, version) -> all.computeIfAbsent(name, absent -> new EnumMap<>(Side.class))
                        .put(side, version));
    }

    /** Gives the bytes of a blob, not to be changed. */
    byte[] blob(ObjectId id) {
        byte[] known = blobs.get(id);
        if (known == null) {
            known = read(id, Constants.OBJ_BLOB);
            if (known.length <= LARGEST_KEPT_BLOB) {
                blobs.put(id, known);
            }
        }
        return known;
    }

    /** Gives the size of a blob in bytes, without reading it. */
    long size(ObjectId id) {
        byte[] known = blobs.get(id);
        if (known != null) {
            return known.length;
        }
        try {
            return reader.getObjectSize(id, Constants.OBJ_BLOB);
        } catch (IOException e) {
            throw failure(id, e);
        }
    }

    /** Finds an entry by its path. */
    Optional<Version> find(ObjectId tree, RepoPath path) {
        byte[] bytes = path.bytes();
        ObjectId folder = tree;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i < bytes.length && bytes[i] != '/') {
                continue;
            }
            Optional<Version> found = rawTree(folder).find(bytes, start, i);
            if (i == bytes.length || found.isEmpty() || !found.get().isTree()) {
                return i == bytes.length ? found : Optional.empty();
            }
            folder = found.get().id();
            start = i + 1;
        }
        return Optional.empty();
    }

    /** Gives a tree; for a missing folder the one without entries. */
    RawTree rawTree(Optional<ObjectId> id) {
        return id.isEmpty() ? RawTree.EMPTY : rawTree(id.get());
    }

    private RawTree rawTree(ObjectId id) {
        if (id.equals(Trees.EMPTY)) {
            return RawTree.EMPTY;
        }
        Optional<RawTree> made = memory.flatMap(objects -> objects.tree(id));
        if (made.isPresent()) {
            return made.get();
        }
        RawTree known = trees.get(id);
        if (known == null) {
            known = new RawTree(id, read(id, Constants.OBJ_TREE));
            trees.put(known);
        }
        return known;
    }

    private byte[] read(ObjectId id, int type) {
        try {
            return reader.open(id, type).getCachedBytes(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw failure(id, e);
        }
    }

    /** Reads what a path needs; if that fails, the path is named too. */
    static <T> T forPath(RepoPath path, Supplier<T> read) {
        try {
            return read.get();
        } catch (RrException e) {
            if (e.code() != ErrorCode.MISSING_OBJECT && e.code() != ErrorCode.CORRUPT && e.code() != ErrorCode.IO) {
                throw e;
            }
            throw new RrException(e.code(), e.getMessage() + ", which '" + path + "' needs", e.hint(), e);
        }
    }

    /** As {@link #forPath}, for a folder; the top of a tree has no name. */
    static <T> T forFolder(Optional<RepoPath> folder, Supplier<T> read) {
        return folder.isPresent() ? forPath(folder.get(), read) : read.get();
    }

    static RrException failure(ObjectId id, IOException e) {
        if (e instanceof MissingObjectException) {
            return new RrException(
                    ErrorCode.MISSING_OBJECT,
                    "object " + id.name() + " is not in the repository",
                    "fetch it: the clone is shallow or partial, or the repository is damaged (git fsck)",
                    e);
        }
        if (e instanceof IncorrectObjectTypeException) {
            return new RrException(ErrorCode.CORRUPT, "object " + id.name() + " is of another kind", "run git fsck", e);
        }
        if (e instanceof CorruptObjectException) {
            return new RrException(
                    ErrorCode.CORRUPT,
                    "object " + id.name() + " is damaged: " + e.getMessage(),
                    "fetch or copy it from another clone; git fsck lists what else is damaged",
                    e);
        }
        return new RrException(
                ErrorCode.IO, "object " + id.name() + " cannot be read: " + e.getMessage(), IoProblem.hint(e), e);
    }
}
