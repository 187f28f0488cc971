package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.BlobContent;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A repository in memory: files to stage, commits to make, and the two ports to read them. */
final class MemoryRepository implements SourceReader, CommitGraph {
    private static final Signature SOMEONE =
            new Signature("Ada", "ada@example.com", Instant.parse("2026-01-05T09:00:00Z"), ZoneOffset.UTC);

    private final Map<BlobId, byte[]> blobs = new HashMap<>();
    private final Map<TreeId, SortedMap<RepoPath, SourceFile>> trees = new HashMap<>();
    private final Map<CommitId, Commit> commits = new LinkedHashMap<>();
    private final Set<BlobId> missing = new HashSet<>();
    private SortedMap<RepoPath, SourceFile> stage = new TreeMap<>();
    private Optional<CommitId> head = Optional.empty();
    private int reads;

    MemoryRepository file(String path, String... lines) {
        return file(RepoPath.of(path), FileMode.REGULAR, bytes(String.join("\n", lines) + "\n"));
    }

    MemoryRepository file(RepoPath path, FileMode mode, byte[] content) {
        BlobId blob = new BlobId(hash(content));
        blobs.put(blob, content);
        stage.put(path, new SourceFile(path, mode, blob));
        return this;
    }

    MemoryRepository clear() {
        stage.clear();
        return this;
    }

    MemoryRepository remove(String path) {
        stage.remove(RepoPath.of(path));
        return this;
    }

    MemoryRepository lose(String path) {
        missing.add(stage.get(RepoPath.of(path)).blob());
        return this;
    }

    CommitId commit(String message) {
        return commit(message, head.stream().toList());
    }

    CommitId commit(String message, List<CommitId> parents) {
        TreeId tree = tree();
        CommitId id = new CommitId(hash(bytes(message + tree + parents)));
        commits.put(id, new Commit(id, tree, parents, SOMEONE, SOMEONE, message));
        head = Optional.of(id);
        return id;
    }

    /** Goes back to a commit; the next one has it as its parent. */
    MemoryRepository checkout(CommitId commit) {
        head = Optional.of(commit);
        stage = new TreeMap<>(trees.get(commits.get(commit).tree()));
        return this;
    }

    /** The tree of what is staged. */
    TreeId tree() {
        TreeId tree = new TreeId(hash(bytes("tree" + stage.values())));
        trees.put(tree, new TreeMap<>(stage));
        return tree;
    }

    int reads() {
        return reads;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<SourceFile> files(TreeId tree) {
        return List.copyOf(treeOf(tree).values());
    }

    private SortedMap<RepoPath, SourceFile> treeOf(TreeId tree) {
        return tree.equals(emptyTree()) ? new TreeMap<>() : trees.get(tree);
    }

    @Override
    public BlobContent read(BlobId blob, long limit) {
        reads++;
        if (missing.contains(blob)) {
            throw new RrException(ErrorCode.MISSING_OBJECT, "blob " + blob + " is missing", "");
        }
        byte[] content = blobs.get(blob);
        return content.length > limit ? BlobContent.tooLarge(content.length) : BlobContent.whole(content);
    }

    @Override
    public List<PathChange> diff(TreeId before, TreeId after) {
        SortedMap<RepoPath, SourceFile> old = treeOf(before);
        SortedMap<RepoPath, SourceFile> now = treeOf(after);
        TreeSet<RepoPath> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        List<PathChange> changes = new ArrayList<>();
        for (RepoPath path : all) {
            Optional<SourceFile> left = Optional.ofNullable(old.get(path));
            Optional<SourceFile> right = Optional.ofNullable(now.get(path));
            if (!left.equals(right)) {
                changes.add(PathChange.between(left, right));
            }
        }
        return changes;
    }

    @Override
    public TreeId emptyTree() {
        return new TreeId("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    }

    @Override
    public Optional<CommitId> resolve(String revision) {
        if (revision.equals("HEAD")) {
            return head;
        }
        int tilde = revision.indexOf('~');
        if (tilde >= 0) {
            Optional<CommitId> here = resolve(revision.substring(0, tilde));
            for (int i = Integer.parseInt(revision.substring(tilde + 1)); i > 0 && here.isPresent(); i--) {
                here = commits.get(here.get()).parents().stream().findFirst();
            }
            return here;
        }
        return commits.keySet().stream().filter(id -> id.hex().equals(revision)).findFirst();
    }

    @Override
    public Commit commit(CommitId id) {
        Commit commit = commits.get(id);
        if (commit == null) {
            throw new RrException(ErrorCode.MISSING_OBJECT, "commit " + id + " is missing", "");
        }
        return commit;
    }

    @Override
    public List<CommitId> range(List<CommitId> from, CommitId to) {
        Set<CommitId> left = new HashSet<>();
        from.forEach(id -> left.addAll(ancestors(id)));
        Set<CommitId> reached = ancestors(to);
        reached.removeAll(left);
        // Commits are made after their parents, so the reverse order of making is newest first.
        List<CommitId> order = new ArrayList<>(commits.keySet());
        java.util.Collections.reverse(order);
        return order.stream().filter(reached::contains).toList();
    }

    @Override
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        return ancestors(descendant).contains(ancestor);
    }

    private Set<CommitId> ancestors(CommitId id) {
        Set<CommitId> seen = new HashSet<>();
        Deque<CommitId> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            CommitId here = open.remove();
            if (seen.add(here)) {
                open.addAll(commits.get(here).parents());
            }
        }
        return seen;
    }
}
