package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.source.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/** What a path of a work tree is, or is to be. */
public sealed interface Content {
    /** Nothing is there. */
    record Absent() implements Content {}

    /**
     * What a tree records, with the line ends that its attributes ask for.
     *
     * @param mode what it is
     * @param id the blob
     */
    record Tracked(FileMode mode, ObjectId id) implements Content {}

    /**
     * A file as it was captured, byte for byte.
     *
     * @param permissions its permission bits
     * @param size the number of bytes
     * @param id the blob in RR's store
     */
    record CapturedFile(int permissions, long size, ObjectId id) implements Content {}

    /**
     * A symbolic link as it was captured.
     *
     * @param id the blob in RR's store that holds the target's bytes
     */
    record CapturedLink(ObjectId id) implements Content {}

    /** Gives the content of a path where nothing is. */
    static Content absent() {
        return new Absent();
    }
}
