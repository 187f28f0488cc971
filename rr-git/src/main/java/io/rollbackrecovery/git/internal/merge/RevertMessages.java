package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Optional;

/** The messages of commits that revert others, as {@code git revert} writes them (since git 2.43 also of re-applies). */
public final class RevertMessages {
    private static final String REVERT = "Revert \"";

    private RevertMessages() {}

    /**
     * Gives the message of a commit that reverts one other.
     *
     * @param commit the commit that is reverted
     * @param parent the parent that the revert returns to, for a merge commit
     * @return the whole message, ending with a line feed
     */
    public static String revert(Commit commit, Optional<CommitId> parent) {
        return revert(commit, parent, List.of());
    }

    /**
     * Gives the message of a commit that reverts one other, perhaps in part. Git has no words for that; they are such
     * that nobody takes the commit for reverted.
     *
     * @param commit the commit that is reverted
     * @param parent the parent that the revert returns to, for a merge commit
     * @param only the paths that are taken back; empty for all
     * @return the whole message, ending with a line feed
     */
    public static String revert(Commit commit, Optional<CommitId> parent, List<RepoPath> only) {
        String subject = firstLine(commit.message());
        return only.isEmpty()
                ? title(subject) + "\n\n" + reverts(commit, parent) + "\n"
                : "Revert part of \"" + subject + "\"\n\n" + inPart(List.of(new Reverted(commit, parent)), only);
    }

    private static String inPart(List<Reverted> reverted, List<RepoPath> only) {
        StringBuilder text = new StringBuilder("This takes back what these commits did to some paths.\n\n");
        reverted.forEach(
                one -> text.append("Commit: ").append(one.commit().id().hex()).append('\n'));
        only.forEach(path -> text.append("Path: ").append(path).append('\n'));
        return text.toString();
    }

    /**
     * Gives the message of one commit that reverts several others. Git has no words of its own for that, so each
     * reverted commit has the sentence that git would write for it alone.
     *
     * @param reverted the commits that are reverted with the parent that each returns to, for merge commits; in the
     *     order in which they are taken back
     * @return the whole message, ending with a line feed; that of {@link #revert} if there is one commit alone
     * @throws IllegalArgumentException if there is no commit
     */
    public static String revertAll(List<Reverted> reverted) {
        return revertAll(reverted, List.of());
    }

    /**
     * As {@link #revertAll(List)}, perhaps in part.
     *
     * @param reverted the commits that are reverted with the parent that each returns to, for merge commits
     * @param only the paths that are taken back; empty for all
     * @return the whole message, ending with a line feed
     * @throws IllegalArgumentException if there is no commit
     */
    public static String revertAll(List<Reverted> reverted, List<RepoPath> only) {
        if (reverted.isEmpty()) {
            throw new IllegalArgumentException("no commit to revert");
        }
        if (reverted.size() == 1) {
            return revert(reverted.get(0).commit(), reverted.get(0).parent(), only);
        }
        if (!only.isEmpty()) {
            return "Revert part of " + reverted.size() + " commits\n\n" + inPart(reverted, only);
        }
        StringBuilder message = new StringBuilder("Revert " + reverted.size() + " commits\n\n");
        for (Reverted one : reverted) {
            message.append("  ").append(one.commit().id().abbreviated()).append(' ');
            message.append(firstLine(one.commit().message())).append('\n');
        }
        message.append('\n');
        for (Reverted one : reverted) {
            message.append(reverts(one.commit(), one.parent())).append('\n');
        }
        return message.toString();
    }

    /**
     * A commit that is reverted.
     *
     * @param commit the commit
     * @param parent the parent that the revert returns to, for a merge commit
     */
    public record Reverted(Commit commit, Optional<CommitId> parent) {}

    private static String title(String subject) {
        // Git leaves the revert of a revert of a revert as it is: such names can be nested without end.
        boolean reapply = subject.startsWith(REVERT) && !subject.startsWith(REVERT, REVERT.length());
        return reapply ? "Reapply \"" + subject.substring(REVERT.length()) : REVERT + subject + '"';
    }

    private static String reverts(Commit commit, Optional<CommitId> parent) {
        String merged = parent.isPresent() && commit.parents().size() > 1
                ? ", reversing\nchanges made to " + parent.get().hex()
                : "";
        return "This reverts commit " + commit.id().hex() + merged + ".";
    }

    /** The first line of a message that is not blank: git takes no more of a long subject. */
    private static String firstLine(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(String::stripTrailing)
                .orElse("");
    }
}
