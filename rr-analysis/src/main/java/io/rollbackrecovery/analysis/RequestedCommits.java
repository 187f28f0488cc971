package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The commits that a request means, newest first, and the revision they are to be taken back on. */
record RequestedCommits(CommitId on, List<CommitId> commits) {
    static RequestedCommits of(BlastRequest request, CommitGraph graph) {
        CommitId on = resolve(request.on(), graph);
        if (request.revision().isEmpty()) {
            return new RequestedCommits(on, newestFirst(request.commits(), on, graph));
        }
        String revision = request.revision().get();
        int dots = revision.indexOf("..");
        if (dots < 0) {
            return new RequestedCommits(on, List.of(resolve(revision, graph)));
        }
        if (revision.startsWith("...", dots)) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "'" + revision + "' is a symmetric difference, which is no set of commits to take back.",
                    "Write A..B for the commits of B that A does not have.");
        }
        CommitId from = resolve(orHead(revision.substring(0, dots)), graph);
        CommitId to = resolve(orHead(revision.substring(dots + 2)), graph);
        return new RequestedCommits(on, graph.range(List.of(from), to));
    }

    private static String orHead(String side) {
        return side.isEmpty() ? "HEAD" : side;
    }

    private static CommitId resolve(String revision, CommitGraph graph) {
        return graph.resolve(revision)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_REVISION,
                        "'" + revision + "' names no commit of this repository.",
                        "Look with 'git log --oneline --all' for the commit that you mean."));
    }

    /** Sorts commits by history. Those that {@code on} does not reach come last, by time. */
    private static List<CommitId> newestFirst(List<CommitId> given, CommitId on, CommitGraph graph) {
        Set<CommitId> wanted = new HashSet<>(given);
        if (wanted.size() < 2) {
            return List.copyOf(wanted);
        }
        Comparator<CommitId> byTime = Comparator.<CommitId>comparingLong(id -> seconds(graph.commit(id)))
                .thenComparing(id -> id);
        CommitId oldest = wanted.stream().min(byTime).orElseThrow();
        List<CommitId> order = new ArrayList<>(graph.range(graph.commit(oldest).parents(), on));
        if (!order.containsAll(wanted)) {
            // Clocks lie: the whole history knows the order.
            order = new ArrayList<>(graph.range(List.of(), on));
        }
        order.retainAll(wanted);
        order.forEach(wanted::remove);
        wanted.stream().sorted(byTime.reversed()).forEach(order::add);
        return List.copyOf(order);
    }

    private static long seconds(Commit commit) {
        return commit.committer().time().getEpochSecond();
    }

    /** All commits since before the oldest of these, up to {@link #on()}, newest first; those asked for among them. */
    List<CommitId> timeline(CommitGraph graph) {
        if (commits.isEmpty()) {
            return List.of();
        }
        List<CommitId> timeline =
                new ArrayList<>(graph.range(graph.commit(oldest()).parents(), on));
        Set<CommitId> elsewhere = new LinkedHashSet<>(commits);
        timeline.forEach(elsewhere::remove);
        timeline.addAll(elsewhere);
        return timeline;
    }

    /** The oldest of the commits, of which there must be one. */
    CommitId oldest() {
        return commits.get(commits.size() - 1);
    }
}
