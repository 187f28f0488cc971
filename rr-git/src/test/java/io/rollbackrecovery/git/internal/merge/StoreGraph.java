package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits of an object store, for tests that have no repository; revisions are whole ids. */
final class StoreGraph implements CommitGraph {
    private final ObjectStore store;

    StoreGraph(ObjectStore store) {
        this.store = store;
    }

    private interface Work<T> {
        T in(RevWalk walk) throws IOException;
    }

    private <T> T walk(Work<T> work) {
        try (ObjectReader reader = store.newReader();
                RevWalk walk = new RevWalk(reader)) {
            return work.in(walk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectId id(CommitId id) {
        return ObjectId.fromString(id.hex());
    }

    @Override
    public Optional<CommitId> resolve(String revision) {
        return Optional.of(new CommitId(revision));
    }

    @Override
    public Commit commit(CommitId id) {
        return walk(walk -> {
            RevCommit commit = walk.parseCommit(id(id));
            return new Commit(
                    id,
                    new TreeId(commit.getTree().name()),
                    Arrays.stream(commit.getParents())
                            .map(parent -> new CommitId(parent.name()))
                            .toList(),
                    signature(commit.getAuthorIdent()),
                    signature(commit.getCommitterIdent()),
                    commit.getFullMessage());
        });
    }

    private static Signature signature(PersonIdent ident) {
        return new Signature(ident.getName(), ident.getEmailAddress(), ident.getWhenAsInstant(), ident.getZoneOffset());
    }

    @Override
    public List<CommitId> range(List<CommitId> from, CommitId to) {
        return walk(walk -> {
            walk.sort(RevSort.TOPO);
            walk.markStart(walk.parseCommit(id(to)));
            for (CommitId commit : from) {
                walk.markUninteresting(walk.parseCommit(id(commit)));
            }
            List<CommitId> range = new ArrayList<>();
            for (RevCommit commit : walk) {
                range.add(new CommitId(commit.name()));
            }
            return range;
        });
    }

    @Override
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        return walk(walk -> walk.isMergedInto(walk.parseCommit(id(ancestor)), walk.parseCommit(id(descendant))));
    }
}
