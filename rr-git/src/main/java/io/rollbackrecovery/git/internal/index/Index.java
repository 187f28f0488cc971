package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entries of an index, ordered by path and stage. Immutable. */
public final class Index {
    private static final Comparator<IndexEntry> ORDER =
            Comparator.comparing(IndexEntry::path).thenComparingInt(IndexEntry::stage);

    private final List<IndexEntry> entries;
    private final byte[] resolveUndo;
    private final Optional<CachedTree> trees;

    Index(List<IndexEntry> sorted, byte[] resolveUndo, Optional<CachedTree> trees) {
        this.entries = List.copyOf(sorted);
        this.resolveUndo = resolveUndo;
        this.trees = trees;
    }

    /** Gives the index without entries, which is also what a missing file means. */
    public static Index empty() {
        return new Index(List.of(), new byte[0], Optional.empty());
    }

    /** Makes an index of entries in any order. */
    public static Index of(Collection<IndexEntry> entries) {
        return new Index(entries.stream().sorted(ORDER).toList(), new byte[0], Optional.empty());
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

    /** Gives the entries of some paths; nothing for a path that the index has not. */
    public Map<RepoPath, List<IndexEntry>> byPath(Collection<RepoPath> paths) {
        Map<RepoPath, List<IndexEntry>> found = new HashMap<>();
        for (RepoPath path : paths) {
            List<IndexEntry> some = of(path);
            if (!some.isEmpty()) {
                found.put(path, some);
            }
        }
        return found;
    }

    private List<IndexEntry> of(RepoPath path) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).path().compareTo(path) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int end = low;
        while (end < entries.size() && entries.get(end).path().equals(path)) {
            end++;
        }
        return entries.subList(low, end);
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
        return new Index(changed, resolveUndo, Optional.empty());
    }

    /** Gives the trees that git has computed for its folders, the top one first; empty if the index has none. */
    public Optional<CachedTree> trees() {
        return trees;
    }

    /** The raw {@code REUC} extension, by which git can bring back a conflict that was resolved. */
    byte[] resolveUndo() {
        return resolveUndo;
    }
}
