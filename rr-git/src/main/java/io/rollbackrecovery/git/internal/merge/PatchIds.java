package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The ids of patches, as {@code git diff-tree -p --full-index | git patch-id --stable} prints them: two changes have the
 * same id if they change the same paths in the same way, wherever in the files, blanks aside. Attributes and
 * configuration, such as {@code -diff}, do not count. Not thread-safe; the reader is borrowed.
 */
public final class PatchIds {
    private static final int CONTEXT = 3;

    private final ObjectSource source;

    /**
     * Computes ids.
     *
     * @param reader the repository's objects
     * @param trees trees of that repository, read lately
     */
    public PatchIds(ObjectReader reader, RecentTrees trees) {
        this.source = new ObjectSource(new MemoryObjects(reader), trees);
    }

    /**
     * Compares two trees.
     *
     * @param before one
     * @param after the other
     * @return the files that differ, ordered by path; renames are not looked for
     * @throws RrException {@code MISSING_OBJECT}, {@code CORRUPT}
     */
    public List<PathChange> changes(TreeId before, TreeId after) {
        return TreeDiff.changes(source, before, after);
    }

    /**
     * Gives the id of a patch.
     *
     * @param changes the files that the patch changes, ordered by path
     * @return the id in hex; empty if it changes nothing
     * @throws RrException {@code MISSING_OBJECT}, {@code CORRUPT}
     */
    public Optional<String> id(List<PathChange> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        PatchHash hash = new PatchHash();
        for (PathChange change : changes) {
            Optional<SourceFile> before = change.before();
            Optional<SourceFile> after = change.after();
            if (before.isPresent() && after.isPresent() && kind(before.get()) != kind(after.get())) {
                file(hash, before, Optional.empty());
                file(hash, Optional.empty(), after);
            } else {
                file(hash, before, after);
            }
        }
        return Optional.of(hash.finish());
    }

    private static int kind(SourceFile file) {
        return file.mode().bits() & 0170000;
    }

    private void file(PatchHash hash, Optional<SourceFile> before, Optional<SourceFile> after) {
        RepoPath path = before.or(() -> after).orElseThrow().path();
        byte[] oldName = PatchHash.quoted("a/", path);
        byte[] newName = PatchHash.quoted("b/", path);
        hash.beginFile(oldName, newName);
        String oldMode = before.map(PatchIds::mode).orElse("");
        String newMode = after.map(PatchIds::mode).orElse("");
        if (oldMode.isEmpty()) {
            hash.line("new file mode " + newMode);
        } else if (newMode.isEmpty()) {
            hash.line("deleted file mode " + oldMode);
        } else if (!oldMode.equals(newMode)) {
            hash.line("old mode " + oldMode);
            hash.line("new mode " + newMode);
        }
        String oldId = id(before);
        String newId = id(after);
        if (oldId.equals(newId)) {
            return;
        }
        byte[] oldBytes = content(before);
        byte[] newBytes = content(after);
        if (ContentMerge.isBinary(oldBytes) || ContentMerge.isBinary(newBytes)) {
            hash.binary(oldId, newId);
            return;
        }
        LineTable table = new LineTable();
        TextLines old = table.lines(oldBytes);
        TextLines now = table.lines(newBytes);
        List<LineEdit> edits = LineDiff.patch(old, now, table.size());
        if (edits.isEmpty()) {
            return;
        }
        hash.beginText(
                before.isPresent() ? oldName : PatchHash.NO_FILE, after.isPresent() ? newName : PatchHash.NO_FILE);
        hunks(hash, old, now, edits);
    }

    private static void hunks(PatchHash hash, TextLines old, TextLines now, List<LineEdit> edits) {
        int shown = 0;
        for (int i = 0; i < edits.size(); i++) {
            LineEdit edit = edits.get(i);
            context(hash, old, Math.max(shown, edit.beginA() - CONTEXT), edit.beginA());
            for (int line = edit.beginA(); line < edit.endA(); line++) {
                hash.line('-', old, line);
            }
            for (int line = edit.beginB(); line < edit.endB(); line++) {
                hash.line('+', now, line);
            }
            // Where two hunks would touch they are one: then what lies between is shown once.
            int next = i + 1 < edits.size() ? edits.get(i + 1).beginA() : old.count();
            shown = Math.min(next, edit.endA() + CONTEXT);
            context(hash, old, edit.endA(), shown);
        }
    }

    private static void context(PatchHash hash, TextLines lines, int from, int to) {
        for (int line = from; line < to; line++) {
            hash.line(' ', lines, line);
        }
    }

    private static String mode(SourceFile file) {
        return Integer.toOctalString(file.mode().bits());
    }

    private static String id(Optional<SourceFile> file) {
        return file.map(known -> known.blob().hex()).orElse(ObjectId.zeroId().name());
    }

    private byte[] content(Optional<SourceFile> file) {
        if (file.isEmpty()) {
            return new byte[0];
        }
        String id = file.get().blob().hex();
        return file.get().mode() == FileMode.GITLINK
                ? ("Subproject commit " + id + "\n").getBytes(StandardCharsets.US_ASCII)
                : source.blob(ObjectId.fromString(id));
    }
}
