package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.capture.CapturedPath;
import io.rollbackrecovery.git.internal.capture.Manifest;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.objects.ObjectWriter;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Staged blobs of a capture that is put back: they may have been pruned, or be, before the index holds them. */
final class StagedBlobs {
    private StagedBlobs() {}

    static void restore(
            Optional<Manifest> manifest, RepositoryAccess repository, CaptureStore captures, ObjectWriter writer)
            throws IOException {
        if (manifest.isEmpty()) {
            return;
        }
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            for (CapturedPath path : manifest.get().paths()) {
                for (IndexEntry entry : path.index()) {
                    boolean isBlob = (entry.mode() & 0170000) != 0160000;
                    if (isBlob) {
                        restore(entry.id(), captures, reader, writer);
                    }
                }
            }
        }
    }

    private static void restore(ObjectId id, CaptureStore captures, ObjectReader reader, ObjectWriter writer)
            throws IOException {
        if (!reader.has(id)) {
            captures.copy(id, writer);
            return;
        }
        ObjectLoader there = reader.open(id, Constants.OBJ_BLOB);
        try (InputStream in = there.openStream()) {
            writer.insert(Constants.OBJ_BLOB, there.getSize(), in);
        }
    }
}
