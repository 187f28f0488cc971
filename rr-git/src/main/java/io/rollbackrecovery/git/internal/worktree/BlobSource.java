package io.rollbackrecovery.git.internal.worktree;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;

/** Where the bytes of blobs come from. */
@FunctionalInterface
public interface BlobSource {
    /** Reads a blob whole. */
    byte[] read(ObjectId blob) throws IOException;
}
