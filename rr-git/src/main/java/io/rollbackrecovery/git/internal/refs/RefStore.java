package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SymbolicRef;
import org.jspecify.annotations.Nullable;

/**
 * Reads a repository's refs as git does: loose files first, then {@code packed-refs}; the private ones of a linked work
 * tree from its own directory. Reading takes no lock and writes nothing. Every call looks at the disk. Thread-safe.
 *
 * <p>Refs move through {@link RefTransaction}, HEAD through {@link HeadFile}.
 */
public final class RefStore {
    /** The order of names by their bytes, as git sorts them. */
    public static final Comparator<String> BY_BYTES = Comparator.comparing(PackedRefs::key);

    private static final int DEEPEST_SYMBOLIC = 5; // git's own bound
    private static final int MOST_RETRIES = 100;
    private static final Pattern ROOT_REF = Pattern.compile("[A-Z][A-Z_]*");
    private static final List<String> PRIVATE = List.of("refs/bisect/", "refs/worktree/", "refs/rewritten/");

    private final GitLayout layout;
    private final PackedRefsFile packedRefs;

    private RefStore(GitLayout layout) {
        this.layout = layout;
        this.packedRefs = new PackedRefsFile(layout.commonDir().resolve("packed-refs"));
    }

    /** Opens a repository's refs; nothing is read yet. */
    public static RefStore open(GitLayout layout) {
        return new RefStore(layout);
    }

    /** Answers whose refs these are. */
    public GitLayout layout() {
        return layout;
    }

    PackedRefsFile packedRefs() {
        return packedRefs;
    }

    /** Answers whether each work tree has a ref of this name for itself. */
    static boolean isPrivate(String name) {
        return !name.startsWith("refs/") || PRIVATE.stream().anyMatch(name::startsWith);
    }

    /** Answers the file that holds a ref while it is loose, whether or not it exists. */
    public Path fileOf(String name) {
        return FileNames.resolve(isPrivate(name) ? layout.gitDir() : layout.commonDir(), name);
    }

    /**
     * Reads one ref.
     *
     * @param name a full name under {@code refs/}, or {@code HEAD} and its kin ({@code MERGE_HEAD} ...)
     * @return the ref; of a symbolic one without a target that exists, a target without id; empty if there is none or
     *     if it is no name of a ref
     * @throws RrException {@code CORRUPT} if the ref's file is damaged
     */
    public Optional<Ref> find(String name) throws IOException {
        return find(name, 0);
    }

    private Optional<Ref> find(String name, int depth) throws IOException {
        if (!isName(name)) {
            return Optional.empty();
        }
        Optional<LooseRef> loose = LooseRef.read(fileOf(name));
        if (loose.isEmpty()) {
            return name.startsWith("refs/")
                    ? packedRefs.read().find(name).map(value -> toRef(name, value))
                    : Optional.empty();
        }
        if (loose.get().isBroken()) {
            throw broken(name);
        }
        if (loose.get().target().isEmpty()) {
            return loose.get().id().map(id -> new ObjectIdRef.Unpeeled(Ref.Storage.LOOSE, name, id));
        }
        if (depth >= DEEPEST_SYMBOLIC) {
            throw broken(name);
        }
        String target = loose.get().target().get();
        Ref leaf = find(target, depth + 1).orElseGet(() -> new ObjectIdRef.Unpeeled(Ref.Storage.NEW, target, null));
        return Optional.of(new SymbolicRef(name, leaf));
    }

    /** Answers the object that a ref leads to; empty if there is none. */
    public Optional<ObjectId> idOf(String name) throws IOException {
        return find(name).map(Ref::getObjectId);
    }

    private static boolean isName(String name) {
        return name.startsWith("refs/")
                ? Repository.isValidRefName(name)
                : ROOT_REF.matcher(name).matches();
    }

    private static RrException broken(String name) {
        return new RrException(
                ErrorCode.CORRUPT, "the ref " + name + " is damaged", "See git fsck and git reflog " + name + ".");
    }

    /**
     * Reads HEAD of this work tree.
     *
     * @throws RrException {@code CORRUPT} if it is damaged
     */
    public Head head() throws IOException {
        return head(layout.gitDir());
    }

    private static Head head(Path gitDir) throws IOException {
        LooseRef found = LooseRef.read(gitDir.resolve("HEAD")).orElseThrow(() -> broken("HEAD"));
        if (found.isBroken()) {
            throw broken("HEAD");
        }
        return new Head(found.target(), found.id());
    }

