package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
     */
    record Folder(RepoPath path, Map<Side, Version> entries) {}

    /** Paths to think about. */
    final SortedMap<RepoPath, OpenPath> open = new TreeMap<>();
    /** Paths that end as theirs has them. */
    final SortedMap<RepoPath, Optional<Version>> taken = new TreeMap<>();
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
        walk(Optional.empty(), roots, false);
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
            walk(Optional.of(folder.path), folder.entries, true);
        }
    }

    private void walk(Optional<RepoPath> folder, Map<Side, Version> trees, boolean openAll) {
        Map<Side, SortedMap<RepoPath, Version>> entries = new EnumMap<>(Side.class);
        TreeSet<RepoPath> names = new TreeSet<>();
        for (Side side : Side.values()) {
            SortedMap<RepoPath, Version> own = source.entries(
                    Optional.ofNullable(trees.get(side)).filter(Version::isTree).map(Version::id));
            entries.put(side, own);
            names.addAll(own.keySet());
        }
        for (RepoPath name : names) {
            Map<Side, Version> found = new EnumMap<>(Side.class);
            entries.forEach((side, own) -> {
                Version version = own.get(name);
                if (version != null) {
                    found.put(side, version);
                }
            });
            visit(folder.map(parent -> parent.resolve(name)).orElse(name), found, openAll);
        }
    }

    private void visit(RepoPath path, Map<Side, Version> found, boolean openAll) {
        Version base = found.get(Side.BASE);
        Version ours = found.get(Side.OURS);
        Version theirs = found.get(Side.THEIRS);
        boolean oursKept = base != null && base.equals(ours);
        boolean theirsKept = base != null && base.equals(theirs);
        if (oursKept && theirsKept) {
            return;
        }
        int folders = 0;
        for (Map.Entry<Side, Version> entry : found.entrySet()) {
            folders |= entry.getValue().isTree() ? entry.getKey().bit : 0;
        }
        if (found.size() == 3 && folders == 0) {
            if (ours != null && ours.equals(theirs) || theirsKept) {
                return;
            }
            if (oursKept) {
                taken.put(path, Optional.ofNullable(theirs));
                return;
            }
        }
        OpenPath openPath = new OpenPath(path, found);
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
        if (changedBy.isPresent() && !openAll) {
            putOff.computeIfAbsent(changedBy.get(), absent -> new ArrayList<>()).add(new Folder(path, found));
        } else {
            walk(Optional.of(path), found, openAll);
        }
    }
}
