package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the commits of a series at which nothing dangles that did not before it. To judge a tree against the one before
 * the series costs all that changed in between, so each is first judged against its parent, which costs what the commit
 * changed: from a clean parent, a commit that leaves nothing new dangling is clean; from one that is not, a commit that
 * mends nothing is not clean either. Only where that does not tell, the whole is looked at. The two ways differ where a name
 * means something else in between (two modules of one name) and then nothing: from one to the next nothing dangles anew.
 */
final class CleanStopSearch {
    private final SourceReader source;
    private final CommitGraph commits;
    private final ReferenceJudge judge;
    private final TreeId before;
    private final Set<CommitId> series;
    private final Map<CommitId, Boolean> clean = new HashMap<>();

    CleanStopSearch(
            SourceReader source,
            CommitGraph commits,
            ReferenceJudge judge,
            CommitId base,
            Collection<CommitId> series) {
        this.source = source;
        this.commits = commits;
        this.judge = judge;
        this.before = treeOf(base);
        this.series = new HashSet<>(series);
    }

    private TreeId treeOf(CommitId commit) {
        return commits.commit(commit).tree();
    }

    boolean isClean(CommitId commit) {
        Deque<CommitId> line = new ArrayDeque<>();
        CommitId at = commit;
        while (!clean.containsKey(at) && line.add(at)) {
            List<CommitId> parents = commits.commit(at).parents();
            if (parents.isEmpty() || !series.contains(parents.get(0))) {
                break;
            }
            at = parents.get(0);
        }
        while (!line.isEmpty()) {
            CommitId next = line.removeLast();
            clean.put(next, look(next));
        }
        return clean.getOrDefault(commit, false);
    }

    private boolean look(CommitId commit) {
        TreeId tree = treeOf(commit);
        List<CommitId> parents = commits.commit(commit).parents();
        if (parents.isEmpty() || !clean.containsKey(parents.get(0))) {
            return leavesNothing(before, tree);
        }
        TreeId parent = treeOf(parents.get(0));
        boolean fromClean = clean.getOrDefault(parents.get(0), false);
        boolean isTold = fromClean ? leavesNothing(parent, tree) : leavesNothing(tree, parent);
        return isTold ? fromClean : leavesNothing(before, tree);
    }

    private boolean leavesNothing(TreeId from, TreeId to) {
        return judge.dangling(source, from, from, to).isEmpty();
    }
}
