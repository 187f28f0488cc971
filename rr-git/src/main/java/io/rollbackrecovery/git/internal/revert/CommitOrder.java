package io.rollbackrecovery.git.internal.revert;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.Ids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** Puts commits into the order in which they are taken back: newest first, a commit before its ancestors. */
public final class CommitOrder {
    private CommitOrder() {}

    /**
     * Orders commits.
     *
     * @param repository their repository
     * @param commits the commits, in any order; they need not be related
     * @return all of them, a commit before its ancestors, the later committed first
     */
    public static List<CommitId> newestFirst(Repository repository, Collection<CommitId> commits) {
        Set<CommitId> missing = new LinkedHashSet<>(commits);
        List<CommitId> ordered = new ArrayList<>();
        while (missing.size() > 1) {
            List<CommitId> found = walk(repository, missing);
            ordered.addAll(found);
            found.forEach(missing::remove);
        }
        ordered.addAll(missing);
        return List.copyOf(ordered);
    }

    /**
     * Walks from all commits down to where the one with the oldest date begins. A commit with a skewed date may lie
     * below that; then it is left for another walk, and comes after all that were found.
     */
    private static List<CommitId> walk(Repository repository, Set<CommitId> commits) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.TOPO);
            Optional<RevCommit> oldest = Optional.empty();
            for (CommitId id : commits) {
                RevCommit commit = walk.parseCommit(Ids.jgit(id));
                walk.markStart(commit);
                if (oldest.isEmpty() || commit.getCommitTime() < oldest.get().getCommitTime()) {
                    oldest = Optional.of(commit);
                }
            }
            for (RevCommit parent : oldest.orElseThrow().getParents()) {
                walk.markUninteresting(walk.parseCommit(parent));
            }
            List<CommitId> found = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                CommitId id = Ids.commit(commit);
                if (commits.contains(id)) {
                    found.add(id);
                }
            }
            return found;
        } catch (IOException e) {
            throw Failures.of("order the commits", e);
        }
    }
}
