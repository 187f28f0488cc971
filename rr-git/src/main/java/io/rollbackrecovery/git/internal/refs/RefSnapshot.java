package io.rollbackrecovery.git.internal.refs;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * All refs of a repository at one time, as seen from one work tree. Immutable and thread-safe. What RR moves is seen as
 * before or as after as a whole; what git moves is seen ref by ref.
 */
public final class RefSnapshot {
    private final Head head;
    private final NavigableMap<String, Ref> refs;
    private final List<String> broken;

    RefSnapshot(Head head, NavigableMap<String, Ref> refs, List<String> broken) {
        this.head = head;
        this.refs = Collections.unmodifiableNavigableMap(refs);
        this.broken = List.copyOf(broken);
    }

    /** Answers where HEAD points. */
    public Head head() {
        return head;
    }

    /** Answers the commit that HEAD leads to; empty on a branch that has none yet. */
    public Optional<ObjectId> headCommit() {
        return head.branch().isPresent() ? idOf(head.branch().get()) : head.detached();
    }

    /** Answers all refs under {@code refs/} by name, symbolic ones too, ordered by name. HEAD is not among them. */
    public NavigableMap<String, Ref> refs() {
        return refs;
    }

    /** Answers the refs whose names begin so. */
    public NavigableMap<String, Ref> refs(String prefix) {
        NavigableMap<String, Ref> matching = new TreeMap<>(refs.comparator());
        refs.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> matching.put(entry.getKey(), entry.getValue()));
        return matching;
    }

    /** Answers the object that a ref leads to, through symbolic refs. */
    public Optional<ObjectId> idOf(String name) {
        return Optional.ofNullable(refs.get(name)).map(Ref::getObjectId);
    }

    /** Answers the names of refs whose files are damaged; they are not among {@link #refs()}. */
    public List<String> broken() {
        return broken;
    }
}
