package io.rollbackrecovery.analysis.bisect;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.fixtures.GitFixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The commits of a test in memory: read by the real git, or made up. */
final class MapGraph implements CommitGraph {
    private final Map<CommitId, Commit> commits = new HashMap<>();

    static MapGraph of(GitFixture git, Collection<CommitId> ids) {
        MapGraph graph = new MapGraph();
        String input = ids.stream().map(CommitId::hex).collect(Collectors.joining("\n"));
        GitFixture.Result log = git.tryRunWithInput(
                input.getBytes(StandardCharsets.US_ASCII), "log", "--no-walk", "--stdin", "--format=%H;%T;%ct;%P");
        for (String line : log.out().lines().toList()) {
            String[] parts = line.split(";", -1);
            Signature signature = new Signature(
                    "T", "t@example.org", Instant.ofEpochSecond(Long.parseLong(parts[2])), ZoneOffset.UTC);
            List<CommitId> parents = parts[3].isEmpty()
                    ? List.of()
                    : Arrays.stream(parts[3].split(" ")).map(CommitId::new).toList();
            CommitId id = new CommitId(parts[0]);
            graph.commits.put(id, new Commit(id, new TreeId(parts[1]), parents, signature, signature, ""));
        }
        return graph;
    }

    /** Adds a commit of a made-up id. */
    CommitId add(long date, List<CommitId> parents) {
        CommitId id = new CommitId(String.format(Locale.ROOT, "%040x", 0xabc000000L + commits.size()));
        TreeId tree = new TreeId(String.format(Locale.ROOT, "%040x", 0xdef000000L + commits.size()));
        Signature signature = new Signature("T", "t@example.org", Instant.ofEpochSecond(date), ZoneOffset.UTC);
        commits.put(id, new Commit(id, tree, parents, signature, signature, ""));
        return id;
    }

    @Override
    public Optional<CommitId> resolve(String revision) {
        return commits.keySet().stream().filter(id -> id.hex().equals(revision)).findFirst();
    }

    @Override
    public Commit commit(CommitId id) {
        Commit commit = commits.get(id);
        if (commit == null) {
            throw new RrException(ErrorCode.MISSING_OBJECT, "there is no commit " + id, "");
        }
        return commit;
    }

    @Override
    public List<CommitId> range(List<CommitId> from, CommitId to) {
        throw new UnsupportedOperationException("the search walks the commits itself");
    }

    @Override
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        Set<CommitId> seen = new HashSet<>();
        Deque<CommitId> pending = new ArrayDeque<>(List.of(descendant));
        while (!pending.isEmpty()) {
            CommitId next = pending.pop();
            if (seen.add(next)) {
                pending.addAll(commit(next).parents());
            }
        }
        return seen.contains(ancestor);
    }
}
