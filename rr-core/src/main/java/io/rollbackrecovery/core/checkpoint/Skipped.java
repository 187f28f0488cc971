package io.rollbackrecovery.core.checkpoint;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * Something that a checkpoint does not hold.
 *
 * @param path the file or folder
 * @param reason a stable word: {@code too-large}, {@code unreadable}, {@code nested-repository}, {@code special-file},
 *     {@code budget}, {@code changed-while-read}, {@code submodule}; {@code damaged-record} where the path is the ref of
 *     the checkpoint's own record, which cannot be read
 */
public record Skipped(RepoPath path, String reason) {}
