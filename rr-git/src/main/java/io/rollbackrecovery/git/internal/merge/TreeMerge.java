package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.source.PathChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A three-way merge of trees in memory, with the verdict of git's merge-ort: same clean or not, same tree. It opens only
 * what differs: a folder that is equal in two of the three trees is settled by its id, unless a rename may lead into it.
 *
 * <p>Merge drivers that are commands are never run; a path that needs one is a conflict of kind {@code driver}. Not
 * thread-safe; one instance a merge.
 */
public final class TreeMerge {
    private final MergeContext context;
    private final MemoryObjects memory;
    private final ObjectSource source;
    private final TreeComparison comparison;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final ContentMerge contentMerge;

    private TreeMerge(MergeContext context, ObjectId ours) {
        this.context = context;
        this.memory = context.memory;
        this.source = context.source;
        this.comparison = new TreeComparison(source);
        this.contentMerge = new ContentMerge(
                source, memory, new MergeAttributes(source, ours, context.settings), context.settings.renormalize());
    }

    /**
     * Merges.
     *
     * @param memory reads the three trees, and takes what is new
     * @param settings what the merge depends on besides the trees
     * @param base the common ancestor
     * @param ours the side whose attributes count
     * @param theirs the other side
     * @return the merged tree, or the conflicts
     * @throws RrException {@code MISSING_OBJECT} if an object that is needed is not there; {@code CORRUPT}
     */
    public static MergeOutcome merge(
            MemoryObjects memory, MergeSettings settings, TreeId base, TreeId ours, TreeId theirs) {
        return merge(new MergeContext(memory, settings), base, ours, theirs);
    }

    /**
     * Merges, as one of several steps.
     *
     * @param context what the steps share; reads the three trees, and takes what is new
     * @param base the common ancestor
     * @param ours the side whose attributes count
     * @param theirs the other side
     * @return the merged tree, or the conflicts
     * @throws RrException {@code MISSING_OBJECT} if an object that is needed is not there; {@code CORRUPT}
     */
    public static MergeOutcome merge(MergeContext context, TreeId base, TreeId ours, TreeId theirs) {
        return merge(context, base, ours, theirs, path -> false, List.of());
    }

    /**
     * Merges, as one of several steps, and leaves some paths as ours has them where they conflict.
     *
     * @param context what the steps share; reads the three trees, and takes what is new
     * @param base the common ancestor
     * @param ours the side whose attributes count
     * @param theirs the other side
     * @param leave which paths are left rather than being in conflict; a conflict about names is one all the same
     * @param only the files and folders to which the merge is confined: others stay as ours has them; empty for all
     * @return the merged tree, or the conflicts
     * @throws RrException {@code MISSING_OBJECT} if an object that is needed is not there; {@code CORRUPT}
     */
    public static MergeOutcome merge(
            MergeContext context,
            TreeId base,
            TreeId ours,
            TreeId theirs,
            Predicate<RepoPath> leave,
            List<RepoPath> only) {
        if (theirs.equals(base) || ours.equals(theirs)) {
            return new MergeOutcome(Optional.of(ours), List.of(), List.of(), List.of());
        }
        if (ours.equals(base)) {
            TreeId result = only.isEmpty() ? theirs : confined(context, ours, theirs, only);
            return new MergeOutcome(Optional.of(result), List.of(), List.of(), List.of());
        }
        ObjectId oursId = ObjectId.fromString(ours.hex());
        return new TreeMerge(context, oursId)
                .run(ObjectId.fromString(base.hex()), oursId, ObjectId.fromString(theirs.hex()), leave, only);
    }

    /** A tree with the changes of another at some paths only. */
    private static TreeId confined(MergeContext context, TreeId ours, TreeId changed, List<RepoPath> only) {
        SortedMap<RepoPath, Optional<Version>> edits = new TreeMap<>();
        for (PathChange change : TreeDiff.changes(context.source, ours, changed)) {
            if (isInside(change.path(), only)) {
                edits.put(
                        change.path(),
                        change.after()
                                .map(file -> Version.of(
                                        file.mode().bits(),
                                        ObjectId.fromString(file.blob().hex()))));
            }
        }
        ObjectId result = Trees.edit(context.source, context.memory, ObjectId.fromString(ours.hex()), edits);
        return new TreeId(result.name());
    }

    private static boolean isInside(RepoPath path, List<RepoPath> only) {
        return only.isEmpty() || only.stream().anyMatch(place -> path.equals(place) || path.startsWith(place));
    }

    private static boolean isInside(Conflict conflict, List<RepoPath> only) {
        return isInside(conflict.path(), only)
                || Stream.of(conflict.base(), conflict.ours(), conflict.theirs())
                        .flatMap(Optional::stream)
                        .anyMatch(file -> isInside(file.path(), only));
    }

