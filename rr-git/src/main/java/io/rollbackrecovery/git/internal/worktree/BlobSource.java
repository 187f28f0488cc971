package io.rollbackrecovery.git.internal.worktree;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.ObjectId;

/** Where the bytes of blobs come from. */
@FunctionalInterface
public interface BlobSource {
    /** Opens a blob, of any size. The caller closes it. */
    InputStream open(ObjectId blob) throws IOException;

    /** Reads a blob whole. */
    default byte[] read(ObjectId blob) throws IOException {
        try (InputStream in = open(blob)) {
            return in.readAllBytes();
        }
    }
}
