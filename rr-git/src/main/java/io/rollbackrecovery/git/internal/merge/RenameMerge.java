package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.core.plan.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Follows renames in a merge, as git's merge-ort does: what one side did to a file is brought to where the other side
 * moved it. Changes the open paths of a comparison; what is a conflict whatever the content is noted in them or reported.
 */
final class RenameMerge {
    private record Pair(Side side, Optional<String> from, String to) {}

    private final ObjectSource source;
    private final Similarity similarity;
    private final RenameSettings settings;
    private final TreeComparison comparison;
    private final ContentMerge contentMerge;
    private final Map<Side, ObjectId> trees;
    private final List<Conflict> conflicts;
    private final List<Warning> warnings;

    RenameMerge(
            MergeContext context,
            TreeComparison comparison,
            ContentMerge contentMerge,
            Map<Side, ObjectId> trees,
            List<Conflict> conflicts,
            List<Warning> warnings) {
        this.source = context.source;
        this.similarity = context.similarity;
        this.settings = context.settings.renames();
        this.comparison = comparison;
        this.contentMerge = contentMerge;
        this.trees = trees;
        this.conflicts = conflicts;
        this.warnings = warnings;
    }

    void run() {
        for (Side side : List.of(Side.OURS, Side.THEIRS)) {
            if (!candidates(side).relevant.isEmpty()) {
                comparison.openPutOff(side);
            }
        }
        if (!candidates(Side.OURS).mayHaveRenames() && !candidates(Side.THEIRS).mayHaveRenames()) {
            return;
        }
        Map<Side, SortedMap<String, String>> renames = new EnumMap<>(Side.class);
        Map<Side, FolderRenameCounts> counts = new EnumMap<>(Side.class);
        int neededLimit = 0;
        for (Side side : List.of(Side.OURS, Side.THEIRS)) {
            renames.put(side, new TreeMap<>());
            if (candidates(side).mayHaveRenames()) {
                RenameDetector detector = new RenameDetector(similarity, side, candidates(side), settings.limit());
                detector.detect();
                renames.put(side, detector.renames());
                counts.put(side, detector.folderCounts());
                neededLimit = Math.max(neededLimit, detector.neededLimit());
            }
        }
        if (neededLimit > 0) {
            warnings.add(new Warning(
                    "rename-limit",
                    "too many files were added and removed to look for all renames; git would need merge.renameLimit "
                            + neededLimit));
        }
        followRenames(pairs(renames, counts));
    }

    private RenameCandidates candidates(Side side) {
        return comparison.candidates.getOrDefault(side, new RenameCandidates());
    }

    private List<Pair> pairs(Map<Side, SortedMap<String, String>> renames, Map<Side, FolderRenameCounts> counts) {
        List<Pair> all = new ArrayList<>();
        for (Side side : List.of(Side.OURS, Side.THEIRS)) {
            SortedMap<String, String> own = renames.getOrDefault(side, new TreeMap<>());
            for (String added : candidates(side).added.keySet()) {
                all.add(new Pair(side, Optional.ofNullable(own.get(added)), added));
            }
        }
        if (settings.directories() != RenameSettings.Directories.IGNORE) {
            all = moveWithFolders(all, new FolderRenames(counts));
        }
        List<Pair> pairs = new ArrayList<>(
                all.stream().filter(pair -> pair.from.isPresent()).toList());
        pairs.sort(Comparator.comparing(pair -> pair.from.orElse("")));
        return pairs;
    }

    private List<Pair> moveWithFolders(List<Pair> pairs, FolderRenames folders) {
        for (String folder : folders.unclear()) {
            conflicts.add(locationConflict(folder, Optional.empty()));
        }
        pairs.forEach(pair -> folders.announce(pair.side, pair.to));
        List<Pair> moved = new ArrayList<>();
        for (Pair pair : pairs) {
            FolderRenames.Placed placed = folders.place(pair.side, pair.to, place -> isInTheWay(pair, place));
            if (placed.placing() == FolderRenames.Placing.MOVES) {
                move(pair, placed.place());
                moved.add(new Pair(pair.side, pair.from, placed.place()));
            } else {
                if (placed.placing() == FolderRenames.Placing.BLOCKED) {
                    conflicts.add(locationConflict(placed.place(), Optional.ofNullable(open(pair.to))));
                }
                moved.add(pair);
            }
        }
        return moved;
    }

    private boolean isInTheWay(Pair pair, String place) {
        RepoPath path = RenameCandidates.path(place);
        OpenPath open = comparison.open.get(path);
        if (open != null && open.has(pair.side)) {
            return true;
        }
        if (find(pair.side, path).isPresent()) {
            return true;
        }
        Optional<Version> base = find(Side.BASE, path);
        return base.isPresent()
                && !base.get().isTree()
                && !pair.from.orElse(pair.to).equals(place);
    }

    private Optional<Version> find(Side side, RepoPath path) {
        return source.find(trees.getOrDefault(side, Trees.EMPTY), path);
    }

