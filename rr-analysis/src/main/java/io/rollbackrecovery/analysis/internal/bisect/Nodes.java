package io.rollbackrecovery.analysis.internal.bisect;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The commits that a search has met, each read once. */
final class Nodes {
    private final CommitGraph graph;
    private final Map<CommitId, Node> nodes = new HashMap<>();
    private int process;

    Nodes(CommitGraph graph) {
        this.graph = graph;
    }

    /** Answers the node of a commit, parsed. */
    Node parsed(CommitId id) {
        Node node = nodes.computeIfAbsent(id, Node::new);
        parse(node);
        return node;
    }

    /** From here on git would be another process, which has parsed nothing yet. */
    void beginProcess() {
        process++;
    }

    /** Reads a commit, unless that was done. */
    void parse(Node node) {
        if (!node.isRead) {
            Commit commit = graph.commit(node.id);
            // git reads a date before 1970 as 0
            node.date = Math.max(0, commit.committer().time().getEpochSecond());
            node.parents = commit.parents().stream()
                    .map(parent -> nodes.computeIfAbsent(parent, Node::new))
                    .toArray(Node[]::new);
            node.isRead = true;
        }
        node.parsedIn = process;
    }

    /** Reads a commit where git does without it if it is missing; answers whether it is there. */
    boolean tryParse(Node node) {
        try {
            parse(node);
            return true;
        } catch (RrException missing) {
            if (missing.code() != ErrorCode.MISSING_OBJECT) {
                throw missing;
            }
            return false;
        }
    }

    /** Answers the parents, as far as git's process knows them. */
    Node[] knownParents(Node node) {
        return node.parsedIn == process ? node.parents : Node.NO_PARENTS;
    }

    /** Answers all commits met so far. */
    Collection<Node> all() {
        return nodes.values();
    }
}
