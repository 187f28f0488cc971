package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.TreeId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Any bytes are three trees to merge, of entries that point at each other and at three texts: they are merged, the same
 * twice, or refused with an error of RR's.
 */
public final class FuzzTreeMerge {
    private static final InMemoryRepository NOTHING = new InMemoryRepository(new DfsRepositoryDescription("nothing"));
    private static final List<String> MODES = List.of("100644", "100755", "120000", "40000", "160000", "0", "10x644");

    private FuzzTreeMerge() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try (ObjectReader reader = NOTHING.newObjectReader()) {
            MemoryObjects memory = new MemoryObjects(reader);
            List<ObjectId> known = new ArrayList<>();
            for (String text :
                    List.of("1\n2\n3\n4\n5\n6\n7\n", "one\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\nseven\n")) {
                known.add(memory.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.US_ASCII)));
            }
            known.add(ObjectId.fromString("1".repeat(40)));
            TreeId base = tree(memory, FuzzMerge.part(data, 0), known);
            TreeId ours = tree(memory, FuzzMerge.part(data, 1), known);
            TreeId theirs = tree(memory, FuzzMerge.part(data, 2), known);
            String once = merge(memory, base, ours, theirs);
            if (!once.equals(merge(memory, base, ours, theirs))) {
                throw new IllegalStateException("another result the second time");
            }
        }
    }

    private static String merge(MemoryObjects memory, TreeId base, TreeId ours, TreeId theirs) {
        try {
            MergeOutcome outcome = TreeMerge.merge(memory, MergeSettings.defaults(), base, ours, theirs);
            return outcome.tree() + " " + outcome.conflicts();
        } catch (RrException e) {
            return e.code() + " " + e.getMessage();
        }
    }

    /** Each line is an entry: a byte for the mode, one for the object, the name; folders are of the lines before. */
    private static TreeId tree(MemoryObjects memory, byte[] lines, List<ObjectId> known) throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        int begin = 0;
        for (int i = 0; i <= lines.length; i++) {
            if (i < lines.length && lines[i] != '\n') {
                continue;
            }
            if (i - begin >= 2) {
                String mode = MODES.get((lines[begin] & 0xff) % MODES.size());
                ObjectId id = known.get((lines[begin + 1] & 0xff) % known.size());
                if (mode.equals("40000")) {
                    id = memory.insert(Constants.OBJ_TREE, entries.toByteArray());
                }
                byte[] name = Arrays.copyOfRange(lines, begin + 2, i);
                entries.writeBytes((mode + " ").getBytes(StandardCharsets.US_ASCII));
                entries.writeBytes(name);
                entries.write(0);
                byte[] raw = new byte[20];
                id.copyRawTo(raw, 0);
                entries.write(raw, 0, lines[begin] == '!' ? 7 : 20);
            }
            begin = i + 1;
        }
        return new TreeId(
                memory.insert(Constants.OBJ_TREE, entries.toByteArray()).name());
    }
}
