package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds the later commits that are in the way of taking a commit back: where the conflict is about lines, those that
 * changed the lines in conflict or lines that touch them (followed through renames and merges, as blame does); else, and
 * where no such commit is found, those that changed the path. A commit that merely merges what its parents have is not
 * among them.
 */
final class BlockingCommits {
    private static final int MOST_COMMITS = 20_000;
    private static final int MOST_FOUND = 100;
    private static final int MOST_STEPS = 200_000;
    private static final long MOST_BYTES = 8L << 20;

    private final ObjectSource source;
    private final CommitGraph graph;
    private final RenameSettings renames;
    private final Set<CommitId> leftOut;
    private final List<CommitId> later;
    private final Map<CommitId, Commit> commits = new HashMap<>();
    private boolean bounded;
    private int steps;

    /**
     * Looks at the commits between two.
     *
     * @param source reads the repository, and what earlier steps made
     * @param graph the commits
     * @param renames how renames are followed
     * @param commit the commit that is taken back
     * @param tip the commit up to which later ones are looked at; those that it has beside {@code commit} count too
     * @param leftOut commits that are taken back already
     */
    BlockingCommits(
            ObjectSource source,
            CommitGraph graph,
            RenameSettings renames,
            CommitId commit,
            CommitId tip,
            Set<CommitId> leftOut) {
        this.source = source;
        this.graph = graph;
        this.renames = renames;
        this.leftOut = leftOut;
        List<CommitId> range = graph.isAncestor(commit, tip) ? graph.range(List.of(commit), tip) : List.of();
        this.later = range.subList(0, Math.min(range.size(), MOST_COMMITS));
        this.bounded = range.size() > MOST_COMMITS;
    }

    private Commit commit(CommitId id) {
        return commits.computeIfAbsent(id, graph::commit);
    }

