package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.git.internal.merge.LineEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one commit made of the files, followed through later steps: the lines that it wrote, the files that are its own as
 * a whole, the names that it gave, and the places that it emptied. A later step that touches any of it would be in the
 * way of taking the commit back. Mutable; not thread-safe.
 *
 * <p>It looks at one commit alone, whatever else is taken back. Nothing is lost by that: a place that a later step
 * changed is that step's own from then on, so the places of several commits together are those of each.
 */
final class Ownership {
    /** A path that the commit has a share of. */
    private static final class Share {
        /** The commit added it, or made something else of it: no later change can stay without it. */
        final boolean whole;
        /** The commit gave it this name. */
        final boolean named;
        /** The commit changed its mode: it cannot be removed without a clash, though it can be edited. */
        final boolean mode;

        final OwnedLines lines;

        Share(boolean whole, boolean named, boolean mode, OwnedLines lines) {
            this.whole = whole;
            this.named = named;
            this.mode = mode;
            this.lines = lines;
        }

        static Share whole() {
            return new Share(true, false, false, OwnedLines.none());
        }

        Share with(OwnedLines moved) {
            return new Share(whole, named, mode, moved);
        }

        boolean isEmpty() {
            return !whole && !named && !mode && lines.isEmpty();
        }
    }

    /**
     * Why a step is in the way.
     *
     * @param path the path as it was called before the step; for one that the step adds, its new name
     * @param lines the lines that it touched, as they were numbered before the step, if it is about lines
     * @param kind what binds the step to the commit
     */
    record Claim(RepoPath path, Optional<LineRange> lines, Reason.Kind kind) {}

    private final Predicate<RepoPath> leftOut;
    private final Map<RepoPath, Share> shares = new HashMap<>();
    private final Set<RepoPath> emptied = new HashSet<>();
    private final Set<RepoPath> emptiedFolders = new HashSet<>();
    private final Set<RepoPath> newFolders = new HashSet<>();

    /**
     * Starts after a commit.
     *
     * @param own what the commit changed
     * @param leftOut paths that do not count, such as generated ones
     */
    Ownership(StepDiff own, Predicate<RepoPath> leftOut) {
        this.leftOut = leftOut;
        for (PathChange change : own.changes()) {
            if (leftOut.test(change.path())) {
                continue;
            }
            if (change.after().isEmpty()) {
                emptied.add(change.path());
                addFolders(change.path(), emptiedFolders);
            } else {
                Share share = shareOf(own, change, change.after().get());
                if (!share.isEmpty()) {
                    shares.put(change.path(), share);
                }
            }
        }
    }

    private Share shareOf(StepDiff own, PathChange change, SourceFile now) {
        Optional<RepoPath> from = change.before().isEmpty() ? own.renamedFrom(change.path()) : Optional.empty();
        Optional<SourceFile> old = change.before().or(() -> from.flatMap(own::removed));
        if (old.isEmpty()) {
            return Share.whole();
        }
        Optional<List<LineEdit>> edits = own.edits(old.get(), now);
        boolean sameContent = old.get().blob().equals(now.blob());
        if (edits.isEmpty() && !(sameContent && old.get().mode() == now.mode())) {
            return Share.whole();
        }
        boolean mode = old.get().mode() != now.mode();
        if (from.isPresent()) {
            for (RepoPath folder : folders(change.path())) {
                if (!own.hadFolder(folder)) {
                    newFolders.add(folder);
                }
            }
        }
        return new Share(false, from.isPresent(), mode, OwnedLines.madeBy(edits.orElse(List.of())));
    }

    private static List<RepoPath> folders(RepoPath path) {
        List<RepoPath> folders = new ArrayList<>();
        Optional<RepoPath> folder = path.parent();
        while (folder.isPresent()) {
            folders.add(folder.get());
            folder = folder.get().parent();
        }
        return folders;
    }

    private static void addFolders(RepoPath path, Set<RepoPath> target) {
        target.addAll(folders(path));
    }

    /** Whether nothing of it is left, so that no later step can be in the way. */
    boolean isEmpty() {
        return shares.isEmpty() && emptied.isEmpty() && newFolders.isEmpty();
    }

    /**
     * Follows it past a step.
     *
     * @param step the next step
     * @return why the step is in the way, one claim a path; empty if it is not
     */
    List<Claim> past(StepDiff step) {
        Map<RepoPath, Claim> claims = new LinkedHashMap<>();
        Map<RepoPath, Share> moved = new HashMap<>();
        for (PathChange change : step.changes()) {
            if (leftOut.test(change.path())) {
                continue;
            }
            if (change.before().isEmpty()) {
                if (comesIntoTheWay(change.path())) {
                    claim(claims, change.path());
                }
                continue;
            }
            if (change.after().isEmpty() && takesFolderAway(step, change.path())) {
                claim(claims, change.path());
            }
            Share share = shares.get(change.path());
            if (share != null) {
                shares.remove(change.path());
                follow(step, change, share, claims, moved);
            }
        }
        shares.putAll(moved);
        return List.copyOf(claims.values());
    }

    private static void claim(Map<RepoPath, Claim> claims, RepoPath path) {
        claims.putIfAbsent(path, new Claim(path, Optional.empty(), Reason.Kind.PATH));
    }

    private void follow(
            StepDiff step, PathChange change, Share share, Map<RepoPath, Claim> claims, Map<RepoPath, Share> moved) {
        RepoPath path = change.path();
        SourceFile old = change.before().orElseThrow();
        Optional<SourceFile> now = change.after();
        if (now.isEmpty()) {
            now = step.renamedTo(path);
            if (now.isEmpty() || share.whole || share.named) {
                claim(claims, path);
            }
            if (now.isEmpty()) {
                return;
            }
        }
        if (share.whole) {
            claim(claims, path);
            moved.put(now.get().path(), share);
            return;
        }
        Optional<List<LineEdit>> edits = step.edits(old, now.get());
        boolean sameContent = old.blob().equals(now.get().blob());
        if (edits.isEmpty() && !(sameContent && old.mode() == now.get().mode())) {
            // It is another kind of thing now, or one that is not merged line by line.
            claim(claims, path);
            moved.put(now.get().path(), share.with(OwnedLines.none()));
            return;
        }
        OwnedLines.Moved lines = share.lines.past(edits.orElse(List.of()));
        lines.touch()
                .ifPresent(touch -> claims.putIfAbsent(
                        path,
                        new Claim(
                                path,
                                Optional.of(touch.lines()),
                                touch.changed() ? Reason.Kind.LINES : Reason.Kind.BESIDE)));
        Share after = share.with(lines.lines());
        if (!after.isEmpty()) {
            moved.put(now.get().path(), after);
        }
    }

    /** Whether a path is added where the commit removed one, or in a folder that it made by moving files. */
    private boolean comesIntoTheWay(RepoPath added) {
        if (emptied.contains(added) || emptiedFolders.contains(added)) {
            return true;
        }
        if (emptied.isEmpty() && newFolders.isEmpty()) {
            return false;
        }
        for (RepoPath folder : folders(added)) {
            if (emptied.contains(folder) || newFolders.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a path is moved out of a folder that is then gone, and to which taking the commit back would add. */
    private boolean takesFolderAway(StepDiff step, RepoPath removed) {
        for (RepoPath folder : folders(removed)) {
            if (emptiedFolders.contains(folder)
                    && step.removesFolder(folder)
                    && step.renamedTo(removed).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
