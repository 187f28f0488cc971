package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads trees and blobs, and turns what can go wrong into RR's errors. Not thread-safe; the reader is borrowed. */
final class ObjectSource {
    /** Git merges no text larger than this. */
    static final long MAX_TEXT = 1023L * 1024 * 1024;

    private static final int KEPT_TREES = 1024;
    private static final int LARGEST_KEPT_TREE = 32 << 10;

    private final ObjectReader reader;
    private final Map<ObjectId, SortedMap<RepoPath, Version>> trees = new Recent<>();
    private final Map<ObjectId, byte[]> rawTrees = new Recent<>();

    /** The most recently used of what was read. */
    private static final class Recent<T> extends LinkedHashMap<ObjectId, T> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, T> eldest) {
            return size() > KEPT_TREES;
        }
    }

    ObjectSource(ObjectReader reader) {
        this.reader = reader;
    }

    /** Gives the entries of a tree by name, not to be changed; none for a missing folder. */
    SortedMap<RepoPath, Version> entries(Optional<ObjectId> tree) {
        if (tree.isEmpty() || tree.get().equals(Trees.EMPTY)) {
            return Collections.emptySortedMap();
        }
        SortedMap<RepoPath, Version> known = trees.get(tree.get());
        if (known == null) {
            known = TreeEntries.parse(tree.get(), rawTree(tree.get()));
            trees.put(tree.get(), known);
        }
        return known;
    }

    /** Gives the bytes of a blob. */
    byte[] blob(ObjectId id) {
        return read(id, Constants.OBJ_BLOB);
    }

    /** Gives the size of a blob in bytes, without reading it. */
    long size(ObjectId id) {
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
            Optional<Version> found = folder.equals(Trees.EMPTY)
                    ? Optional.empty()
                    : TreeEntries.find(folder, rawTree(folder), bytes, start, i);
            if (i == bytes.length || found.isEmpty() || !found.get().isTree()) {
                return i == bytes.length ? found : Optional.empty();
            }
            folder = found.get().id();
            start = i + 1;
        }
        return Optional.empty();
    }

    private byte[] rawTree(ObjectId id) {
        byte[] known = rawTrees.get(id);
        if (known == null) {
            known = read(id, Constants.OBJ_TREE);
            if (known.length <= LARGEST_KEPT_TREE) {
                rawTrees.put(id, known);
            }
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
        return new RrException(ErrorCode.IO, "object " + id.name() + " cannot be read: " + e.getMessage(), "", e);
    }
}
