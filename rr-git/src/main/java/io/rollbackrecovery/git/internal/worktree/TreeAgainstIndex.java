package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.index.CachedTree;
import io.rollbackrecovery.git.internal.index.Index;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Finds where an index differs from a tree. Folders whose tree the index knows ({@link CachedTree}) are not opened when
 * the trees are the same one, so a commit's own index costs one comparison of ids.
 */
final class TreeAgainstIndex {
    private static final byte[] NO_PREFIX = {};

    private final ObjectReader reader;
    private final List<IndexEntry> entries;
    private final SortedSet<RepoPath> differing = new TreeSet<>();

    private TreeAgainstIndex(ObjectReader reader, List<IndexEntry> entries) {
        this.reader = reader;
        this.entries = entries;
    }

    /**
     * Compares.
     *
     * @param reader reads the tree
     * @param tree the tree; the empty one need not be stored
     * @param index the index
     * @return the paths that only one of them has, or that they have differently, conflicts and files without staged
     *     content included
     */
    static SortedSet<RepoPath> differences(ObjectReader reader, ObjectId tree, Index index) throws IOException {
        TreeAgainstIndex comparison = new TreeAgainstIndex(reader, index.entries());
        for (IndexEntry entry : index.entries()) {
            if (entry.intentToAdd() || entry.stage() > 0) {
                comparison.differing.add(entry.path());
            }
        }
        comparison.compare(NO_PREFIX, tree, index.trees(), 0, index.entries().size());
        return comparison.differing;
    }

    private void compare(byte[] prefix, ObjectId tree, Optional<CachedTree> known, int from, int to)
            throws IOException {
        if (known.isPresent() && known.get().is(tree, to - from)) {
            return;
        }
        int next = from;
        CanonicalTreeParser parser = new CanonicalTreeParser();
        if (!tree.equals(Constants.EMPTY_TREE_ID)) {
            parser.reset(reader, tree);
            for (; !parser.eof(); parser.next()) {
                byte[] name = Arrays.copyOfRange(parser.getEntryPathBuffer(), 0, parser.getEntryPathLength());
                boolean isFolder = (parser.getEntryRawMode() & 0170000) == 0040000;
                byte[] key = join(prefix, name, isFolder);
                while (next < to && Arrays.compareUnsigned(path(next), key) < 0) {
                    differing.add(entries.get(next++).path());
                }
                int end = next;
                while (end < to && (isFolder ? startsWith(path(end), key) : Arrays.equals(path(end), key))) {
                    end++;
                }
                if (end == next) {
                    missing(key, isFolder, parser.getEntryObjectId());
                } else if (isFolder) {
                    Optional<CachedTree> inside = known.flatMap(folder -> folder.folder(name));
                    compare(key, parser.getEntryObjectId(), inside, next, end);
                } else {
                    compareFile(next, end, parser.getEntryRawMode(), parser.getEntryObjectId());
                }
                next = end;
            }
        }
        for (; next < to; next++) {
            differing.add(entries.get(next).path());
        }
    }

    private void compareFile(int from, int to, int mode, ObjectId id) {
        IndexEntry entry = entries.get(from);
        if (to - from != 1
                || entry.stage() != 0
                || FileMode.of(entry.mode()) != FileMode.of(mode)
                || !entry.id().equals(id)) {
            differing.add(entry.path());
        }
    }

    private void missing(byte[] key, boolean isFolder, ObjectId id) throws IOException {
        if (!isFolder) {
            differing.add(RepoPath.ofBytes(key));
            return;
        }
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(
                    id.equals(Constants.EMPTY_TREE_ID)
                            ? new EmptyTreeIterator()
                            : new CanonicalTreeParser(null, reader, id));
            walk.setRecursive(true);
            while (walk.next()) {
                differing.add(RepoPath.ofBytes(join(key, walk.getRawPath(), false)));
            }
        }
    }

    private byte[] path(int entry) {
        return entries.get(entry).path().bytes();
    }

    private static byte[] join(byte[] prefix, byte[] name, boolean isFolder) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + name.length + (isFolder ? 1 : 0));
        System.arraycopy(name, 0, joined, prefix.length, name.length);
        if (isFolder) {
            joined[joined.length - 1] = '/';
        }
        return joined;
    }

    private static boolean startsWith(byte[] path, byte[] prefix) {
        return path.length > prefix.length && Arrays.equals(path, 0, prefix.length, prefix, 0, prefix.length);
    }
}
