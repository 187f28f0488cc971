package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

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
        TreeEntries.requireDepth(folder);
        SortedMap<RepoPath, Map<Side, Version>> differing = differing(trees);
        int matters = keeper;
        for (Map<Side, Version> found : differing.values()) {
            if (keeper != 0 && bits(found, false) == keeper) {
                matters = BOTH;
            }
        }
        for (Map.Entry<RepoPath, Map<Side, Version>> entry : differing.entrySet()) {
            RepoPath path = folder.isPresent() ? folder.get().resolve(entry.getKey()) : entry.getKey();
            visit(path, entry.getValue(), openAll, matters);
        }
    }

    /** The names that are not the same in all three trees. */
    private SortedMap<RepoPath, Map<Side, Version>> differing(Map<Side, Version> trees) {
        SortedMap<RepoPath, Version> base = entries(trees, Side.BASE);
        SortedMap<RepoPath, Version> ours = entries(trees, Side.OURS);
        SortedMap<RepoPath, Version> theirs = entries(trees, Side.THEIRS);
        SortedMap<RepoPath, Map<Side, Version>> differing = new TreeMap<>();
        addDifferences(differing, base, ours);
        addDifferences(differing, base, theirs);
        differing.forEach((name, found) -> {
            put(found, Side.BASE, base.get(name));
            put(found, Side.OURS, ours.get(name));
            put(found, Side.THEIRS, theirs.get(name));
        });
        return differing;
    }

    private SortedMap<RepoPath, Version> entries(Map<Side, Version> trees, Side side) {
        return source.entries(
                Optional.ofNullable(trees.get(side)).filter(Version::isTree).map(Version::id));
    }

    private static void put(Map<Side, Version> found, Side side, @Nullable Version version) {
        if (version != null) {
            found.put(side, version);
        }
    }

    /** Adds the names that two trees do not have in common; both are walked in order, at once. */
    private static void addDifferences(
            SortedMap<RepoPath, Map<Side, Version>> differing,
            SortedMap<RepoPath, Version> one,
            SortedMap<RepoPath, Version> two) {
        if (one == two) {
            return;
        }
        Iterator<Map.Entry<RepoPath, Version>> first = one.entrySet().iterator();
        Iterator<Map.Entry<RepoPath, Version>> second = two.entrySet().iterator();
        Map.Entry<RepoPath, Version> a = next(first);
        Map.Entry<RepoPath, Version> b = next(second);
        while (a != null || b != null) {
            int order = a == null ? 1 : b == null ? -1 : a.getKey().compareTo(b.getKey());
            Map.Entry<RepoPath, Version> lower = order <= 0 ? a : b;
            boolean same = order == 0 && a != null && b != null && a.getValue().equals(b.getValue());
            if (!same && lower != null) {
                differing.computeIfAbsent(lower.getKey(), absent -> new EnumMap<>(Side.class));
            }
            a = order <= 0 ? next(first) : a;
            b = order >= 0 ? next(second) : b;
        }
    }

    private static Map.@Nullable Entry<RepoPath, Version> next(Iterator<Map.Entry<RepoPath, Version>> entries) {
        return entries.hasNext() ? entries.next() : null;
    }

    private static int bits(Map<Side, Version> found, boolean trees) {
        int bits = 0;
        for (Map.Entry<Side, Version> entry : found.entrySet()) {
            bits |= entry.getValue().isTree() == trees ? entry.getKey().bit : 0;
        }
        return bits;
    }

    private void visit(RepoPath path, Map<Side, Version> found, boolean openAll, int above) {
        Version base = found.get(Side.BASE);
        Version ours = found.get(Side.OURS);
        Version theirs = found.get(Side.THEIRS);
        boolean oursKept = base != null && base.equals(ours);
        boolean theirsKept = base != null && base.equals(theirs);
        if (oursKept && theirsKept) {
            return;
        }
        int folders = bits(found, true);
        if (found.size() == 3 && folders == 0) {
            if (theirsKept || ours != null && ours.equals(theirs)) {
                return;
            }
            if (oursKept) {
                taken.put(path, Optional.ofNullable(theirs));
                return;
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
            return;
        }
        Optional<Side> changedBy = Optional.empty();
        if (oursKept && base != null && base.isTree() || !alsoFile && folders == Side.THEIRS.bit) {
            changedBy = Optional.of(Side.THEIRS);
        } else if (theirsKept && base != null && base.isTree() || !alsoFile && folders == Side.OURS.bit) {
            changedBy = Optional.of(Side.OURS);
        }
        if (changedBy.isPresent() && keeper != BOTH && !openAll) {
            putOff.computeIfAbsent(changedBy.get(), absent -> new ArrayList<>()).add(new Folder(path, found, keeper));
        } else {
            walk(Optional.of(path), found, openAll, keeper);
        }
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
