package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Walks three trees at once and sorts their paths: equal ones are not looked at, folders that only one side changed are
 * put off unopened, files that only one side changed are settled, and the rest is left open.
 */
final class TreeComparison {
    /**
     * A folder in which only one side changed something.
     *
     * @param path the folder
     * @param entries what each of the three trees has there
     * @param keeper as for {@link #walk}
     */
    record Folder(RepoPath path, Map<Side, Version> entries, int keeper) {}

    /** Both sides: what is in the folder matters for where a folder went. */
    private static final int BOTH = 7;

    /** Paths to think about. */
    final SortedMap<RepoPath, OpenPath> open = new TreeMap<>();
    /** Paths that end as theirs has them. */
    final SortedMap<RepoPath, Optional<Version>> taken = new TreeMap<>();
    /** What each side may have renamed, as far as its paths were opened. */
    final Map<Side, RenameCandidates> candidates = RenameCandidates.forBothSides();
    /** Folders not opened, by the side that changed them. */
    final Map<Side, List<Folder>> putOff = new EnumMap<>(Side.class);

    private final ObjectSource source;

    TreeComparison(ObjectSource source) {
        this.source = source;
        putOff.put(Side.OURS, new ArrayList<>());
        putOff.put(Side.THEIRS, new ArrayList<>());
    }

    /** Compares three trees from their root. */
    void compare(ObjectId base, ObjectId ours, ObjectId theirs) {
        Map<Side, Version> roots = new EnumMap<>(Side.class);
        roots.put(Side.BASE, new Version(Version.TREE, base));
        roots.put(Side.OURS, new Version(Version.TREE, ours));
        roots.put(Side.THEIRS, new Version(Version.TREE, theirs));
        walk(Optional.empty(), roots, false, 0);
    }

    /** Takes the folders that were put off for theirs as theirs has them, whole. Those of ours stay as they are. */
    void takePutOff() {
        for (Folder folder : putOff.getOrDefault(Side.THEIRS, List.of())) {
            taken.put(
                    folder.path,
                    Optional.ofNullable(folder.entries.get(Side.THEIRS)).filter(Version::isTree));
        }
    }

    /** Opens the folders that were put off for a side, down to the last file. */
    void openPutOff(Side side) {
        List<Folder> folders = List.copyOf(putOff.getOrDefault(side, List.of()));
        putOff.put(side, new ArrayList<>());
        for (Folder folder : folders) {
            walk(Optional.of(folder.path), folder.entries, true, folder.keeper);
        }
    }

    /**
     * Compares what is in a folder.
     *
     * @param keeper the bit of the side that still has the folder, if the other side removed it or a folder above it; all
     *     bits if the keeper also added a file to it, so that it matters where each of its files went
     */
    private void walk(Optional<RepoPath> folder, Map<Side, Version> trees, boolean openAll, int keeper) {
        // Not by recursion: a thread's stack may be short, and trees deep.
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(level(folder, trees, keeper));
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            if (!level.entries.hasNext()) {
                levels.pop();
                continue;
            }
            Map.Entry<RepoPath, Map<Side, Version>> entry = level.entries.next();
            RepoPath path = level.folder.isPresent() ? level.folder.get().resolve(entry.getKey()) : entry.getKey();
            visit(path, entry.getValue(), openAll, level.matters).ifPresent(levels::push);
        }
    }

    /** A folder that is open: what is left of it, and whether it matters where its files went. */
    private record Level(
            Optional<RepoPath> folder, Iterator<Map.Entry<RepoPath, Map<Side, Version>>> entries, int matters) {}

    private Level level(Optional<RepoPath> folder, Map<Side, Version> trees, int keeper) {
        TreeEntries.requireDepth(folder);
        SortedMap<RepoPath, Map<Side, Version>> differing = ObjectSource.forFolder(
                folder,
                () -> source.differing(folder(trees, Side.BASE), folder(trees, Side.OURS), folder(trees, Side.THEIRS)));
        int matters = keeper;
        for (Map<Side, Version> found : differing.values()) {
            if (keeper != 0 && bits(found, false) == keeper) {
                matters = BOTH;
            }
        }
        return new Level(folder, differing.entrySet().iterator(), matters);
    }

    private static Optional<ObjectId> folder(Map<Side, Version> trees, Side side) {
        return Optional.ofNullable(trees.get(side)).filter(Version::isTree).map(Version::id);
    }

    private static int bits(Map<Side, Version> found, boolean trees) {
        int bits = 0;
        for (Map.Entry<Side, Version> entry : found.entrySet()) {
            bits |= entry.getValue().isTree() == trees ? entry.getKey().bit : 0;
        }
        return bits;
    }

    /** Sorts a path; gives the folder that is to be opened next, if it is one. */
    private Optional<Level> visit(RepoPath path, Map<Side, Version> found, boolean openAll, int above) {
        Version base = found.get(Side.BASE);
        Version ours = found.get(Side.OURS);
        Version theirs = found.get(Side.THEIRS);
        boolean oursKept = base != null && base.equals(ours);
        boolean theirsKept = base != null && base.equals(theirs);
        if (oursKept && theirsKept) {
            return Optional.empty();
        }
        int folders = bits(found, true);
        if (found.size() == 3 && folders == 0) {
            if (theirsKept || ours != null && ours.equals(theirs)) {
                return Optional.empty();
            }
            if (oursKept) {
                taken.put(path, Optional.ofNullable(theirs));
                return Optional.empty();
            }
        }
        OpenPath openPath = new OpenPath(path, found);
        int keeper = above;
        if (keeper != BOTH && (folders == 3 || folders == 5)) {
            keeper = folders & ~Side.BASE.bit;
        }
        collectRenames(openPath, folders, keeper);
        boolean alsoFile = openPath.mask() != 0;
        if (alsoFile) {
            open.put(path, openPath);
        }
        if (folders == 0) {
            return Optional.empty();
        }
        Optional<Side> changedBy = Optional.empty();
        if (oursKept && base != null && base.isTree() || !alsoFile && folders == Side.THEIRS.bit) {
            changedBy = Optional.of(Side.THEIRS);
        } else if (theirsKept && base != null && base.isTree() || !alsoFile && folders == Side.OURS.bit) {
            changedBy = Optional.of(Side.OURS);
        }
        if (changedBy.isPresent() && keeper != BOTH && !openAll) {
            putOff.computeIfAbsent(changedBy.get(), absent -> new ArrayList<>()).add(new Folder(path, found, keeper));
            return Optional.empty();
        }
        return Optional.of(level(Optional.of(path), found, keeper));
    }

    private void collectRenames(OpenPath path, int folders, int keeper) {
        for (Side side : List.of(Side.OURS, Side.THEIRS)) {
            RenameCandidates own = candidates.getOrDefault(side, new RenameCandidates());
            boolean removedFolder = (folders & Side.BASE.bit) != 0 && (folders & side.bit) == 0;
            if (removedFolder) {
                own.removeFolder(
                        RenameCandidates.key(path.path),
                        keeper == BOTH
                                ? RenameCandidates.FolderRelevance.FOR_ANCESTOR
                                : RenameCandidates.FolderRelevance.NONE);
            }
            if (keeper == BOTH && path.mask() == side.opposite().bit) {
                own.removeFolder(RenameCandidates.key(path.path.parent()), RenameCandidates.FolderRelevance.FOR_SELF);
            }
            if (path.mask() != 0) {
                own.collect(side, path, keeper == BOTH);
            }
        }
    }
}
