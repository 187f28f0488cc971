package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.worktree.FolderListing.Child;
import io.rollbackrecovery.git.internal.worktree.FolderListing.Folder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Finds the uncommitted work of a work tree: what the index has that HEAD's tree has not, what the disk has that the
 * index has not, and what nobody tracks. Reads only. Every folder is listed once and every file looked at once; a
 * tracked file that looks as the index remembers it is not read.
 */
public final class WorkTreeScan {
    /**
     * What was found.
     *
     * @param changed tracked paths that differ between HEAD, index and disk
     * @param untracked files and links that are neither tracked nor ignored
     * @param ignored files and links that are ignored; empty unless they were asked for
     * @param skipped what could not be looked at, or belongs to another repository
     */
    public record Result(
            SortedSet<RepoPath> changed,
            SortedSet<RepoPath> untracked,
            SortedSet<RepoPath> ignored,
            List<Skipped> skipped) {
        /** Gives all paths whose content is in no commit. */
        public SortedSet<RepoPath> all() {
            SortedSet<RepoPath> all = new TreeSet<>(changed);
            all.addAll(untracked);
            all.addAll(ignored);
            return all;
        }
    }

    /**
     * What to look for.
     *
     * @param excludes the files with ignore rules that hold for the whole work tree, the weakest first
     * @param withIgnored whether ignored files are looked for too
     */
    public record Request(List<Path> excludes, boolean withIgnored) {
        /** Copies the list, so that the value is immutable. */
        public Request {
            excludes = List.copyOf(excludes);
        }
    }

    private final WorkTree workTree;
    private final IndexFile index;
    private final StatCache cache;
    private final Request request;
    private final IgnoreRules rules;
    private final SortedSet<RepoPath> changed;
    private final SortedSet<RepoPath> untracked = new TreeSet<>();
    private final SortedSet<RepoPath> ignored = new TreeSet<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Folder> folders = new ArrayList<>();

    private WorkTreeScan(
            WorkTree workTree, IndexFile index, SortedSet<RepoPath> staged, StatCache cache, Request request)
            throws IOException {
        this.workTree = workTree;
        this.index = index;
        this.changed = staged;
        this.cache = cache;
        this.request = request;
        this.rules = new IgnoreRules(workTree.root(), request.excludes());
    }

    /**
     * Scans a work tree.
     *
     * @param workTree the work tree
     * @param index its index
     * @param reader reads HEAD's tree
     * @param head the tree that HEAD has
     * @param cache knows files that were read before, and learns those that are read now
     * @param request what to look for
     */
    public static Result scan(
            WorkTree workTree, IndexFile index, ObjectReader reader, ObjectId head, StatCache cache, Request request)
            throws IOException {
        SortedSet<RepoPath> staged = TreeAgainstIndex.differences(reader, head, index.index());
        WorkTreeScan scan = new WorkTreeScan(workTree, index, staged, cache, request);
        scan.walk();
        return new Result(scan.changed, scan.untracked, scan.ignored, List.copyOf(scan.skipped));
    }

    private void walk() throws IOException {
        List<Folder> level = List.of(new Folder(
                Optional.empty(), workTree.root(), false, index.index().entries()));
        while (!level.isEmpty()) {
            for (FolderListing listing :
                    FolderListing.of(level, (entry, disk) -> workTree.looksUnchanged(entry, disk, index))) {
                look(listing);
            }
            level = List.copyOf(folders);
            folders.clear();
        }
    }

    private void look(FolderListing listing) throws IOException {
        Folder folder = listing.folder();
        if (listing.unreadable().isPresent()) {
            IOException failure = listing.unreadable().get();
            if (folder.path().isEmpty() || !(failure instanceof FileSystemException)) {
                throw failure;
            }
            skip(folder.path().get(), "unreadable");
            return;
        }
        if (folder.path().isPresent() && listing.hasGit() && folder.tracked().isEmpty()) {
            skip(folder.path().get(), "nested-repository");
            return;
        }
        listing.missing().forEach(this::missing);
        for (Child child : listing.children()) {
            if (child.disk().isEmpty()) {
                skip(child.path(), "unreadable");
                continue;
            }
            try {
                look(folder, child, child.disk().get());
            } catch (FileSystemException e) {
                skip(child.path(), "unreadable");
            }
        }
    }

    private void skip(RepoPath path, String reason) {
        skipped.add(new Skipped(path, reason));
    }

    private void look(Folder folder, Child child, DiskFile disk) throws IOException {
        RepoPath path = child.path();
        Path file = child.file();
        Optional<IndexEntry> entry = child.entry();
        boolean isFolder = disk.kind() == DiskFile.Kind.FOLDER;
        if (entry.isPresent() && (!isFolder || isSubmodule(entry.get()))) {
            if (isFolder && Files.exists(file.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                skipped.add(new Skipped(path, "submodule"));
            }
            if (!changed.contains(path) && !isUnchanged(path, entry.get(), disk)) {
                changed.add(path);
            }
            return;
        }
        switch (disk.kind()) {
            case FOLDER -> {
                boolean inside = folder.ignored() || rules.isIgnored(path, true);
                if (!inside || request.withIgnored() || !child.tracked().isEmpty()) {
                    folders.add(new Folder(Optional.of(path), file, inside, child.tracked()));
                }
            }
            case FILE, LINK -> {
                if (!folder.ignored() && !rules.isIgnored(path, false)) {
                    untracked.add(path);
                } else if (request.withIgnored()) {
                    ignored.add(path);
                }
            }
            case SPECIAL -> skipped.add(new Skipped(path, "special-file"));
            case ABSENT -> {
                // It went away while we looked.
            }
        }
    }

    private boolean isUnchanged(RepoPath path, IndexEntry entry, DiskFile disk) throws IOException {
        Content content = new Content.Tracked(FileMode.of(entry.mode()), entry.id());
        Optional<ObjectId> known = WorkTree.looksUnread(entry, disk, index) ? Optional.empty() : cache.idOf(path, disk);
        boolean unchanged = workTree.has(path, content, Optional.of(entry), index, disk, known);
        if (unchanged && known.isEmpty() && !WorkTree.looksUnread(entry, disk, index)) {
            workTree.rawId(path, content).ifPresent(id -> cache.put(path, disk, id));
        }
        return unchanged;
    }

    /** A tracked file that its folder has not. */
    private void missing(IndexEntry entry) {
        boolean mayBeMissing = entry.skipWorktree() || isSubmodule(entry) || entry.intentToAdd();
        if (!mayBeMissing) {
            changed.add(entry.path());
        }
    }

    static boolean isSubmodule(IndexEntry entry) {
        return FileMode.of(entry.mode()) == FileMode.GITLINK;
    }
}
