package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.worktree.PathSafety;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a tree, every one of which may be written to a disk.
 *
 * @param files what each path is, ordered by path
 * @param folders the paths above them
 */
record TreeListing(SortedMap<RepoPath, File> files, Set<RepoPath> folders) {
    private static final String ATTRIBUTES = ".gitattributes";

    /**
     * A file of a tree.
     *
     * @param mode what it is
     * @param id its content; of a submodule, the commit
     */
    record File(FileMode mode, ObjectId id) {}

    /**
     * Lists a tree.
     *
     * @throws RrException {@code UNSAFE_PATH} if a path must not or cannot be written, {@code CORRUPT} if the tree has
     *     one twice
     */
    static TreeListing of(ObjectId tree, ObjectReader reader) throws IOException {
        SortedMap<RepoPath, File> files = new TreeMap<>();
        Set<RepoPath> folders = new HashSet<>();
        if (!tree.equals(Constants.EMPTY_TREE_ID)) {
            try (TreeWalk walk = new TreeWalk(reader)) {
                walk.addTree(tree);
                walk.setRecursive(true);
                while (walk.next()) {
                    RepoPath path = pathOf(walk);
                    File file = new File(FileMode.of(walk.getRawMode(0)), walk.getObjectId(0));
                    if (files.put(path, file) != null) {
                        throw corrupt("tree " + tree.name() + " has the path '" + path + "' twice");
                    }
                    for (Optional<RepoPath> folder = path.parent(); folder.isPresent() && folders.add(folder.get()); ) {
                        folder = folder.get().parent();
                    }
                }
            }
        }
        return new TreeListing(Collections.unmodifiableSortedMap(files), Collections.unmodifiableSet(folders));
    }

    private static RepoPath pathOf(TreeWalk walk) {
        RepoPath path;
        try {
            path = RepoPath.ofBytes(walk.getRawPath());
        } catch (IllegalArgumentException broken) {
            throw corrupt("a tree names no valid path: '" + walk.getPathString() + "'");
        }
        PathSafety.objection(path).ifPresent(reason -> {
            throw unsafe(path, reason);
        });
        return path;
    }

    private static RrException corrupt(String message) {
        return new RrException(ErrorCode.CORRUPT, message, "Check the repository with git fsck.");
    }

    static RrException unsafe(RepoPath path, String reason) {
        return new RrException(
                ErrorCode.UNSAFE_PATH,
                "cannot check out the path '" + path + "': " + reason,
                "Look at the commit that added it; skip it in a search.");
    }

    /** Answers the attribute files; trees that have the same ones convert line ends alike. */
    SortedMap<RepoPath, File> attributeFiles() {
        SortedMap<RepoPath, File> found = new TreeMap<>(files);
        found.keySet().removeIf(path -> !path.name().equals(ATTRIBUTES));
        return found;
    }
}
