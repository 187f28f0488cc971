package io.rollbackrecovery.git.internal.refs;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Why a set of refs cannot be moved now. Nothing has changed.
 *
 * @param kind what is in the way
 * @param name the ref that was to be moved
 * @param expected of a stale one, where it should have pointed; empty: it should not have existed
 * @param actual of a stale one, where it points; empty: it does not exist
 * @param other of a conflict, the ref whose name cannot stand beside it
 */
public record RefProblem(
        Kind kind, String name, Optional<ObjectId> expected, Optional<ObjectId> actual, Optional<String> other) {
    /** What is in the way. */
    public enum Kind {
        /** The ref is no longer where it was expected: someone else moved it. */
        STALE,
        /** A ref of a name such as {@code a} keeps one such as {@code a/b} from existing. */
        NAME_CONFLICT
    }

    static RefProblem stale(String name, Optional<ObjectId> expected, Optional<ObjectId> actual) {
        return new RefProblem(Kind.STALE, name, expected, actual, Optional.empty());
    }

    static RefProblem conflict(String name, String other) {
        return new RefProblem(Kind.NAME_CONFLICT, name, Optional.empty(), Optional.empty(), Optional.of(other));
    }

    /** Answers one sentence for people. */
    public String describe() {
        return kind == Kind.STALE
                ? name + " is at " + text(actual) + " and no longer at " + text(expected)
                : name + " cannot exist beside " + other.orElse("");
    }

    private static String text(Optional<ObjectId> id) {
        return id.map(ObjectId::name).orElse("no commit");
    }
}
