package io.rollbackrecovery.core.history;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;

/**
 * A commit, as far as RR reads it. Immutable.
 *
 * @param id its id
 * @param tree the files it records
 * @param parents its parents, in Git's order; none for a root commit, several for a merge
 * @param author who wrote the change
 * @param committer who recorded it
 * @param message the whole message, as recorded
 */
public record Commit(
        CommitId id, TreeId tree, List<CommitId> parents, Signature author, Signature committer, String message) {
    /** Copies the list, so that the value is immutable. */
    public Commit {
        parents = List.copyOf(parents);
    }

    /**
     * Gives the subject as {@code git log --format=%s} does: the first paragraph, its lines joined by a space.
     *
     * @return the subject; empty if the message is
     */
    public String subject() {
        StringBuilder subject = new StringBuilder();
        for (String line : message.stripLeading().split("\n", -1)) {
            String text = line.strip();
            if (text.isEmpty()) {
                break;
            }
            subject.append(subject.isEmpty() ? "" : " ").append(text);
        }
        return subject.toString();
    }

    /**
     * Gives the trailers of the message ({@code Key: value} lines of its last paragraph).
     *
     * @return the trailers in order, duplicates kept; empty if there are none
     */
    public List<Trailer> trailers() {
        return Trailer.parse(message);
    }
}
