package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The revisions that were linked lately, from which those that differ little are made. They go when memory is short.
 * Thread-safe.
 */
final class LinkedRevisions {
    private static final int KEPT = 4;
    /** Beyond this share of all files, linking all of them anew costs no more. */
    private static final int SMALL_SHARE = 4;
    /** Beyond this share of all files, the next process had better begin with this revision. */
    private static final int FAR_SHARE = 50;

    private final KeptRevisions onDisk;
    private final Map<TreeId, SoftReference<LinkedRevision>> kept = new LinkedHashMap<>(8, 0.75f, true);

    private final Map<TreeId, FutureTask<LinkedRevision>> underWay = new HashMap<>();

    private record Base(LinkedRevision linked, List<PathChange> changes) {}

    LinkedRevisions(KeptRevisions onDisk) {
        this.onDisk = onDisk;
    }

    /** Takes a revision from the cache, if it is there. */
    void beginWith(RevisionReader reader, TreeId tree) {
        onDisk.get(tree, reader).ifPresent(found -> keep(tree, found));
    }

    /** A tree with its references resolved. Callers wait for each other only where they want the same one. */
    LinkedRevision of(RevisionReader reader, TreeId tree) {
        return of(reader, tree, () -> reader.files(tree));
    }

    /** Whether no revision is kept from which another could be made. */
    synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    /** As {@link #of(RevisionReader, TreeId)}, where the tree's files may be known already. */
    LinkedRevision of(RevisionReader reader, TreeId tree, Supplier<List<SourceFile>> files) {
        FutureTask<LinkedRevision> task;
        synchronized (this) {
            SoftReference<LinkedRevision> reference = kept.get(tree);
            LinkedRevision known = reference == null ? null : reference.get();
            if (known != null) {
                return known;
            }
            task = underWay.computeIfAbsent(tree, absent -> new FutureTask<>(() -> link(reader, tree, files)));
        }
        // Whoever comes first does the work, with what it reads by itself.
        task.run();
        try {
            LinkedRevision linked = task.get();
            keep(tree, linked);
            return linked;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the links of tree " + tree + " cannot be told", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RrException(
                    ErrorCode.CANCELLED,
                    "interrupted while references were linked",
                    "Ask again if it is still wanted.");
        } finally {
            synchronized (this) {
                underWay.remove(tree, task);
            }
        }
    }

    private LinkedRevision link(RevisionReader reader, TreeId tree, Supplier<List<SourceFile>> files) {
        Optional<Base> base = nearest(reader, tree);
        if (base.isEmpty()) {
            List<SourceFile> all = files.get();
            LinkedRevision linked = LinkedRevision.of(reader.read(all));
            onDisk.put(tree, linked, all);
            return linked;
        }
        Set<RepoPath> changed = new HashSet<>();
        base.get().changes().forEach(change -> changed.add(change.path()));
        LinkedRevision from = base.get().linked();
        LinkedRevision linked = from.to(reader.read(from.revision(), base.get().changes()), changed);
        if (changed.size() > from.revision().paths().size() / FAR_SHARE) {
            onDisk.put(tree, linked, files.get());
        }
        return linked;
    }

    private Optional<Base> nearest(RevisionReader reader, TreeId tree) {
        Optional<Base> nearest = Optional.empty();
        for (Map.Entry<TreeId, LinkedRevision> candidate : newestFirst()) {
            List<PathChange> changes = reader.diff(candidate.getKey(), tree);
            int most = candidate.getValue().revision().paths().size() / SMALL_SHARE;
            if (changes.size() <= most
                    && nearest.map(base -> changes.size() < base.changes().size())
                            .orElse(true)) {
                nearest = Optional.of(new Base(candidate.getValue(), changes));
            }
        }
        return nearest;
    }

    private synchronized List<Map.Entry<TreeId, LinkedRevision>> newestFirst() {
        List<Map.Entry<TreeId, LinkedRevision>> found = new ArrayList<>();
        kept.forEach((tree, reference) -> {
            LinkedRevision linked = reference.get();
            if (linked != null) {
                found.add(0, Map.entry(tree, linked));
            }
        });
        return found;
    }

    private synchronized void keep(TreeId tree, LinkedRevision linked) {
        kept.put(tree, new SoftReference<>(linked));
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
