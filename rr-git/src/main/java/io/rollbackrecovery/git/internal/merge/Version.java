package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.SourceFile;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a tree has at a name.
 *
 * @param mode the mode, odd permission bits folded as git does
 * @param id the blob, tree or submodule commit
 */
record Version(int mode, ObjectId id) {
    static final int TREE = 0040000;
    private static final int KIND = 0170000;

    /** Folds the mode: git itself writes only five of them, but old trees have others. */
    static Version of(int rawMode, ObjectId id) {
        int mode = switch (rawMode & KIND) {
            case 0100000 -> (rawMode & 0100) != 0 ? 0100755 : 0100644;
            case 0120000 -> 0120000;
            case TREE -> TREE;
            default -> 0160000;
        };
        return new Version(mode, id);
    }

    boolean isTree() {
        return mode == TREE;
    }

    boolean isFile() {
        return (mode & KIND) == 0100000;
    }

    boolean isGitlink() {
        return mode == 0160000;
    }

    boolean sameKind(Version other) {
        return (mode & KIND) == (other.mode & KIND);
    }

    SourceFile toSourceFile(RepoPath path) {
        return new SourceFile(path, FileMode.of(mode), new BlobId(id.name()));
    }
}
