package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;

/** Makes changed trees out of existing ones: only the folders on the way to a change are rewritten. */
public final class Trees {
    /** The tree without entries. It need not be in the repository. */
    public static final ObjectId EMPTY = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private Trees() {}

    /**
     * Plans the writing and removing of files.
     *
     * @param reader the repository's objects; only trees on the way to the files are read
     * @param from the tree to begin with
     * @param edits the files, in any order, each path once; a submodule has its commit's id as content, in hex
     * @return the step, whose result is computed and not written
     * @throws RrException {@code BAD_REQUEST} if one file would lie inside another; {@code MISSING_OBJECT}
     */
    public static TreeStep.Edit plan(ObjectReader reader, TreeId from, List<TreeStep.FileEdit> edits) {
        List<TreeStep.FileEdit> ordered = new ArrayList<>(edits);
        ordered.sort((one, two) -> one.path().compareTo(two.path()));
        MemoryObjects memory = new MemoryObjects(reader);
        ObjectId result = apply(memory.newReader(), memory, ObjectId.fromString(from.hex()), ordered);
        return new TreeStep.Edit(from, ordered, new TreeId(result.name()));
    }

    /** Carries out file edits, inserting blobs and trees. */
    static ObjectId apply(ObjectReader reader, ObjectSink inserter, ObjectId from, List<TreeStep.FileEdit> edits) {
        SortedMap<RepoPath, Optional<Version>> versions = new TreeMap<>();
        for (TreeStep.FileEdit edit : edits) {
            Optional<Version> version = Optional.empty();
            if (edit.content().isPresent()) {
                byte[] content = edit.content().get().toArray();
                version = Optional.of(new Version(edit.mode().bits(), insert(inserter, edit, content)));
            }
            versions.put(edit.path(), version);
        }
        return edit(new ObjectSource(reader), inserter, from, versions);
    }

    private static ObjectId insert(ObjectSink inserter, TreeStep.FileEdit edit, byte[] content) {
        if (edit.mode() == io.rollbackrecovery.core.source.FileMode.GITLINK) {
            return ObjectId.fromString(new String(content, StandardCharsets.US_ASCII));
        }
        try {
            return inserter.insert(Constants.OBJ_BLOB, content);
        } catch (IOException e) {
            throw new RrException(ErrorCode.IO, "a blob cannot be written: " + e.getMessage(), IoProblem.hint(e), e);
        }
    }

    /**
     * Gives a tree with some entries put or removed. Folders that end up empty vanish.
     *
     * @param source reads the trees
     * @param inserter takes the changed trees
     * @param tree the tree to begin with
     * @param edits paths with what is to be there, possibly a whole tree; nothing for what is to be removed
     * @return the changed tree; {@link #EMPTY} (inserted) if nothing is left
     */
    static ObjectId edit(
            ObjectSource source, ObjectSink inserter, ObjectId tree, SortedMap<RepoPath, Optional<Version>> edits) {
        Node root = new Node();
        edits.forEach((path, version) -> {
            TreeEntries.requireDepth(path.parent());
            root.add(path, version);
        });
        try {
            Optional<ObjectId> result = write(source, inserter, Optional.of(tree), root);
            return result.isPresent() ? result.get() : inserter.insert(Constants.OBJ_TREE, new byte[0]);
        } catch (IOException e) {
            throw new RrException(ErrorCode.IO, "a tree cannot be written: " + e.getMessage(), IoProblem.hint(e), e);
        }
    }

    /** The edits of one folder: by name, what is to be put or removed, and what is edited inside. */
    private static final class Node {
        final Map<RepoPath, Optional<Version>> own = new TreeMap<>();
        final Map<RepoPath, Node> inside = new TreeMap<>();

        void add(RepoPath path, Optional<Version> version) {
            byte[] bytes = path.bytes();
            Node node = this;
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '/') {
                    RepoPath name = RepoPath.ofBytes(Arrays.copyOfRange(bytes, start, i));
                    node = node.inside.computeIfAbsent(name, absent -> new Node());
                    start = i + 1;
                }
            }
            node.own.put(RepoPath.ofBytes(Arrays.copyOfRange(bytes, start, bytes.length)), version);
        }
    }

    private static Optional<ObjectId> write(
            ObjectSource source, ObjectSink inserter, Optional<ObjectId> tree, Node node) throws IOException {
        RawTree raw = source.rawTree(tree);
        SortedMap<RepoPath, Optional<Version>> changes = new TreeMap<>();
        // What is put whole comes first, edits inside it after: so a whole folder can be taken and then changed.
        node.own.forEach((name, version) -> {
            boolean decidedInside = version.isPresent() && node.inside.containsKey(name);
            if (!decidedInside && !version.equals(find(raw, name))) {
                changes.put(name, version);
            }
        });
        for (Map.Entry<RepoPath, Node> edit : node.inside.entrySet()) {
            RepoPath name = edit.getKey();
            Optional<Version> there = find(raw, name);
            Optional<Version> own = node.own.getOrDefault(name, there);
            Optional<Version> file =
                    node.own.containsKey(name) ? own.filter(version -> !version.isTree()) : Optional.empty();
            Optional<Version> before = file.isPresent() ? there : own;
            Optional<ObjectId> folder = before.filter(Version::isTree).map(Version::id);
            Optional<ObjectId> after = write(source, inserter, folder, edit.getValue());
            if (after.isPresent() && file.isPresent()) {
                throw new RrException(
                        ErrorCode.BAD_REQUEST,
                        "'" + name + "' cannot be a file and a folder at once",
                        "remove what is in the folder, or choose another path");
            }
            Optional<Version> now = file.or(() -> after.map(id -> new Version(Version.TREE, id)));
            // A file in the way of nothing stays: only removals inside a path that is no folder.
            if (now.isEmpty() && folder.isEmpty() && !node.own.containsKey(name)) {
                continue;
            }
            changes.remove(name);
            if (!now.equals(there)) {
                changes.put(name, now);
            }
        }
        if (changes.isEmpty()) {
            return tree.filter(id -> raw.bytes.length > 0);
        }
        byte[] changed = raw.isPlain() ? raw.with(changes) : format(source.entries(tree), changes);
        return changed.length == 0 ? Optional.empty() : Optional.of(inserter.insert(Constants.OBJ_TREE, changed));
    }

    private static Optional<Version> find(RawTree tree, RepoPath name) {
        byte[] bytes = name.bytes();
        return tree.find(bytes, 0, bytes.length);
    }

    /** Writes all entries anew: sorted, and with modes as git has them, as git does with a tree that it changes. */
    private static byte[] format(SortedMap<RepoPath, Version> before, SortedMap<RepoPath, Optional<Version>> changes) {
        SortedMap<RepoPath, Version> entries = new TreeMap<>(before);
        changes.forEach((name, version) -> {
            entries.remove(name);
            version.ifPresent(now -> entries.put(name, now));
        });
        List<Map.Entry<RepoPath, Version>> ordered = new ArrayList<>(entries.entrySet());
        ordered.sort(TreeEntries::compare);
        TreeFormatter formatter = new TreeFormatter();
        for (Map.Entry<RepoPath, Version> entry : ordered) {
            Version version = entry.getValue();
            formatter.append(entry.getKey().bytes(), FileMode.fromBits(version.mode()), version.id());
        }
        return formatter.toByteArray();
    }
}