    /**
     * Reads the HEADs of the repository's other work trees, by name; the main one's name is empty. Damaged ones are
     * left out.
     */
    public Map<String, Head> otherHeads() throws IOException {
        Map<String, Path> gitDirs = new TreeMap<>();
        gitDirs.put("", layout.commonDir());
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(layout.commonDir().resolve("worktrees"))) {
            folders.forEach(folder -> gitDirs.put(String.valueOf(folder.getFileName()), folder));
        } catch (NoSuchFileException | NotDirectoryException none) {
            gitDirs.keySet().retainAll(List.of(""));
        }
        gitDirs.values().remove(layout.gitDir());
        Map<String, Head> heads = new TreeMap<>();
        for (Map.Entry<String, Path> one : gitDirs.entrySet()) {
            Optional<LooseRef> head = LooseRef.read(one.getValue().resolve("HEAD"));
            if (head.isPresent() && !head.get().isBroken()) {
                heads.put(one.getKey(), new Head(head.get().target(), head.get().id()));
            }
        }
        return heads;
    }

    /** Reads all refs and HEAD, at one time with regard to what RR moves. */
    public RefSnapshot snapshot() throws IOException {
        for (int attempt = 0; ; attempt++) {
            PackedRefsFile.Content before = packedRefs.content();
            Map<String, LooseRef> loose = looseRefs();
            Head head = head();
            // a loose file that is deleted while this reads is in packed-refs by then: it must not have changed
            if (packedRefs.isUnchanged(before)) {
                return merge(head, loose, before.refs());
            }
            if (attempt == MOST_RETRIES) {
                throw new IOException("refs change faster than they can be read");
            }
        }
    }

    private static RefSnapshot merge(Head head, Map<String, LooseRef> loose, PackedRefs packed) {
        NavigableMap<String, Ref> refs = new TreeMap<>(BY_BYTES);
        List<String> broken = new ArrayList<>();
        packed.values().forEach((key, value) -> {
            String name = PackedRefs.name(key);
            refs.put(name, toRef(name, value));
        });
        loose.forEach((name, ref) -> {
            if (ref.id().isPresent()) {
                refs.put(
                        name,
                        new ObjectIdRef.Unpeeled(
                                Ref.Storage.LOOSE, name, ref.id().get()));
            } else {
                refs.remove(name);
            }
        });
        loose.forEach((name, ref) -> {
            if (ref.isBroken()) {
                broken.add(name);
            } else if (ref.target().isPresent()) {
                symbolic(name, loose, refs, 0).ifPresentOrElse(found -> refs.put(name, found), () -> broken.add(name));
            }
        });
        return new RefSnapshot(head, refs, broken);
    }

    private static Optional<Ref> symbolic(String name, Map<String, LooseRef> loose, Map<String, Ref> refs, int depth) {
        @Nullable LooseRef ref = loose.get(name);
        if (ref == null || ref.target().isEmpty()) {
            @Nullable Ref found = refs.get(name);
            return Optional.of(found != null ? found : new ObjectIdRef.Unpeeled(Ref.Storage.NEW, name, null));
        }
        return depth >= DEEPEST_SYMBOLIC
                ? Optional.empty()
                : symbolic(ref.target().get(), loose, refs, depth + 1).map(leaf -> new SymbolicRef(name, leaf));
    }

    private static Ref toRef(String name, PackedRefs.Value value) {
        if (value.peeled().isPresent()) {
            return new ObjectIdRef.PeeledTag(
                    Ref.Storage.PACKED, name, value.id(), value.peeled().get());
        }
        return value.isPeelKnown()
                ? new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, value.id())
                : new ObjectIdRef.Unpeeled(Ref.Storage.PACKED, name, value.id());
    }

    private Map<String, LooseRef> looseRefs() throws IOException {
        Map<String, LooseRef> found = new HashMap<>();
        walk(layout.commonDir().resolve("refs"), "refs/", found);
        if (!layout.gitDir().equals(layout.commonDir())) {
            found.keySet().removeIf(RefStore::isPrivate);
            for (String prefix : PRIVATE) {
                walk(layout.gitDir().resolve(prefix), prefix, found);
            }
        }
        return found;
    }

    private static void walk(Path folder, String prefix, Map<String, LooseRef> found) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = prefix + new String(FileNames.bytesOf(child), StandardCharsets.UTF_8);
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    walk(child, name + "/", found);
                } else if (Repository.isValidRefName(name)) {
                    Optional<LooseRef> ref = LooseRef.read(child);
                    ref.ifPresent(value -> found.put(name, value));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return; // empty folders come and go
        }
    }

    /** Answers the lock file of a ref. */
    public Path lockOf(String name) {
        return HeldLocks.lockOf(fileOf(name));
    }
}
