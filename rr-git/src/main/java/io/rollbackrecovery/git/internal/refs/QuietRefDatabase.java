package io.rollbackrecovery.git.internal.refs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefRename;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** JGit's view of a {@link RefStore}: reading only. */
final class QuietRefDatabase extends RefDatabase {
    private static final List<String> ADDITIONAL =
            List.of(Constants.MERGE_HEAD, Constants.FETCH_HEAD, Constants.ORIG_HEAD, Constants.CHERRY_PICK_HEAD);

    private final RefStore refs;
    private final QuietRepository repository;

    QuietRefDatabase(RefStore refs, QuietRepository repository) {
        this.refs = refs;
        this.repository = repository;
    }

    @Override
    public void create() {
        throw readOnly();
    }

    @Override
    public void close() {
        // nothing is held open
    }

    @Override
    public boolean isNameConflicting(String name) throws IOException {
        return !getConflictingNames(name).isEmpty();
    }

    @Override
    public RefUpdate newUpdate(String name, boolean detach) {
        throw readOnly();
    }

    @Override
    public RefRename newRename(String fromName, String toName) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("refs move through RR's journal only");
    }

    @Override
    public @Nullable Ref exactRef(String name) throws IOException {
        return refs.find(name).orElse(null);
    }

    @Override
    @SuppressWarnings("deprecation") // JGit still asks its subclasses for it
    public Map<String, Ref> getRefs(String prefix) throws IOException {
        RefSnapshot snapshot = refs.snapshot();
        NavigableMap<String, Ref> found = new TreeMap<>();
        snapshot.refs(prefix).forEach((name, ref) -> {
            if (ref.getObjectId() != null) {
                found.put(name.substring(prefix.length()), ref);
            }
        });
        if (prefix.isEmpty()) {
            refs.find(Constants.HEAD)
                    .filter(head -> head.getObjectId() != null)
                    .ifPresent(head -> found.put(Constants.HEAD, head));
        }
        return found;
    }

    @Override
    public List<Ref> getAdditionalRefs() throws IOException {
        List<Ref> found = new ArrayList<>();
        for (String name : ADDITIONAL) {
            refs.find(name).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public Ref peel(Ref ref) throws IOException {
        Ref leaf = ref.getLeaf();
        ObjectId id = leaf.getObjectId();
        if (leaf.isPeeled() || id == null) {
            return ref;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.parseAny(id);
            return object instanceof RevTag
                    ? new ObjectIdRef.PeeledTag(
                            leaf.getStorage(),
                            leaf.getName(),
                            id,
                            walk.peel(object).copy())
                    : new ObjectIdRef.PeeledNonTag(leaf.getStorage(), leaf.getName(), id);
        }
    }

    @Override
    public ReflogReader getReflogReader(Ref ref) {
        return new QuietReflogReader(Reflog.fileOf(refs.layout(), ref.getName()));
    }

    @Override
    public @Nullable ReflogReader getReflogReader(String refName) throws IOException {
        Ref ref = findRef(refName);
        return ref == null ? null : getReflogReader(ref);
    }
}
