package io.rollbackrecovery.core.source;

import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;

/**
 * One path of a tree.
 *
 * @param path where it is
 * @param mode what it is
 * @param blob its content; for {@link FileMode#GITLINK} the submodule's commit, which cannot be read here
 */
public record SourceFile(RepoPath path, FileMode mode, BlobId blob) {}
