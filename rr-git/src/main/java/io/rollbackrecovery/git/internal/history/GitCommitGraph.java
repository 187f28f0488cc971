package io.rollbackrecovery.git.internal.history;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** The commits of a repository. Thread-safe: every call has a walk of its own. */
public final class GitCommitGraph implements CommitGraph {
    private static final int KEPT = 1024;

    private final Repository repository;
    private final Map<CommitId, Commit> recent = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CommitId, Commit> eldest) {
            return size() > KEPT;
        }
    });

    /** Reads commits of a repository, which stays open as long as this is used. */
    public GitCommitGraph(Repository repository) {
        this.repository = repository;
    }

    @Override
    public Optional<CommitId> resolve(String revision) {
        if (revision.isEmpty()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId id = repository.resolve(revision);
            if (id == null) {
                return Optional.empty();
            }
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit ? Optional.of(Ids.commit(object)) : Optional.empty();
        } catch (AmbiguousObjectException e) {
            throw new RrException(
                    ErrorCode.AMBIGUOUS_REVISION,
                    "'" + revision + "' is the beginning of several object ids",
                    "Write more digits.",
                    e);
        } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
            // Nothing that git could read, or a path into something that is no folder: it names nothing.
            return Optional.empty();
        } catch (MissingObjectException e) {
            if (e.getObjectId() != null && e.getObjectId().name().equals(revision)) {
                return Optional.empty();
            }
            throw Failures.of("find '" + revision + "'", e);
        } catch (IOException e) {
            throw Failures.of("find '" + revision + "'", e);
        }
    }

    @Override
    public Commit commit(CommitId id) {
        Commit known = recent.get(id);
        if (known != null) {
            return known;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            Commit read = Ids.value(walk.parseCommit(Ids.jgit(id)));
            recent.put(id, read);
            return read;
        } catch (IOException e) {
            throw Failures.of("read commit " + id, e);
        }
    }

    @Override
    public List<CommitId> range(List<CommitId> from, CommitId to) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.TOPO_KEEP_BRANCH_TOGETHER);
            walk.markStart(walk.parseCommit(Ids.jgit(to)));
            for (CommitId id : from) {
                walk.markUninteresting(walk.parseCommit(Ids.jgit(id)));
            }
            List<CommitId> commits = new ArrayList<>();
            // Not by its iterator, which hides what cannot be read in an exception of its own.
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                commits.add(Ids.commit(commit));
            }
            return List.copyOf(commits);
        } catch (IOException e) {
            throw Failures.of("list the commits up to " + to, e);
        }
    }

    @Override
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            return walk.isMergedInto(walk.parseCommit(Ids.jgit(ancestor)), walk.parseCommit(Ids.jgit(descendant)));
        } catch (IOException e) {
            throw Failures.of("compare " + ancestor + " with " + descendant, e);
        }
    }

    /** Finds the best common ancestor of two commits, the first one that git would name. */
    public Optional<CommitId> mergeBase(CommitId one, CommitId other) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(Ids.jgit(one)));
            walk.markStart(walk.parseCommit(Ids.jgit(other)));
            return Optional.ofNullable(walk.next()).map(Ids::commit);
        } catch (IOException e) {
            throw Failures.of("find the merge base of " + one + " and " + other, e);
        }
    }

    /**
     * Reads a commit and its ancestors along the first parents, in one walk.
     *
     * @param limit how many at most
     * @return newest first
     */
    public List<Commit> firstParents(CommitId tip, int limit) {
        try (RevWalk walk = new RevWalk(repository)) {
            List<Commit> line = new ArrayList<>();
            RevCommit next = walk.parseCommit(Ids.jgit(tip));
            while (line.size() < limit) {
                line.add(Ids.value(next));
                next.disposeBody();
                if (next.getParentCount() == 0) {
                    break;
                }
                next = walk.parseCommit(next.getParent(0));
            }
            return line;
        } catch (IOException e) {
            throw Failures.of("read the history of " + tip, e);
        }
    }

    /**
     * Reads the newest of the commits that one commit reaches and another does not, in one walk by commit time that ends
     * early: the answer of {@link #range} for those who need only its beginning.
     *
     * @param limit how many at most
     * @return the later committed first
     */
    public List<Commit> newest(CommitId from, CommitId to, int limit) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(Ids.jgit(to)));
            walk.markUninteresting(walk.parseCommit(Ids.jgit(from)));
            List<Commit> commits = new ArrayList<>();
            for (RevCommit next = walk.next(); next != null && commits.size() < limit; next = walk.next()) {
                walk.parseBody(next);
                commits.add(Ids.value(next));
            }
            return commits;
        } catch (IOException e) {
            throw Failures.of("list the commits up to " + to, e);
        }
    }
}
