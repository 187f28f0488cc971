package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;

/**
 * Makes one pack of many small ones, as {@code git repack --geometric} would, without a process: the new one is in place
 * and synced, and protected by a {@code .keep}, before the first old one goes. What no ref holds is taken along; to
 * throw it away is git's affair.
 */
final class PackRollUp {
    /** More than this many small packs become one; each operation of RR leaves one, and git's own limit is 50. */
    private static final int MOST_SMALL_PACKS = 40;

    private static final long SMALL = 256 << 10;

    /** Files that say that a pack is special; what else has its name belongs to it and goes with it. */
    private static final List<String> SPECIAL = List.of(".keep", ".promisor", ".mtimes", ".bitmap");

    private static final List<String> PARTS = List.of(".idx", ".rev", ".pack");

    private final ObjectStore store;
    private final ObjectFolder folder;

    PackRollUp(ObjectStore store, ObjectFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    void run() throws IOException {
        folder.refresh(false);
        List<Pack> small = small();
        if (small.size() <= MOST_SMALL_PACKS || Files.exists(folder.folder().resolve("pack/multi-pack-index"))) {
            return; // that index names packs, and only git may take them away
        }
        try (ReadContext context = new ReadContext();
                PackBuilder builder = new PackBuilder(folder.folder())) {
            for (Pack pack : small) {
                for (ObjectId id : pack.index().ids()) {
                    if (!builder.has(id)) {
                        ObjectLoader object =
                                pack.open(context, id, pack.index().offsetOf(id), Integer.MAX_VALUE);
                        builder.add(id, object.getType(), object.getBytes());
                    }
                }
            }
            Path whole = builder.finish(Optional.of("rr roll-up " + UUID.randomUUID() + "\n"));
            for (Pack pack : small) {
                if (!pack.path().equals(whole)) {
                    remove(pack);
                }
            }
            Durable.syncFolder(Durable.folderOf(whole));
            Files.deleteIfExists(part(whole, ".keep"));
        } catch (NoSuchFileException gone) {
            return; // git's own gc was faster, and has done the work
        } finally {
            store.refresh();
        }
    }

    private List<Pack> small() {
        List<Pack> small = new ArrayList<>();
        for (Pack pack : folder.packs()) {
            if (pack.stamp().size() <= SMALL
                    && SPECIAL.stream().noneMatch(end -> Files.exists(part(pack.path(), end)))) {
                small.add(pack);
            }
        }
        return small;
    }

    private static void remove(Pack pack) throws IOException {
        for (String end : PARTS) { // the index first: without it nobody looks at the pack
            Files.deleteIfExists(part(pack.path(), end));
        }
        pack.close();
    }

    private static Path part(Path pack, String end) {
        String name = String.valueOf(pack.getFileName());
        return pack.resolveSibling(name.substring(0, name.length() - ".pack".length()) + end);
    }
}
