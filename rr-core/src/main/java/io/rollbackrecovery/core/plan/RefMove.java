package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RefName;
import java.util.Optional;

/**
 * A ref that goes from one value to another: a compare-and-swap.
 *
 * @param ref the ref
 * @param from the value that it must have; empty if it must not exist
 * @param to the value that it gets, a commit or a tag; empty if it is deleted
 */
public record RefMove(RefName ref, Optional<GitId> from, Optional<GitId> to) implements Comparable<RefMove> {
    /**
     * Moves a ref.
     *
     * @param ref the ref
     * @param from the value that it must have
     * @param to the value that it gets
     * @return the move
     */
    public static RefMove of(RefName ref, GitId from, GitId to) {
        return new RefMove(ref, Optional.of(from), Optional.of(to));
    }

    /**
     * Creates a ref.
     *
     * @param ref a ref that must not exist
     * @param to the value that it gets
     * @return the move
     */
    public static RefMove create(RefName ref, GitId to) {
        return new RefMove(ref, Optional.empty(), Optional.of(to));
    }

    /**
     * Deletes a ref.
     *
     * @param ref the ref
     * @param from the value that it must have
     * @return the move
     */
    public static RefMove delete(RefName ref, GitId from) {
        return new RefMove(ref, Optional.of(from), Optional.empty());
    }

    /**
     * Gives the move that takes this one back.
     *
     * @return from {@link #to} to {@link #from}
     */
    public RefMove inverse() {
        return new RefMove(ref, to, from);
    }

    /** Orders by ref. */
    @Override
    public int compareTo(RefMove other) {
        return ref.compareTo(other.ref);
    }
}
