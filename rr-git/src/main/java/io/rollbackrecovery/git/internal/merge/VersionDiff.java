package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * What a merge would see between two versions: the lines that differ by the merge's own diff, and the paths that count as
 * renamed by the merge's own rules. Reads only the blobs that are asked about. Not thread-safe; the reader is borrowed.
 */
public final class VersionDiff {
    private static final long MOST_BYTES = 8L << 20;
    private static final int MOST_COMPARED = 500;
    private static final int KEPT_EDITS = 4096;

    private final ObjectSource source;
    private final RenameSettings settings;
    private final Map<Pair, Optional<List<LineEdit>>> known = new Recent();

    private record Pair(ObjectId before, ObjectId after) {}

    private static final class Recent extends LinkedHashMap<Pair, Optional<List<LineEdit>>> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Optional<List<LineEdit>>> eldest) {
            return size() > KEPT_EDITS;
        }
    }

    /**
     * Makes it.
     *
     * @param reader reads the versions; borrowed
     * @param settings how renames are followed
     */
    public VersionDiff(ObjectReader reader, MergeSettings settings) {
        this.source = new ObjectSource(reader);
        this.settings = settings.renames();
    }

    /**
     * Compares two versions of a file, as a merge would.
     *
     * @param before the older version
     * @param after the newer version
     * @return the edits in order; empty if one of them is no text, or too large to be compared
     */
    public Optional<List<LineEdit>> edits(SourceFile before, SourceFile after) {
        if (!before.mode().isFile() || !after.mode().isFile()) {
            return Optional.empty();
        }
        if (before.blob().equals(after.blob())) {
            return Optional.of(List.of());
        }
        return known.computeIfAbsent(new Pair(id(before.blob()), id(after.blob())), this::compare);
    }

    private Optional<List<LineEdit>> compare(Pair pair) {
        if (source.size(pair.before) > MOST_BYTES || source.size(pair.after) > MOST_BYTES) {
            return Optional.empty();
        }
        byte[] before = source.blob(pair.before);
        byte[] after = source.blob(pair.after);
        if (ContentMerge.isBinary(before) || ContentMerge.isBinary(after)) {
            return Optional.empty();
        }
        LineTable table = new LineTable();
        TextLines old = table.lines(before);
        TextLines now = table.lines(after);
        return Optional.of(List.copyOf(LineDiff.edits(old.numbers, now.numbers, table.size())));
    }

    /**
     * Finds the paths that were renamed, among those that were added and deleted. Where very many were, only those with
     * equal content or the same file name are found.
     *
     * @param changes how the two trees differ
     * @return the new path with the old one
     */
    public Map<RepoPath, RepoPath> renames(List<PathChange> changes) {
        Map<RepoPath, RepoPath> renames = new TreeMap<>();
        RenameCandidates candidates = new RenameCandidates();
        for (PathChange change : changes) {
            if (change.after().isEmpty()) {
                candidates.collect(Side.OURS, open(change.before().orElseThrow(), Side.BASE), false);
            } else if (change.before().isEmpty()) {
                candidates.collect(Side.OURS, open(change.after().orElseThrow(), Side.OURS), false);
            }
        }
        if (!settings.enabled() || candidates.removed.isEmpty() || candidates.added.isEmpty()) {
            return renames;
        }
        Similarity similarity = new Similarity(source, settings.countsUnfinishedLine());
        int limit = settings.limit() > 0 ? Math.min(settings.limit(), MOST_COMPARED) : MOST_COMPARED;
        RenameDetector detector = new RenameDetector(similarity, Side.OURS, candidates, limit);
        detector.detect();
        detector.renames().forEach((to, from) -> renames.put(RenameCandidates.path(to), RenameCandidates.path(from)));
        return renames;
    }

    private static OpenPath open(SourceFile file, Side side) {
        return new OpenPath(file.path(), Map.of(side, new Version(file.mode().bits(), id(file.blob()))));
    }

    /**
     * Tells whether a tree has a folder at a path.
     *
     * @param tree the tree
     * @param path the path
     * @return true if there is a folder
     */
    public boolean isFolder(TreeId tree, RepoPath path) {
        return source.find(ObjectId.fromString(tree.hex()), path)
                .filter(Version::isTree)
                .isPresent();
    }

    private static ObjectId id(BlobId blob) {
        return ObjectId.fromString(blob.hex());
    }
}
