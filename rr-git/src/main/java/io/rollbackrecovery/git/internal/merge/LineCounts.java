package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.plan.LineCount;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Counts the lines that come and go, as {@code git diff --numstat --no-renames} does. */
public final class LineCounts {
    private static final long LARGEST = 8L << 20;

    private LineCounts() {}

    /**
     * Counts.
     *
     * @param reader sees the objects of both sides; borrowed
     * @param changes the files
     * @return one count for each; files that are binary or larger than 8 MiB are not counted, nor those that the
     *     repository lacks, as a partial clone does
     */
    public static List<LineCount> of(ObjectReader reader, List<PathChange> changes) {
        ObjectSource source = new ObjectSource(reader);
        List<LineCount> counts = new ArrayList<>(changes.size());
        for (PathChange change : changes) {
            counts.add(countIfThere(source, change));
        }
        return counts;
    }

    private static LineCount countIfThere(ObjectSource source, PathChange change) {
        try {
            return count(source, change);
        } catch (RrException e) {
            if (e.code() == ErrorCode.MISSING_OBJECT) {
                return new LineCount(change.path(), 0, 0, false);
            }
            throw e;
        }
    }

    private static LineCount count(ObjectSource source, PathChange change) {
        if (isLarge(source, change.before()) || isLarge(source, change.after())) {
            return new LineCount(change.path(), 0, 0, false);
        }
        byte[] before = content(source, change.before());
        byte[] after = content(source, change.after());
        if (ContentMerge.isBinary(before) || ContentMerge.isBinary(after)) {
            return new LineCount(change.path(), 0, 0, false);
        }
        LineTable table = new LineTable();
        TextLines old = table.lines(before);
        TextLines now = table.lines(after);
        long added = 0;
        long removed = 0;
        for (LineEdit edit : LineDiff.patch(old, now, table.size())) {
            removed += edit.lengthA();
            added += edit.lengthB();
        }
        return new LineCount(change.path(), added, removed, true);
    }

    private static boolean isLarge(ObjectSource source, Optional<SourceFile> file) {
        return file.isPresent() && file.get().mode() != FileMode.GITLINK && source.size(id(file.get())) > LARGEST;
    }

    private static byte[] content(ObjectSource source, Optional<SourceFile> file) {
        if (file.isEmpty()) {
            return new byte[0];
        }
        return file.get().mode() == FileMode.GITLINK
                ? ("Subproject commit " + file.get().blob().hex() + "\n").getBytes(StandardCharsets.US_ASCII)
                : source.blob(id(file.get()));
    }

    private static ObjectId id(SourceFile file) {
        return ObjectId.fromString(file.blob().hex());
    }
}