    /**
     * Gives the conflicts with the commits that are in their way, newest first, at most a hundred for each. History is
     * walked once for all of them, and no further than {@link #isBounded()} says.
     */
    List<Conflict> explain(List<Conflict> conflicts) {
        if (later.isEmpty()) {
            return conflicts;
        }
        List<Walk> byLines = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            byLines.add(new Walk(start(conflict), lines(conflict, start(conflict))));
        }
        follow(byLines.stream().filter(walk -> walk.byLines).toList());
        List<Walk> walks = new ArrayList<>();
        for (Walk walk : byLines) {
            walks.add(walk.found.isEmpty() ? new Walk(walk.start, Optional.empty()) : walk);
        }
        follow(walks.stream().filter(walk -> walk.found.isEmpty()).toList());
        List<Conflict> explained = new ArrayList<>();
        for (int i = 0; i < conflicts.size(); i++) {
            Conflict conflict = conflicts.get(i);
            explained.add(new Conflict(
                    conflict.path(),
                    conflict.kind(),
                    conflict.base(),
                    conflict.ours(),
                    conflict.theirs(),
                    conflict.hunks(),
                    walks.get(i).found));
        }
        return explained;
    }

    /** Whether there was more history than was looked at, so that commits may be missing. */
    boolean isBounded() {
        return bounded;
    }

    private static RepoPath start(Conflict conflict) {
        return conflict.ours().or(conflict::base).map(SourceFile::path).orElse(conflict.path());
    }

    /** The lines in conflict, as they are numbered in the newest commit. */
    private Optional<LineSet> lines(Conflict conflict, RepoPath path) {
        if (conflict.hunks().isEmpty() || conflict.ours().isEmpty()) {
            return Optional.empty();
        }
        LineSet lines = LineSet.none();
        for (Conflict.Hunk hunk : conflict.hunks()) {
            lines = lines.with(hunk.ours().first() - 1, hunk.ours().last());
        }
        Optional<Version> newest = find(commit(later.get(0)).tree(), path).filter(Version::isFile);
        ObjectId ours = ObjectId.fromString(conflict.ours().get().blob().hex());
        if (newest.isEmpty() || newest.get().id().equals(ours)) {
            return Optional.of(lines);
        }
        return Optional.of(lines.before(edits(newest.get().id(), ours)));
    }

    /** A path that is followed, and the places in it. */
    private record Trail(RepoPath path, Optional<LineSet> lines) {
        Trail join(Trail other) {
            Optional<LineSet> joined = lines.isPresent() && other.lines.isPresent()
                    ? Optional.of(lines.get().union(other.lines.get()))
                    : Optional.empty();
            return new Trail(path, joined);
        }
    }

    /** One conflict on its way through history. */
    private final class Walk {
        final RepoPath start;
        final boolean byLines;
        final Map<CommitId, Trail> trails = new HashMap<>();
        final List<CommitId> found = new ArrayList<>();

        Walk(RepoPath start, Optional<LineSet> lines) {
            this.start = start;
            this.byLines = lines.isPresent();
            trails.put(later.get(0), new Trail(start, lines));
        }

        boolean isOver() {
            return trails.isEmpty() || found.size() == MOST_FOUND;
        }

        void step(CommitId id, Trail trail, Set<CommitId> inReach) {
            Map<CommitId, Trail> before = new HashMap<>();
            if (changed(commit(id), trail, before) && !leftOut.contains(id)) {
                found.add(id);
            }
            before.forEach((parent, older) -> {
                if (inReach.contains(parent)) {
                    trails.merge(parent, older, Trail::join);
                }
            });
        }
    }

    private void follow(List<Walk> walks) {
        if (walks.isEmpty()) {
            return;
        }
        Set<CommitId> inReach = new HashSet<>(later);
        List<Walk> active = new ArrayList<>(walks);
        for (CommitId id : later) {
            active.removeIf(Walk::isOver);
            if (active.isEmpty()) {
                return;
            }
            for (Walk walk : active) {
                Trail trail = walk.trails.remove(id);
                if (trail != null) {
                    if (steps++ == MOST_STEPS) {
                        bounded = true;
                        return;
                    }
                    walk.step(id, trail, inReach);
                }
            }
        }
    }

    /** Whether a commit changed what is followed; fills in where it goes on in the parents. */
    private boolean changed(Commit commit, Trail trail, Map<CommitId, Trail> before) {
        Optional<Version> now = entry(commit.tree(), trail.path);
        Map<CommitId, Optional<Version>> old = new HashMap<>();
        for (CommitId parent : commit.parents()) {
            Optional<Version> entry = entry(commit(parent).tree(), trail.path);
            if (entry.equals(now)) {
                before.put(parent, trail);
                return false;
            }
            old.put(parent, entry);
        }
        boolean touchedForAll = true;
        for (CommitId parent : commit.parents()) {
            Optional<Version> then = old.getOrDefault(parent, Optional.empty());
            RepoPath path = trail.path;
            if (then.isEmpty() && now.isPresent()) {
                Optional<RepoPath> from = renamedFrom(commit(parent).tree(), commit.tree(), path);
                if (from.isEmpty()) {
                    continue;
                }
                path = from.get();
                then = entry(commit(parent).tree(), path);
            }
            if (trail.lines.isPresent() && isText(now) && isText(then)) {
                List<LineEdit> edits =
                        edits(then.orElseThrow().id(), now.orElseThrow().id());
                touchedForAll &= trail.lines.get().isTouchedBy(edits);
                before.put(parent, new Trail(path, Optional.of(trail.lines.get().before(edits))));
            } else {
                before.put(parent, new Trail(path, Optional.empty()));
            }
        }
        return touchedForAll;
    }

    private boolean isText(Optional<Version> version) {
        return version.isPresent()
                && version.get().isFile()
                && source.size(version.get().id()) <= MOST_BYTES;
    }

    private List<LineEdit> edits(ObjectId from, ObjectId to) {
        if (from.equals(to)) {
            return List.of();
        }
        LineTable table = new LineTable();
        TextLines before = table.lines(source.blob(from));
        TextLines after = table.lines(source.blob(to));
        return LineDiff.edits(before.numbers, after.numbers, table.size());
    }

    private Optional<Version> find(TreeId tree, RepoPath path) {
        return source.find(ObjectId.fromString(tree.hex()), path);
    }

    /** What is at a path; all folders count as the same. */
    private Optional<Version> entry(TreeId tree, RepoPath path) {
        return find(tree, path).map(version -> version.isTree() ? new Version(Version.TREE, Trees.EMPTY) : version);
    }

    /** Where a path that a commit added came from. */
    private Optional<RepoPath> renamedFrom(TreeId before, TreeId after, RepoPath added) {
        if (!renames.enabled()) {
            return Optional.empty();
        }
        RenameCandidates candidates = TreeChanges.candidates(source, before, after);
        // Only this path is asked for, so that a commit that moved a thousand files is not compared thousand by
        // thousand.
        candidates.added.keySet().retainAll(List.of(RenameCandidates.key(added)));
        candidates.removed.keySet().forEach(path -> candidates.relevant.put(path, RenameCandidates.Relevance.CONTENT));
        Similarity similarity = new Similarity(source, renames.countsUnfinishedLine());
        RenameDetector detector = new RenameDetector(similarity, Side.OURS, candidates, renames.limit());
        detector.detect();
        return Optional.ofNullable(detector.renames().get(RenameCandidates.key(added)))
                .map(RenameCandidates::path);
    }
}
