package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.PathResult;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.filters.FilterException;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.index.FileStat;
import io.rollbackrecovery.git.internal.index.Index;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.worktree.Content;
import io.rollbackrecovery.git.internal.worktree.DiskFile;
import io.rollbackrecovery.git.internal.worktree.PathSafety;
import io.rollbackrecovery.git.internal.worktree.SameName;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes index and work tree through the steps of one operation. Every step can be repeated after a crash. */
final class WorkTreeMover {
    private final WorkTree workTree;
    private final Path indexFile;
    private final String operation;

    /**
     * Moves one work tree.
     *
     * @param workTree its files
     * @param indexFile its index
     * @param operation names temporary files, so that recovery finds them
     */
    WorkTreeMover(WorkTree workTree, Path indexFile, String operation) {
        this.workTree = workTree;
        this.indexFile = indexFile;
        this.operation = operation;
    }

    /** Refuses steps onto paths that RR must not or does not write. */
    void requireWritable(List<PathStep> steps) throws Refusal {
        List<PathResult> unsafe = new ArrayList<>();
        List<PathResult> untrusted = new ArrayList<>();
        for (PathStep step : steps) {
            if (!(step.after() instanceof Content.Absent)) {
                PathSafety.objection(step.path())
                        .ifPresent(why -> unsafe.add(new PathResult(step.path(), PathResult.State.REFUSED, why)));
            }
            if (step.after() instanceof Content.Tracked && !step.after().equals(step.before())) {
                workTree.refusal(step.path())
                        .ifPresent(why -> untrusted.add(new PathResult(step.path(), PathResult.State.REFUSED, why)));
            }
        }
        refuse(ApplyOutcome.Kind.UNSAFE_PATH, unsafe, "must not be written to a disk", "Leave those paths out.");
        refuse(
                ApplyOutcome.Kind.NOT_TRUSTED,
                untrusted,
                "need something that RR does not do here",
                "Leave those paths out, or apply onto a branch that is not checked out.");
    }

    /**
     * Refuses steps that add a file where a disk that ignores case has another one already: one of the two would be lost
     * from it.
     */
    void requireDistinctNames(List<PathStep> steps, Index index) throws Refusal {
        Set<RepoPath> there = new HashSet<>();
        index.entries().forEach(entry -> there.add(entry.path()));
        List<RepoPath> added = new ArrayList<>();
        for (PathStep step : steps) {
            if (step.after() instanceof Content.Absent) {
                there.remove(step.path());
            } else if (there.add(step.path())) {
                added.add(step.path());
            }
        }
        there.removeAll(added);
        List<PathResult> clashing = new ArrayList<>();
        SameName.clashes(there, added)
                .forEach((path, other) -> clashing.add(new PathResult(
                        path, PathResult.State.REFUSED, "this disk takes its name for that of " + other)));
        refuse(
                ApplyOutcome.Kind.UNSAFE_PATH,
                clashing,
                "cannot be written beside others (core.ignoreCase)",
                "Leave those paths out, or apply onto a branch that is not checked out.");
    }

    /**
     * Looks for all that is to be written and runs the filters that the steps need, before the commit point. What fails
     * here fails before anything has moved.
     *
     * @return the paths that somebody has changed meanwhile
     */
    List<PathResult> prepare(List<PathStep> steps, IndexFile index) throws IOException {
        List<PathResult> changed = new ArrayList<>();
        SortedMap<RepoPath, List<IndexEntry>> entries = index.index().byPath();
        for (PathStep step : steps) {
            Optional<IndexEntry> remembered =
                    entries.getOrDefault(step.path(), List.of()).stream().findFirst();
            requireReadable(step, remembered);
            try {
                if (!workTree.prepare(step.path(), step.before(), step.after(), remembered, index)) {
                    changed.add(new PathResult(step.path(), PathResult.State.REFUSED, "has local edits"));
                }
            } catch (FilterException failed) {
                throw new RrException(
                        ErrorCode.IO,
                        String.valueOf(failed.getMessage()),
                        "Nothing has been changed. Mend the filter, or leave that path out; git checkout would fail"
                                + " too.",
                        failed);
            }
        }
        return changed;
    }

