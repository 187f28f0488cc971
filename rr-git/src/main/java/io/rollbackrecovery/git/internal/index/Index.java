package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The content of an index: an immutable value. {@link IndexFile} reads and writes it.
 *
 * <p>Extensions are kept as they are while the entries are; an index of other entries drops those that describe the old
 * ones (the tree cache, the caches of untracked files and of the file monitor) and keeps the rest.
 */
public final class Index {
    private static final Index EMPTY = new Index(List.of(), List.of());

    private final List<IndexEntry> entries;
    private final List<IndexExtension> extensions;

    Index(List<IndexEntry> sortedEntries, List<IndexExtension> extensions) {
        this.entries = Collections.unmodifiableList(sortedEntries);
        this.extensions = List.copyOf(extensions);
    }

    /** Answers an index without entries. */
    public static Index empty() {
        return EMPTY;
    }

    /**
     * Answers an index of these entries.
     *
     * @throws IllegalArgumentException if two have the same path and stage
     */
    public static Index of(Collection<IndexEntry> entries) {
        return new Index(sorted(entries), List.of());
    }

    private static List<IndexEntry> sorted(Collection<IndexEntry> entries) {
        List<IndexEntry> sorted = new ArrayList<>(entries);
        sorted.sort(IndexEntry.ORDER);
        for (int i = 1; i < sorted.size(); i++) {
            if (IndexEntry.ORDER.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw new IllegalArgumentException(
                        "two entries for " + sorted.get(i).path());
            }
        }
        return sorted;
    }

    /** Answers all entries, ordered by path and stage. */
    public List<IndexEntry> entries() {
        return entries;
    }

    List<IndexExtension> extensions() {
        return extensions;
    }

    /** Answers the entry of a path that is not in conflict. */
    public Optional<IndexEntry> find(RepoPath path) {
        List<IndexEntry> found = stages(path);
        return found.size() == 1 && found.get(0).stage() == 0 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Answers all entries of a path: none, one, or in a conflict up to three. */
    public List<IndexEntry> stages(RepoPath path) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = low + high >>> 1;
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

    /** Answers whether any path is in conflict. */
    public boolean hasConflicts() {
        return entries.stream().anyMatch(entry -> entry.stage() != 0);
    }

    /**
     * Answers an index in which some paths have other entries.
     *
     * @param removed paths that lose their entries, all stages; those of {@code added} do so too
     * @param added the entries that take their places
     * @throws IllegalArgumentException if two of {@code added} have the same path and stage
     */
    public Index with(Collection<RepoPath> removed, Collection<IndexEntry> added) {
        Set<RepoPath> replaced = new HashSet<>(removed);
        added.forEach(entry -> replaced.add(entry.path()));
        List<IndexEntry> changed = new ArrayList<>(entries.size() + added.size());
        for (IndexEntry entry : entries) {
            if (!replaced.contains(entry.path())) {
                changed.add(entry);
            }
        }
        changed.addAll(added);
        return new Index(
                sorted(changed),
                extensions.stream().filter(IndexExtension::survivesChanges).toList());
    }

    /** Two indexes are equal if their entries are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Index that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** Answers the number of entries. */
    @Override
    public String toString() {
        return "Index[" + entries.size() + " entries]";
    }
}
