package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the uncommitted work of a work tree: what the index has that HEAD's tree has not, what the disk has that the
 * index has not, and what nobody tracks and nothing ignores. Reads only.
 */
public final class WorkTreeScan {
    private static final RepoPath GIT = RepoPath.of(".git");

    /**
     * What was found.
     *
     * @param changed tracked paths that differ between HEAD, index and disk
     * @param untracked files and links that are neither tracked nor ignored
     * @param skipped what could not be looked at
     */
    public record Result(SortedSet<RepoPath> changed, SortedSet<RepoPath> untracked, List<Skipped> skipped) {
        /** Tells whether there is no uncommitted work. */
        public boolean isClean() {
            return changed.isEmpty() && untracked.isEmpty();
        }
    }

    private final WorkTree workTree;
    private final IndexFile index;
    private final SortedMap<RepoPath, List<IndexEntry>> entries;
    private final IgnoreRules ignored;
    private final SortedSet<RepoPath> changed = new TreeSet<>();
    private final SortedSet<RepoPath> untracked = new TreeSet<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private WorkTreeScan(WorkTree workTree, IndexFile index, List<Path> excludes) throws IOException {
        this.workTree = workTree;
        this.index = index;
        this.entries = index.index().byPath();
        this.ignored = new IgnoreRules(workTree.root(), excludes);
    }

    /**
     * Scans a work tree.
     *
     * @param workTree the work tree
     * @param index its index
     * @param head the files of the tree that HEAD has
     * @param excludes the files with ignore rules that hold for the whole work tree, the weakest first
     */
    public static Result scan(WorkTree workTree, IndexFile index, List<SourceFile> head, List<Path> excludes)
            throws IOException {
        WorkTreeScan scan = new WorkTreeScan(workTree, index, excludes);
        scan.compareIndex(head);
        scan.compareDisk();
        scan.findUntracked();
        return new Result(scan.changed, scan.untracked, List.copyOf(scan.skipped));
    }

    private void compareIndex(List<SourceFile> head) {
        Map<RepoPath, SourceFile> unseen = new TreeMap<>();
        head.forEach(file -> unseen.put(file.path(), file));
        entries.forEach((path, stages) -> {
            SourceFile file = unseen.remove(path);
            IndexEntry entry = stages.get(0);
            boolean same = file != null
                    && stages.size() == 1
                    && entry.stage() == 0
                    && !entry.intentToAdd()
                    && entry.id().name().equals(file.blob().hex())
                    && FileMode.of(entry.mode()) == file.mode();
            if (!same) {
                changed.add(path);
            }
        });
        changed.addAll(unseen.keySet());
    }

    private void compareDisk() throws IOException {
        for (Map.Entry<RepoPath, List<IndexEntry>> tracked : entries.entrySet()) {
            RepoPath path = tracked.getKey();
            IndexEntry entry = tracked.getValue().get(0);
            if (changed.contains(path)) {
                continue;
            }
            try {
                Content content = new Content.Tracked(FileMode.of(entry.mode()), entry.id());
                if (!workTree.has(path, content, Optional.of(entry), index)) {
                    changed.add(path);
                }
            } catch (FileSystemException e) {
                skipped.add(new Skipped(path, "unreadable"));
            }
        }
    }

    private void findUntracked() throws IOException {
        Deque<Optional<RepoPath>> folders = new ArrayDeque<>();
        folders.add(Optional.empty());
        while (!folders.isEmpty()) {
            Optional<RepoPath> folder = folders.remove();
            Path place = folder.map(workTree::resolve).orElse(workTree.root());
            try (DirectoryStream<Path> children = Files.newDirectoryStream(place)) {
                for (Path child : children) {
                    RepoPath name = RepoPath.ofBytes(FileNames.bytesOf(child));
                    look(folder.map(parent -> parent.resolve(name)).orElse(name), child, folders);
                }
            } catch (NoSuchFileException e) {
                // It went away while we looked: there is nothing to find in it.
                if (folder.isEmpty()) {
                    throw e;
                }
            } catch (FileSystemException | DirectoryIteratorException e) {
                if (folder.isEmpty()) {
                    throw e;
                }
                skipped.add(new Skipped(folder.get(), "unreadable"));
            }
        }
    }

    private void look(RepoPath path, Path file, Deque<Optional<RepoPath>> folders) throws IOException {
        if (path.equals(GIT) || entries.containsKey(path)) {
            return;
        }
        DiskFile disk = DiskFile.look(file);
        switch (disk.kind()) {
            case FOLDER -> {
                if (Files.exists(file.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                    skipped.add(new Skipped(path, "nested-repository"));
                } else if (!ignored.isIgnored(path, true)) {
                    folders.add(Optional.of(path));
                }
            }
            case FILE, LINK -> {
                if (!ignored.isIgnored(path, false)) {
                    untracked.add(path);
                }
            }
            case SPECIAL -> skipped.add(new Skipped(path, "special-file"));
            case ABSENT -> {
                // It went away while we looked.
            }
        }
    }
}
