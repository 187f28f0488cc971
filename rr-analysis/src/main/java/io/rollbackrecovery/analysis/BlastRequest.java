package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.CommitId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for the blast radius of taking back some commits on some revision. Immutable.
 *
 * <pre>{@code
 * BlastRequest.of("HEAD~3..HEAD")
 * BlastRequest.ofCommits(session.commits()).on("main")
 * }</pre>
 */
public final class BlastRequest {
    private final Optional<String> revision;
    private final List<CommitId> commits;
    private final String on;

    private BlastRequest(Optional<String> revision, List<CommitId> commits, String on) {
        this.revision = revision;
        this.commits = commits;
        this.on = on;
    }

    /**
     * Asks for a commit or a range, on {@code HEAD}.
     *
     * @param revisionOrRange a revision as git names it, for the commit alone, or a range {@code A..B}, where an empty
     *     side means {@code HEAD}
     * @return the request
     */
    public static BlastRequest of(String revisionOrRange) {
        return new BlastRequest(Optional.of(revisionOrRange), List.of(), "HEAD");
    }

    /**
     * Asks for some commits, on {@code HEAD}.
     *
     * @param commits the commits in any order; they need not follow each other
     * @return the request
     */
    public static BlastRequest ofCommits(Collection<CommitId> commits) {
        return new BlastRequest(Optional.empty(), List.copyOf(commits), "HEAD");
    }

    /**
     * Changes the revision on which they are to be taken back.
     *
     * @param newOn a revision as git names it
     * @return a new request
     */
    public BlastRequest on(String newOn) {
        return new BlastRequest(revision, commits, newOn);
    }

    /**
     * Changes the revision on which they are to be taken back.
     *
     * @param newOn a commit
     * @return a new request
     */
    public BlastRequest on(CommitId newOn) {
        return on(newOn.hex());
    }

    /**
     * Gives the commit or range that was asked for by name.
     *
     * @return empty if commits were given instead
     */
    public Optional<String> revision() {
        return revision;
    }

    /**
     * Gives the commits that were asked for by id.
     *
     * @return empty if a commit or range was named instead
     */
    public List<CommitId> commits() {
        return commits;
    }

    /**
     * Gives the revision on which they are to be taken back.
     *
     * @return a revision as git names it
     */
    public String on() {
        return on;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlastRequest that
                && revision.equals(that.revision)
                && commits.equals(that.commits)
                && on.equals(that.on);
    }

    @Override
    public int hashCode() {
        return Objects.hash(revision, commits, on);
    }

    @Override
    public String toString() {
        return "blast radius of " + revision.orElseGet(commits::toString) + " on " + on;
    }
}