    private MergeOutcome run(
            ObjectId base, ObjectId ours, ObjectId theirs, Predicate<RepoPath> leave, List<RepoPath> only) {
        comparison.compare(base, ours, theirs);
        if (context.settings.renames().enabled()) {
            Map<Side, ObjectId> trees = new EnumMap<>(Map.of(Side.BASE, base, Side.OURS, ours, Side.THEIRS, theirs));
            new RenameMerge(context, comparison, contentMerge, trees, conflicts, warnings).run();
        }
        comparison.takePutOff();
        List<OpenPath> alsoFolders = new ArrayList<>();
        for (OpenPath path : comparison.open.values()) {
            if (path.folders == 0) {
                resolve(path);
            } else {
                alsoFolders.add(path);
            }
        }
        if (!alsoFolders.isEmpty()) {
            // Whether a file can be where a folder was is known only once the folder's files are merged.
            ObjectId soFar = Trees.edit(source, memory, ours, comparison.taken);
            for (OpenPath path : alsoFolders) {
                boolean folderStays =
                        source.find(soFar, path.path).filter(Version::isTree).isPresent()
                                || conflicts.stream()
                                        .anyMatch(inside -> inside.path().startsWith(path.path));
                if (folderStays) {
                    resolveInTheWay(path);
                } else {
                    resolve(path);
                }
            }
        }
        conflicts.removeIf(conflict -> !isInside(conflict, only));
        conflicts.sort(Comparator.comparing(Conflict::path));
        List<RepoPath> left = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            if (leave.test(conflict.path()) && isAboutContent(conflict)) {
                left.add(conflict.path());
            }
        }
        conflicts.removeIf(conflict -> left.contains(conflict.path()) && isAboutContent(conflict));
        if (!conflicts.isEmpty()) {
            return new MergeOutcome(Optional.empty(), conflicts, warnings, List.of());
        }
        TreeId result =
                new TreeId(Trees.edit(source, memory, ours, comparison.taken).name());
        if (!only.isEmpty()) {
            result = confined(context, new TreeId(ours.name()), result, only);
        }
        return new MergeOutcome(Optional.of(result), List.of(), warnings, left);
    }

    /** Whether all sides have the path where it is, so that it can be left as it is. */
    private static boolean isAboutContent(Conflict conflict) {
        boolean kind = switch (conflict.kind()) {
            case CONTENT, BINARY, ADD_ADD, MODIFY_DELETE -> true;
            default -> false;
        };
        return kind
                && Stream.of(conflict.base(), conflict.ours(), conflict.theirs())
                        .flatMap(Optional::stream)
                        .allMatch(file -> file.path().equals(conflict.path()));
    }

    private void resolve(OpenPath path) {
        if (path.isReported()) {
            return;
        }
        if (path.isGone()) {
            put(path, Optional.empty());
            return;
        }
        Optional<Version> base = path.version(Side.BASE);
        Optional<Version> ours = path.version(Side.OURS);
        Optional<Version> theirs = path.version(Side.THEIRS);
        if (settledBySame(path)) {
            put(path, path.same() == (Side.BASE.bit | Side.OURS.bit) ? theirs : ours);
            return;
        }
        if (ours.isPresent() && theirs.isPresent()) {
            if (!ours.get().sameKind(theirs.get())) {
                conflict(path, path.conflict().orElse(ConflictKind.DISTINCT_MODES), List.of());
                return;
            }
            ContentMerge.Result merged = contentMerge.merge(path.path, base, ours.get(), theirs.get());
            Optional<ConflictKind> kind = path.conflict().or(merged::conflict);
            if (kind.isPresent()) {
                conflict(path, kind.get(), merged.hunks());
            } else {
                put(path, Optional.of(merged.version()));
            }
        } else if (base.isPresent() && (ours.isPresent() || theirs.isPresent())) {
            conflict(path, path.conflict().orElse(ConflictKind.MODIFY_DELETE), List.of());
        } else if (path.conflict().isPresent()) {
            conflict(path, path.conflict().get(), List.of());
        } else {
            put(path, ours.or(() -> theirs));
        }
    }

    /** Whether two sides were the same at this path, so that it ends as the third has it. */
    private static boolean settledBySame(OpenPath path) {
        if ((path.same() & ~path.folders) != path.same() || path.same() == 0) {
            return false;
        }
        if (path.conflict().isEmpty()) {
            return true;
        }
        // What is deleted by the side that differs is settled whatever a rename said.
        return path.same() == (Side.BASE.bit | Side.OURS.bit) && !path.has(Side.THEIRS)
                || path.same() == (Side.BASE.bit | Side.THEIRS.bit) && !path.has(Side.OURS);
    }

    /** A folder stays where one side has a file: a conflict, unless the merge deletes the file. */
    private void resolveInTheWay(OpenPath path) {
        boolean deleted = path.isGone()
                || path.isReported()
                || path.mask() == Side.BASE.bit
                || path.same() == (Side.BASE.bit | Side.OURS.bit) && !path.has(Side.THEIRS)
                || path.same() == (Side.BASE.bit | Side.THEIRS.bit) && !path.has(Side.OURS);
        if (!deleted) {
            conflict(path, ConflictKind.FILE_DIRECTORY, List.of());
        }
    }

    private void put(OpenPath path, Optional<Version> version) {
        if (!version.equals(path.inOurs) || comparison.taken.containsKey(path.path)) {
            comparison.taken.put(path.path, version);
        }
    }

    private void conflict(OpenPath path, ConflictKind kind, List<Conflict.Hunk> hunks) {
        conflicts.add(new Conflict(
                path.path,
                kind,
                path.version(Side.BASE).map(version -> version.toSourceFile(path.name(Side.BASE))),
                path.version(Side.OURS).map(version -> version.toSourceFile(path.name(Side.OURS))),
                path.version(Side.THEIRS).map(version -> version.toSourceFile(path.name(Side.THEIRS))),
                hunks,
                List.of()));
    }
}
