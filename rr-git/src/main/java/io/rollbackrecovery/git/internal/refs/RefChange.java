package io.rollbackrecovery.git.internal.refs;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * One ref's move.
 *
 * @param name the full name, under {@code refs/}
 * @param from where the ref must point for the move to happen; empty: it must not exist
 * @param to where it points afterwards; empty: it is deleted
 */
public record RefChange(String name, Optional<ObjectId> from, Optional<ObjectId> to) {
    /** Answers a move of a ref that exists. */
    public static RefChange move(String name, ObjectId from, ObjectId to) {
        return new RefChange(name, Optional.of(from), Optional.of(to));
    }

    /** Answers the creation of a ref. */
    public static RefChange create(String name, ObjectId to) {
        return new RefChange(name, Optional.empty(), Optional.of(to));
    }

    /** Answers the deletion of a ref. */
    public static RefChange delete(String name, ObjectId from) {
        return new RefChange(name, Optional.of(from), Optional.empty());
    }

    /** Answers the move that takes this one back. */
    public RefChange inverse() {
        return new RefChange(name, to, from);
    }
}
