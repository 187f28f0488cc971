package io.rollbackrecovery.git.internal.history;

import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.BlobContent;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The files of any revision. Thread-safe: every call has a reader of its own. */
public final class GitSourceReader implements SourceReader {
    /** The tree without entries, which git knows without it being stored. */
    public static final TreeId EMPTY_TREE = Ids.tree(Constants.EMPTY_TREE_ID);

    private final Supplier<ObjectReader> readers;

    /** Reads files of a repository, which stays open as long as this is used. */
    public GitSourceReader(Repository repository) {
        this(repository::newObjectReader);
    }

    /** Reads files of what the readers see; each call takes one and closes it. */
    public GitSourceReader(Supplier<ObjectReader> readers) {
        this.readers = readers;
    }

    @Override
    public List<SourceFile> files(TreeId tree) {
        try (ObjectReader reader = readers.get();
                TreeWalk walk = new TreeWalk(reader)) {
            add(walk, reader, tree);
            walk.setRecursive(true);
            List<SourceFile> files = new ArrayList<>();
            while (walk.next()) {
                file(walk, 0).ifPresent(files::add);
            }
            Collections.sort(files, (one, other) -> one.path().compareTo(other.path()));
            return Collections.unmodifiableList(files);
        } catch (IOException e) {
            throw Failures.of("list the files of tree " + tree, e);
        }
    }

    @Override
    public Optional<SourceFile> file(TreeId tree, RepoPath path) {
        if (tree.equals(EMPTY_TREE)) {
            return Optional.empty();
        }
        byte[] bytes = path.bytes();
        try (ObjectReader reader = readers.get()) {
            ObjectId folder = Ids.jgit(tree);
            int start = 0;
            while (true) {
                int end = start;
                while (end < bytes.length && bytes[end] != '/') {
                    end++;
                }
                CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, folder);
                while (!entry.eof() && !isNamed(entry, bytes, start, end)) {
                    entry.next();
                }
                if (entry.eof()) {
                    return Optional.empty();
                }
                boolean isFolder = (entry.getEntryRawMode() & 0170000) == 0040000;
                if (end == bytes.length || !isFolder) {
                    return end < bytes.length || isFolder
                            ? Optional.empty()
                            : Optional.of(new SourceFile(
                                    path, FileMode.of(entry.getEntryRawMode()), Ids.blob(entry.getEntryObjectId())));
                }
                folder = entry.getEntryObjectId();
                start = end + 1;
            }
        } catch (IOException e) {
            throw Failures.of("look for " + path + " in tree " + tree, e);
        }
    }

    private static boolean isNamed(CanonicalTreeParser entry, byte[] path, int start, int end) {
        byte[] name = new byte[entry.getNameLength()];
        entry.getName(name, 0);
        return Arrays.equals(name, 0, name.length, path, start, end);
    }

    @Override
    public BlobContent read(BlobId blob, long limit) {
        try (ObjectReader reader = readers.get()) {
            return read(reader, blob, limit);
        } catch (IOException e) {
            throw Failures.of("read blob " + blob, e);
        }
    }

    private static BlobContent read(ObjectReader reader, BlobId blob, long limit) throws IOException {
        ObjectLoader loader = reader.open(Ids.jgit(blob), Constants.OBJ_BLOB);
        if (loader.getSize() > Math.min(limit, Integer.MAX_VALUE - 16)) {
            return BlobContent.tooLarge(loader.getSize());
        }
        return BlobContent.whole(loader.getBytes(Integer.MAX_VALUE - 16));
    }

    /** With one reader for all, so that what deltas build on is made once. */
    @Override
    public void readAll(List<BlobId> blobs, long limit, BiConsumer<BlobId, Optional<BlobContent>> taker) {
        try (ObjectReader reader = readers.get()) {
            for (BlobId blob : blobs) {
                Optional<BlobContent> content;
                try {
                    content = Optional.of(read(reader, blob, limit));
                } catch (MissingObjectException e) {
                    content = Optional.empty();
                } catch (IOException e) {
                    throw Failures.of("read blob " + blob, e);
                }
                taker.accept(blob, content);
            }
        }
    }

    @Override
    public List<PathChange> diff(TreeId before, TreeId after) {
        try (ObjectReader reader = readers.get()) {
            return diff(reader, before, after);
        }
    }

    /** As {@link #diff(TreeId, TreeId)}, for trees that a reader sees, such as those of a plan that are not stored. */
    public static List<PathChange> diff(ObjectReader reader, TreeId before, TreeId after) {
        if (before.equals(after)) {
            return List.of();
        }
        try (TreeWalk walk = new TreeWalk(reader)) {
            add(walk, reader, before);
            add(walk, reader, after);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            List<PathChange> changes = new ArrayList<>();
            while (walk.next()) {
                Optional<SourceFile> old = file(walk, 0);
                Optional<SourceFile> now = file(walk, 1);
                if (!old.equals(now)) {
                    changes.add(PathChange.between(old, now));
                }
            }
            Collections.sort(changes);
            return Collections.unmodifiableList(changes);
        } catch (IOException e) {
            throw Failures.of("compare tree " + before + " with " + after, e);
        }
    }

    @Override
    public TreeId emptyTree() {
        return EMPTY_TREE;
    }

    private static void add(TreeWalk walk, ObjectReader reader, TreeId tree) throws IOException {
        ObjectId id = Ids.jgit(tree);
        if (tree.equals(EMPTY_TREE)) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(new CanonicalTreeParser(null, reader, id));
        }
    }

    private static Optional<SourceFile> file(TreeWalk walk, int tree) {
        int bits = walk.getRawMode(tree);
        if (bits == 0 || (bits & 0170000) == 0040000) {
            return Optional.empty();
        }
        return Optional.of(new SourceFile(
                RepoPath.ofBytes(walk.getRawPath()), FileMode.of(bits), Ids.blob(walk.getObjectId(tree))));
    }
}