    private void requireReadable(PathStep step, Optional<IndexEntry> remembered) throws IOException {
        if (step.after().equals(step.before()) || isLeftOut(step, remembered)) {
            return;
        }
        try {
            workTree.requireReadable(step.after());
        } catch (IOException failed) {
            throw Failures.of("read what " + step.path() + " is to be", failed);
        }
    }

    /** A path that a sparse work tree does not have, and is not to get. */
    private boolean isLeftOut(PathStep step, Optional<IndexEntry> remembered) throws IOException {
        return remembered.isPresent()
                && remembered.get().skipWorktree()
                && workTree.look(step.path()).kind() == DiskFile.Kind.ABSENT;
    }

    private static void refuse(ApplyOutcome.Kind kind, List<PathResult> paths, String what, String hint)
            throws Refusal {
        if (!paths.isEmpty()) {
            PathResult first = paths.get(0);
            throw new Refusal(
                    kind,
                    paths,
                    paths.size() + (paths.size() == 1 ? " path " : " paths ") + what + ": " + first.path() + ": "
                            + first.detail(),
                    hint);
        }
    }

    /** Finds what somebody else has at the paths of the steps: edits, staged changes, untracked files. */
    List<PathResult> inTheWay(List<PathStep> steps, IndexFile index) throws IOException {
        List<PathResult> found = new ArrayList<>();
        SortedMap<RepoPath, List<IndexEntry>> entries = index.index().byPath();
        SortedSet<RepoPath> removed = new TreeSet<>();
        steps.stream().filter(step -> step.after() instanceof Content.Absent).forEach(step -> removed.add(step.path()));
        for (PathStep step : steps) {
            List<IndexEntry> now = entries.getOrDefault(step.path(), List.of());
            if (!sameEntries(now, step.indexBefore()) && !sameEntries(now, step.indexAfter())) {
                found.add(new PathResult(step.path(), PathResult.State.REFUSED, "has staged changes"));
                continue;
            }
            Optional<IndexEntry> remembered = now.stream().findFirst();
            if (workTree.has(step.path(), step.before(), remembered, index)
                    || workTree.has(step.path(), step.after(), remembered, index)) {
                obstacle(step, removed).ifPresent(found::add);
                continue;
            }
            DiskFile disk = workTree.look(step.path());
            if (disk.kind() == DiskFile.Kind.FOLDER && !(step.before() instanceof Content.Absent)) {
                found.add(new PathResult(step.path(), PathResult.State.REFUSED, "is a folder"));
            } else if (disk.kind() == DiskFile.Kind.FOLDER && !isEmptied(step.path(), removed)) {
                found.add(new PathResult(step.path(), PathResult.State.REFUSED, "is a folder with files in it"));
            } else if (disk.kind() != DiskFile.Kind.FOLDER) {
                found.add(new PathResult(
                        step.path(),
                        PathResult.State.REFUSED,
                        step.before() instanceof Content.Absent ? "is an untracked file" : "has local edits"));
            }
        }
        return found;
    }

    /**
     * Finds the paths that have already what they are to have, though not by what was committed, and those whose index
     * entry goes with flags that a person has set: uncommitted work that is not in the way. Without a record of it an undo
     * would take it for this operation's doing.
     */
    List<RepoPath> alreadyThere(List<PathStep> steps, IndexFile index) throws IOException {
        List<RepoPath> found = new ArrayList<>();
        SortedMap<RepoPath, List<IndexEntry>> entries = index.index().byPath();
        for (PathStep step : steps) {
            List<IndexEntry> now = entries.getOrDefault(step.path(), List.of());
            Optional<IndexEntry> remembered = now.stream().findFirst();
            boolean hasBefore = workTree.has(step.path(), step.before(), remembered, index);
            boolean isBefore = hasBefore && sameEntries(now, step.indexBefore());
            boolean isAfter = (sameEntries(now, step.indexBefore()) || sameEntries(now, step.indexAfter()))
                    && (hasBefore || workTree.has(step.path(), step.after(), remembered, index));
            boolean losesFlags = step.indexAfter().isEmpty()
                    && now.stream().anyMatch(entry -> entry.assumeValid() || entry.skipWorktree());
            // A folder stays what it is, whether the index names a commit for it or not; no capture could hold it.
            boolean isFolder =
                    isSubmodule(step.after()) && workTree.look(step.path()).kind() == DiskFile.Kind.FOLDER;
            if (isAfter && (!isBefore || losesFlags) && !isFolder) {
                found.add(step.path());
            }
        }
        return found;
    }

