package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.FileMode;
import java.util.List;
import java.util.Optional;

/**
 * How a tree that may not exist yet comes about. A plan writes no object; who applies it carries out its steps in order
 * and refuses it if one ends in another tree than it promised.
 */
public sealed interface TreeStep {
    /**
     * Gives the tree that the step ends in.
     *
     * @return its id
     */
    TreeId result();

    /**
     * A three-way merge, without conflict but in paths that stay as they are.
     *
     * @param base the common ancestor
     * @param ours the side whose attributes count
     * @param theirs the other side
     * @param result the merged tree
     * @param left the paths that conflict and are left as {@code ours} has them, ordered; mostly none
     * @param only the files and folders to which the merge is confined, ordered; empty for all
     */
    record Merge(TreeId base, TreeId ours, TreeId theirs, TreeId result, List<RepoPath> left, List<RepoPath> only)
            implements TreeStep {
        /** Copies the lists, so that the value is immutable. */
        public Merge {
            left = List.copyOf(left);
            only = List.copyOf(only);
        }

        /**
         * Makes a step without conflict.
         *
         * @param base the common ancestor
         * @param ours the side whose attributes count
         * @param theirs the other side
         * @param result the merged tree
         */
        public Merge(TreeId base, TreeId ours, TreeId theirs, TreeId result) {
            this(base, ours, theirs, result, List.of(), List.of());
        }
    }

    /**
     * Some files of a tree are written or removed.
     *
     * @param from the tree to begin with
     * @param edits the files, ordered by path
     * @param result the edited tree
     */
    record Edit(TreeId from, List<FileEdit> edits, TreeId result) implements TreeStep {
        /** Copies the list, so that the value is immutable. */
        public Edit {
            edits = List.copyOf(edits);
        }
    }

    /**
     * A file that is written or removed.
     *
     * @param path where
     * @param mode what it becomes
     * @param content its bytes; empty if it is removed
     */
    record FileEdit(RepoPath path, FileMode mode, Optional<Bytes> content) {}
}
