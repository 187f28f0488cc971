package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entries of an index, ordered by path and stage. Immutable. */
public final class Index {
    private static final Comparator<IndexEntry> ORDER =
            Comparator.comparing(IndexEntry::path).thenComparingInt(IndexEntry::stage);

    private final List<IndexEntry> entries;
    private final byte[] resolveUndo;

    Index(List<IndexEntry> sorted, byte[] resolveUndo) {
        this.entries = List.copyOf(sorted);
        this.resolveUndo = resolveUndo;
    }

    /** Gives the index without entries, which is also what a missing file means. */
    public static Index empty() {
        return new Index(List.of(), new byte[0]);
    }

    /** Makes an index of entries in any order. */
    public static Index of(Collection<IndexEntry> entries) {
        return new Index(entries.stream().sorted(ORDER).toList(), new byte[0]);
    }

    /** Gives all entries, ordered. */
    public List<IndexEntry> entries() {
        return entries;
    }

    /** Gives the entries by path: one of stage 0, or those of a conflict. */
    public SortedMap<RepoPath, List<IndexEntry>> byPath() {
        SortedMap<RepoPath, List<IndexEntry>> byPath = new TreeMap<>();
        for (IndexEntry entry : entries) {
            byPath.computeIfAbsent(entry.path(), path -> new ArrayList<>(1)).add(entry);
        }
        return byPath;
    }

    /** Gives an index in which the entries of some paths are replaced; no entries remove the path. */
    public Index with(Map<RepoPath, List<IndexEntry>> replaced) {
        List<IndexEntry> changed = new ArrayList<>(entries.size() + replaced.size());
        for (IndexEntry entry : entries) {
            if (!replaced.containsKey(entry.path())) {
                changed.add(entry);
            }
        }
        replaced.values().forEach(changed::addAll);
        changed.sort(ORDER);
        return new Index(changed, resolveUndo);
    }

    /** The raw {@code REUC} extension, by which git can bring back a conflict that was resolved. */
    byte[] resolveUndo() {
        return resolveUndo;
    }
}