    /** A file or link that stands where a folder has to be made, unless the steps remove it themselves. */
    private Optional<PathResult> obstacle(PathStep step, SortedSet<RepoPath> removed) throws IOException {
        if (step.after() instanceof Content.Absent
                || workTree.firstObstacle(step.path()).isEmpty()) {
            return Optional.empty();
        }
        Optional<RepoPath> folder = step.path().parent();
        while (folder.isPresent()) {
            if (removed.contains(folder.get())) {
                return Optional.empty();
            }
            DiskFile disk = DiskFile.look(workTree.resolve(folder.get()));
            if (disk.kind() == DiskFile.Kind.FILE || disk.kind() == DiskFile.Kind.LINK) {
                return Optional.of(
                        new PathResult(folder.get(), PathResult.State.REFUSED, "stands where a folder has to be"));
            }
            folder = folder.get().parent();
        }
        return Optional.of(new PathResult(step.path(), PathResult.State.REFUSED, "a folder above it is a link"));
    }

    private boolean isEmptied(RepoPath folder, SortedSet<RepoPath> removed) throws IOException {
        try (Stream<Path> files = Files.walk(workTree.resolve(folder))) {
            long there = files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .count();
            return there
                    == removed.tailSet(folder).stream()
                            .filter(path -> path.startsWith(folder))
                            .count();
        } catch (UncheckedIOException unreadable) {
            throw IoProblem.in(unreadable);
        }
    }

