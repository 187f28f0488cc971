package io.rollbackrecovery.analysis.internal.bisect;

import io.rollbackrecovery.core.id.CommitId;
import java.util.Arrays;
import java.util.stream.Stream;

/** A commit with the marks that the walks put on it, as in git's struct commit. */
final class Node {
    static final Node[] NO_PARENTS = {};

    final CommitId id;
    /** The committer's time, in seconds. */
    long date;
    /** Filled once the commit was read. */
    Node[] parents = NO_PARENTS;
    /** In which of git's processes the commit was parsed; before that git does not see its parents. */
    int parsedIn = -1;

    boolean isRead;
    boolean isSeen;
    boolean isUninteresting;
    int weight;
    int place;
    int paint;

    Node(CommitId id) {
        this.id = id;
    }

    Stream<Node> interestingParents() {
        return Arrays.stream(parents).filter(parent -> !parent.isUninteresting);
    }

    @Override
    public String toString() {
        return id.hex();
    }
}