    private void move(Pair pair, String place) {
        RepoPath from = RenameCandidates.path(pair.to);
        RepoPath to = RenameCandidates.path(place);
        OpenPath path = comparison.open.remove(from);
        if (path == null) {
            return;
        }
        if (path.folders != 0 || path.inOurs.isPresent()) {
            comparison.taken.remove(from);
        }
        if (path.inOurs.isPresent()) {
            comparison.taken.put(from, Optional.empty());
        }
        OpenPath there = comparison.open.get(to);
        if (there == null) {
            comparison.open.put(to, path.movedTo(to));
        } else {
            there.takeOver(path);
        }
        if (settings.directories() == RenameSettings.Directories.CONFLICT) {
            Optional.ofNullable(comparison.open.get(to))
                    .ifPresent(moved -> moved.markConflict(ConflictKind.FILE_LOCATION));
        }
    }

    private static Conflict locationConflict(String place, Optional<OpenPath> path) {
        return new Conflict(
                RenameCandidates.path(place),
                ConflictKind.FILE_LOCATION,
                Optional.empty(),
                path.flatMap(
                        open -> open.version(Side.OURS).map(version -> version.toSourceFile(open.name(Side.OURS)))),
                path.flatMap(
                        open -> open.version(Side.THEIRS).map(version -> version.toSourceFile(open.name(Side.THEIRS)))),
                List.of(),
                List.of());
    }

    private void followRenames(List<Pair> pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            String from = pair.from.orElseThrow();
            OpenPath old = open(from);
            if (from.equals(pair.to) || old == null || old.isGone()) {
                continue;
            }
            boolean both = i + 1 < pairs.size() && pairs.get(i + 1).from.equals(pair.from);
            if (both) {
                followBoth(old, pair, pairs.get(++i));
            } else {
                follow(old, pair);
            }
        }
    }

    private @Nullable OpenPath open(String path) {
        return comparison.open.get(RenameCandidates.path(path));
    }

    /** Both sides renamed one path: to the same place, or to two, which is a conflict. */
    private void followBoth(OpenPath old, Pair one, Pair two) {
        OpenPath first = open(one.to);
        OpenPath second = open(two.to);
        if (first == null || second == null) {
            return;
        }
        if (one.to.equals(two.to)) {
            first.adopt(Side.BASE, old);
            old.settleAsGone();
            return;
        }
        Optional<Version> ours = first.version(one.side);
        Optional<Version> theirs = second.version(two.side);
        List<Conflict.Hunk> hunks =
                ours.isPresent() && theirs.isPresent() && ours.get().sameKind(theirs.get())
                        ? contentMerge
                                .merge(old.path, old.version(Side.BASE), ours.get(), theirs.get())
                                .hunks()
                        : List.of();
        conflicts.add(new Conflict(
                first.path,
                ConflictKind.RENAME_RENAME,
                old.version(Side.BASE).map(version -> version.toSourceFile(old.path)),
                ours.map(version -> version.toSourceFile(first.name(one.side))),
                theirs.map(version -> version.toSourceFile(second.name(two.side))),
                hunks,
                List.of()));
        old.settleAsReported();
        first.settleAsReported();
        second.settleAsReported();
    }

    private void follow(OpenPath old, Pair pair) {
        OpenPath now = open(pair.to);
        if (now == null) {
            return;
        }
        Side other = pair.side.opposite();
        boolean deleted = old.mask() == Side.BASE.bit;
        Optional<Version> renamed = now.version(pair.side);
        Optional<Version> changed = old.version(other);
        boolean retyped = !deleted && isFile(changed) != isFile(renamed);
        boolean collision = now.has(other) && !retyped;
        if (collision && !deleted) {
            mergeThenCollide(old, now, pair.side);
        } else if (collision) {
            now.markConflict(ConflictKind.RENAME_DELETE);
        } else {
            now.adopt(Side.BASE, old);
            if (retyped) {
                old.drop(Side.BASE);
            } else if (deleted) {
                now.markConflict(ConflictKind.RENAME_DELETE);
            } else {
                now.adopt(other, old);
            }
        }
        if (!retyped) {
            old.settleAsGone();
        }
    }

    private static boolean isFile(Optional<Version> version) {
        return version.isPresent() && version.get().isFile();
    }

    /** A file was renamed to where the other side has another file: the renamed one is merged first. */
    private void mergeThenCollide(OpenPath old, OpenPath now, Side renamer) {
        Optional<Version> renamed = now.version(renamer);
        Optional<Version> changed = old.version(renamer.opposite());
        if (renamed.isEmpty() || changed.isEmpty()) {
            return;
        }
        boolean oursRenamed = renamer == Side.OURS;
        ContentMerge.Result merged = contentMerge.merge(
                old.path,
                old.version(Side.BASE),
                oursRenamed ? renamed.get() : changed.get(),
                oursRenamed ? changed.get() : renamed.get());
        if (merged.conflict().isPresent()) {
            now.markConflict(ConflictKind.RENAME_RENAME);
        } else {
            now.set(renamer, merged.version());
        }
    }
}