    private static boolean sameEntries(List<IndexEntry> some, List<IndexEntry> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            // Flags are the user's: a path that is assumed valid or skipped stays so.
            if (some.get(i).stage() != others.get(i).stage()
                    || some.get(i).mode() != others.get(i).mode()
                    || !some.get(i).id().equals(others.get(i).id())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Carries the steps out: first the files, then the index in one go; then all of it is read back. Paths that somebody
     * else has changed in between are left and reported; before they are written that can only happen after a crash.
     */
    List<PathResult> move(List<PathStep> steps) throws IOException {
        IndexFile index = IndexFile.read(indexFile);
        SortedMap<RepoPath, List<IndexEntry>> entries = index.index().byPath();
        Map<RepoPath, PathResult> results = new HashMap<>();
        Map<RepoPath, FileStat> stats = new HashMap<>();
        // Removals first and from the end: a folder has to be empty before a file can take its place.
        List<PathStep> ordered = new ArrayList<>();
        steps.stream().filter(step -> step.after() instanceof Content.Absent).forEach(ordered::add);
        Collections.reverse(ordered);
        steps.stream().filter(step -> !(step.after() instanceof Content.Absent)).forEach(ordered::add);
        for (PathStep step : ordered) {
            Optional<IndexEntry> remembered =
                    entries.getOrDefault(step.path(), List.of()).stream().findFirst();
            PathResult result = moveFile(step, remembered, index);
            results.put(step.path(), result);
            if (result.state() == PathResult.State.WRITTEN) {
                stats.put(step.path(), statOf(step));
            }
        }
        Map<RepoPath, List<IndexEntry>> replaced = new HashMap<>();
        for (PathStep step : steps) {
            List<IndexEntry> now = entries.getOrDefault(step.path(), List.of());
            if (sameEntries(now, step.indexBefore()) || sameEntries(now, step.indexAfter())) {
                replaced.put(step.path(), entriesAfter(step, now, stats));
            } else {
                results.put(step.path(), left(step, "the index was changed by somebody else"));
            }
        }
        Index moved = index.index().with(replaced);
        if (!moved.entries().equals(index.index().entries()) || index.checksum().isEmpty()) {
            IndexFile.write(indexFile, temporaryIndex(), moved);
        }
        verify(steps, results);
        return results.values().stream()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    /** What is not as it should be now must not be called done: somebody has written it in the same moment. */
    private void verify(List<PathStep> steps, Map<RepoPath, PathResult> results) throws IOException {
        IndexFile index = IndexFile.read(indexFile);
        Map<RepoPath, List<IndexEntry>> entries =
                index.index().byPath(steps.stream().map(PathStep::path).toList());
        for (PathStep step : steps) {
            PathResult result = results.get(step.path());
            boolean isDone = result != null && result.state() != PathResult.State.SKIPPED;
            if (isDone && !workTree.has(step.path(), step.after(), Optional.empty(), index)) {
                results.put(step.path(), left(step, "somebody has changed it meanwhile"));
            } else if (isDone && !sameEntries(entries.getOrDefault(step.path(), List.of()), step.indexAfter())) {
                results.put(step.path(), left(step, "somebody has changed the index meanwhile"));
            }
        }
    }

    private PathResult moveFile(PathStep step, Optional<IndexEntry> remembered, IndexFile index) throws IOException {
        if (isLeftOut(step, remembered)) {
            return new PathResult(step.path(), PathResult.State.SKIPPED, "is not in this sparse work tree");
        }
        boolean isRemoved = step.after() instanceof Content.Absent;
        PathResult.State done = isRemoved ? PathResult.State.REMOVED : PathResult.State.WRITTEN;
        if (isRepository(step)) {
            return left(step, "what a submodule holds is its own repository's (git submodule update)");
        }
        if (workTree.has(step.path(), step.after(), Optional.empty(), index)) {
            return new PathResult(step.path(), done, "");
        }
        if (!workTree.has(step.path(), step.before(), remembered, index) && !isEmptyFolder(step.path())) {
            return left(step, "it was changed by somebody else");
        }
        try {
            return workTree.set(step.path(), step.after(), temporary(step.path()))
                    ? new PathResult(step.path(), done, "")
                    : left(step, "its folder still holds other files");
        } catch (FilterException failed) {
            // Only where a crash took what had been prepared. The index then says that the file differs, as it does.
            workTree.removeLeftover(step.path(), temporary(step.path()));
            return left(step, failed.getMessage());
        }
    }

    private boolean isRepository(PathStep step) throws IOException {
        return (isSubmodule(step.before()) || isSubmodule(step.after()))
                && workTree.look(step.path()).kind() == DiskFile.Kind.FOLDER
                && Files.exists(workTree.resolve(step.path()).resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSubmodule(Content content) {
        return content instanceof Content.Tracked tracked && tracked.mode() == FileMode.GITLINK;
    }

    private boolean isEmptyFolder(RepoPath path) throws IOException {
        return workTree.look(path).kind() == DiskFile.Kind.FOLDER && isEmptied(path, Collections.emptySortedSet());
    }

    private static PathResult left(PathStep step, @Nullable String why) {
        return new PathResult(step.path(), PathResult.State.SKIPPED, "left as it is: " + why);
    }

    private static List<IndexEntry> entriesAfter(PathStep step, List<IndexEntry> now, Map<RepoPath, FileStat> stats) {
        List<IndexEntry> after = new ArrayList<>();
        for (IndexEntry entry : step.indexAfter()) {
            boolean assumed = now.stream().anyMatch(IndexEntry::assumeValid);
            boolean skip = now.stream().anyMatch(IndexEntry::skipWorktree);
            IndexEntry kept = new IndexEntry(
                    entry.path(),
                    entry.stage(),
                    entry.mode(),
                    entry.id(),
                    entry.assumeValid() || assumed,
                    entry.skipWorktree() || skip,
                    entry.intentToAdd(),
                    FileStat.UNKNOWN);
            // What the index remembers of a file is only true if the file has what the entry says.
            boolean isTracked = step.after() instanceof Content.Tracked tracked
                    && tracked.id().equals(kept.id());
            after.add(isTracked ? kept.withStat(stats.getOrDefault(step.path(), FileStat.UNKNOWN)) : kept);
        }
        return after;
    }

    /** Looked at as soon as it is there: what somebody makes of it later must not look as if it were this. */
    private FileStat statOf(PathStep step) throws IOException {
        return workTree.look(step.path()).kind() == DiskFile.Kind.FILE
                ? FileStat.of(workTree.resolve(step.path()))
                : FileStat.UNKNOWN;
    }

    /** Removes temporary files that a killed process left. */
    void removeLeftovers(List<PathStep> steps) throws IOException {
        for (PathStep step : steps) {
            workTree.removeLeftover(step.path(), temporary(step.path()));
        }
        Durable.delete(temporaryIndex());
    }

    private String temporary(RepoPath path) {
        return ".rr-" + operation + "-" + Integer.toHexString(path.hashCode()) + ".tmp";
    }

    private Path temporaryIndex() {
        return indexFile.resolveSibling("index.rr-" + operation);
    }
}
