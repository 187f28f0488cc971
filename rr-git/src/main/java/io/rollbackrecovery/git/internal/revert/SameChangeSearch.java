package io.rollbackrecovery.git.internal.revert;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.SameChange;
import io.rollbackrecovery.core.plan.SameChanges;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.merge.PatchIds;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finds the commits of any branch that make the same change as others, by patch id, among those committed last. A patch
 * is read only where a commit changes the very same paths. Reads only.
 */
public final class SameChangeSearch {
    private final RepositoryAccess repository;

    /** Searches a repository. */
    public SameChangeSearch(RepositoryAccess repository) {
        this.repository = repository;
    }

    /** A change that is looked for; its patch is read when another commit changes the same paths. */
    private static final class Wanted {
        final CommitId commit;
        final List<PathChange> changes;
        private Optional<String> id = Optional.empty();

        Wanted(CommitId commit, List<PathChange> changes) {
            this.commit = commit;
            this.changes = changes;
        }

        Optional<String> id(PatchIds patches) {
            if (id.isEmpty()) {
                id = patches.id(changes);
            }
            return id;
        }
    }

    private record Found(CommitId change, RevCommit commit) {}

    /**
     * Searches.
     *
     * @param commits the commits whose changes are looked for; merges have no patch, and are found as themselves only
     * @param most how many commits to look at, the last committed of all branches first
     * @return what was found, also the commits themselves where branches have them
     */
    public SameChanges search(Collection<CommitId> commits, int most) {
        List<RefName> branches = new ArrayList<>(repository.refs("refs/heads/"));
        branches.addAll(repository.refs("refs/remotes/"));
        // A remote's HEAD only says which of its branches is the main one.
        branches.removeIf(branch ->
                branch.value().startsWith("refs/remotes/") && branch.value().endsWith("/HEAD"));
        try (ObjectReader reader = repository.jgit().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            walk.sort(RevSort.COMMIT_TIME_DESC);
            walk.setRetainBody(false);
            PatchIds patches = new PatchIds(reader, repository.recentTrees());
            Map<CommitId, Wanted> wanted = new HashMap<>();
            Map<List<RepoPath>, List<Wanted>> byPaths = new HashMap<>();
            for (CommitId id : commits) {
                Wanted one = new Wanted(id, changesIfThere(walk, patches, walk.parseCommit(Ids.jgit(id))));
                wanted.put(id, one);
                if (!one.changes.isEmpty()) {
                    byPaths.computeIfAbsent(paths(one.changes), absent -> new ArrayList<>())
                            .add(one);
                }
            }
            Map<RevCommit, BitSet> reached = new HashMap<>();
            for (int i = 0; i < branches.size(); i++) {
                Optional<ObjectId> tip = repository.commitAt(branches.get(i)).map(Ids::jgit);
                if (tip.isPresent()) {
                    RevCommit commit = walk.parseCommit(tip.get());
                    walk.markStart(commit);
                    reached.computeIfAbsent(commit, absent -> new BitSet()).set(i);
                }
            }
            List<Found> found = new ArrayList<>();
            int looked = 0;
            int unread = 0;
            RevCommit next = walk.next();
            while (next != null && looked < most) {
                looked++;
                BitSet own = reached.getOrDefault(next, new BitSet());
                for (RevCommit parent : next.getParents()) {
                    reached.computeIfAbsent(parent, absent -> new BitSet()).or(own);
                }
                try {
                    found.addAll(match(walk, patches, next, wanted, byPaths));
                } catch (RrException e) {
                    if (e.code() != ErrorCode.MISSING_OBJECT) {
                        throw e;
                    }
                    // A partial clone: what this commit changes cannot be told.
                    unread++;
                }
                next = walk.next();
            }
            List<SameChange> all = new ArrayList<>();
            for (Found one : found) {
                List<RefName> names = reached.getOrDefault(one.commit, new BitSet()).stream()
                        .mapToObj(branches::get)
                        .sorted()
                        .toList();
                all.add(new SameChange(one.change, Ids.commit(one.commit), names));
            }
            return new SameChanges(all, looked - unread, next == null && unread == 0);
        } catch (IOException e) {
            throw Failures.of("look for the same changes on other branches", e);
        }
    }

    private static List<Found> match(
            RevWalk walk,
            PatchIds patches,
            RevCommit commit,
            Map<CommitId, Wanted> wanted,
            Map<List<RepoPath>, List<Wanted>> byPaths)
            throws IOException {
        CommitId id = Ids.commit(commit);
        if (wanted.containsKey(id)) {
            return List.of(new Found(id, commit));
        }
        List<PathChange> changes = byPaths.isEmpty() ? List.of() : changes(walk, patches, commit);
        List<Found> found = new ArrayList<>();
        Optional<String> patch = Optional.empty();
        for (Wanted one : byPaths.getOrDefault(paths(changes), List.of())) {
            if (patch.isEmpty()) {
                patch = patches.id(changes);
            }
            if (patch.isPresent() && patch.equals(one.id(patches))) {
                found.add(new Found(one.commit, commit));
            }
        }
        return found;
    }

    /** What a commit changes; nothing if the clone has not what that takes: then it is found as itself only. */
    private static List<PathChange> changesIfThere(RevWalk walk, PatchIds patches, RevCommit commit)
            throws IOException {
        try {
            return changes(walk, patches, commit);
        } catch (RrException e) {
            if (e.code() == ErrorCode.MISSING_OBJECT) {
                return List.of();
            }
            throw e;
        }
    }

    /** What a commit changes; nothing for a merge. */
    private static List<PathChange> changes(RevWalk walk, PatchIds patches, RevCommit commit) throws IOException {
        if (commit.getParentCount() > 1) {
            return List.of();
        }
        TreeId before = commit.getParentCount() == 0
                ? GitSourceReader.EMPTY_TREE
                : Ids.tree(walk.parseCommit(commit.getParent(0)).getTree());
        return patches.changes(before, Ids.tree(commit.getTree()));
    }

    private static List<RepoPath> paths(List<PathChange> changes) {
        return changes.stream().map(PathChange::path).toList();
    }
}
